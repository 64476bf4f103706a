import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { LambdaClient } from "@aws-sdk/client-lambda";

/** Exceptions whose message is in the body's member `message`; of all others that the API's model has it is `Message` (behaviours.md §1). */
const lowerCase: ReadonlySet<string> = new Set([
  ...["AliasLimitExceededException", "CapacityProviderLimitExceededException", "CodeStorageExceededException", "InvalidParameterValueException"],
  ...["InvalidRequestContentException", "PolicyLengthExceededException", "ProvisionedConcurrencyConfigNotFoundException", "ResourceConflictException"],
  ...["PreconditionFailedException", "TooManyRequestsException", "ValidationException"],
]);

/** The member of a refusal's body that has the message. */
export function messageMember(name: string): "message" | "Message" {
  return lowerCase.has(name) ? "message" : "Message";
}

/** Keeps the body of the last refusal that a client has had, which the SDK reads and then forgets. */
export function keepRefusalBodies(client: LambdaClient): () => string {
  let last = "";
  client.middlewareStack.add(
    (next) => async (parameters) => {
      const answer = await next(parameters);
      const response: unknown = answer.response;
      if (isRefused(response)) {
        const bytes = await buffer(response.body);
        last = bytes.toString();
        response.body = Readable.from([bytes]);
      }
      return answer;
    },
    // After the SDK's own that reads the body: nearer to the wire.
    { step: "deserialize", priority: "low", name: "keepRefusalBodies" },
  );
  return () => last;
}

function isRefused(response: unknown): response is { body: Readable } {
  return Number(Reflect.get(Object(response), "statusCode")) >= 400 && Reflect.get(Object(response), "body") instanceof Readable;
}
