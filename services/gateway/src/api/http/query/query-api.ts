import { PlatformError } from "@mayfly/errors/platform-error";
import type { Caller } from "../../../core/caller.ts";
import type { IdentityControl } from "../../../core/identity/identity-control.ts";
import type { Exchange } from "../exchange.ts";
import { queryAnswer, type QueryService } from "./query-answer.ts";
import { readQueryRequest } from "./query-input.ts";

/** An authenticated request of the Query protocol with its body. */
export interface QueryCall {
  readonly exchange: Exchange;
  readonly caller: Caller;
  readonly service: QueryService;
  readonly body: Buffer;
}

/** True for the services that Mayfly has over the AWS Query protocol. */
export function isQueryService(service: string): service is QueryService {
  return service === "iam" || service === "sts";
}

/** Answers a request of IAM or STS in XML. Throws PlatformError. */
export async function answerQuery({ exchange, caller, service, body }: QueryCall, control: IdentityControl): Promise<void> {
  if (exchange.method !== "POST" && exchange.method !== "GET") throw new PlatformError("InvalidAction", "Requests are sent by POST or GET.");
  const { action, input } = readQueryRequest(body, exchange.query);
  const output = await control.perform({ service, operation: action, input, caller, requestId: exchange.requestId });
  exchange.send(200, { "Content-Type": "text/xml" }, queryAnswer(output, { service, action, requestId: exchange.requestId }));
}
