import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { waitUntilSettled } from "../../e2e/support/functions.ts";
import { active, pending, updating } from "./answers.ts";
import { deprecated, reserved, reservedVariables } from "./function-messages.ts";
import { breaksModel, conflict, files, invalid, notFound, otherRevision, staleRevision, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const update = { MemorySize: 256 };
const configure = ({ client, name }: Subject, settings: Partial<UpdateFunctionConfigurationCommandInput>) =>
  client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...settings }));

const changes: readonly Row[] = [
  {
    operation: "UpdateFunctionCode",
    when: "answers InProgress",
    own: true,
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files) })),
    answer: updating,
  },
  {
    operation: "UpdateFunctionCode",
    when: "with Publish answers the new version Pending",
    own: true,
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files), Publish: true })),
    answer: (subject) => ({ ...pending(subject), FunctionArn: subject.arn("1"), Version: "1" }),
  },
  {
    operation: "UpdateFunctionCode",
    when: "as a dry run changes nothing",
    ask: async ({ client, name }) => {
      await client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf({ "other.mjs": "" }), DryRun: true }));
      return await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    },
    answer: active,
  },
  {
    operation: "UpdateFunctionCode",
    when: "of a missing function finds nothing",
    ask: async ({ client }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: missing, ZipFile: await zipOf(files) })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "UpdateFunctionCode",
    when: "with another revision id is refused",
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files), RevisionId: otherRevision })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "UpdateFunctionCode",
    when: "during another update is refused",
    own: true,
    ask: async ({ client, name }) => {
      const ZipFile = await zipOf(files);
      const send = () => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));
      // An update may be over before the next one comes.
      const [refused] = await waitFor(
        async () => {
          const outcomes = await Promise.allSettled([send(), send(), send()]);
          const rejected = outcomes.filter(({ status }) => status === "rejected");
          return rejected.length > 0 && rejected;
        },
        { what: "two updates to meet", deadlineMs: 15_000 },
      );
      if (refused?.status === "rejected") throw refused.reason;
      return await send();
    },
    refusal: ({ arn }) => conflict(`The operation cannot be performed at this time. An update is in progress for resource: ${arn()}`),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "answers InProgress with the new value",
    own: true,
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...update })),
    answer: (subject) => ({ ...updating(subject), ...update }),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: missing, ...update })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "with another revision id is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, RevisionId: otherRevision, ...update })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "with reserved variables is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables: reservedVariables } })),
    refusal: () => invalid(reserved),
  },
  {
    operation: "DeleteFunction",
    when: "answers nothing",
    own: true,
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name })),
    answer: () => ({ StatusCode: 204 }),
  },
  {
    operation: "DeleteFunction",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new DeleteFunctionCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "DeleteFunction",
    when: "of $LATEST is refused",
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: "$LATEST" })),
    refusal: () => invalid("$LATEST version cannot be deleted without deleting the function."),
  },
  {
    operation: "DeleteFunction",
    when: "of an alias is refused",
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: "live" })),
    refusal: () => invalid("Deletion of aliases is not currently supported."),
  },
];

const logGroup = (name: string): string => `/aws/lambda/${name}`;

const configurations: readonly Row[] = [
  {
    operation: "UpdateFunctionConfiguration",
    when: "to JSON logs adds the levels",
    own: true,
    ask: (subject) => configure(subject, { LoggingConfig: { LogFormat: "JSON" } }),
    answer: (subject) => ({
      ...updating(subject),
      LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "INFO", LogGroup: logGroup(subject.name) },
    }),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "back to text logs removes the levels and keeps the group",
    own: true,
    ask: async (subject) => {
      await configure(subject, { LoggingConfig: { LogFormat: "JSON", LogGroup: "own" } });
      await waitUntilSettled(subject.client, subject.name);
      return await configure(subject, { LoggingConfig: { LogFormat: "Text" } });
    },
    answer: (subject) => ({ ...updating(subject), LoggingConfig: { LogFormat: "Text", LogGroup: "own" } }),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "to no variables shows that there are none",
    own: true,
    ask: (subject) => configure(subject, { Environment: { Variables: {} } }),
    answer: (subject) => ({ ...updating(subject), Environment: { Variables: {} } }),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "to a deprecated runtime is refused",
    ask: (subject) => configure(subject, { Runtime: "nodejs14.x" }),
    refusal: () => invalid(deprecated),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "to a layer that is missing is refused",
    ask: (subject) => configure(subject, { Layers: [`arn:aws:lambda:us-east-1:${subject.account}:layer:absent:1`] }),
    refusal: ({ account }) => invalid(`Layer version arn:aws:lambda:us-east-1:${account}:layer:absent:1 does not exist.`),
  },
  {
    operation: "UpdateFunctionCode",
    when: "of a zip function with an image is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ImageUri: "image" })),
    refusal: () => invalid("Please don't provide ImageUri when updating a function with packageType Zip."),
  },
  {
    operation: "UpdateFunctionCode",
    when: "of something that is no archive is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: Buffer.from("no archive") })),
    refusal: () => invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
  },
  {
    operation: "DeleteFunction",
    when: "of an ARN of more than 140 characters breaks the model",
    ask: ({ client, arn }) => client.send(new DeleteFunctionCommand({ FunctionName: arn(undefined, "f".repeat(120)) })),
    refusal: () =>
      breaksModel(
        /^1 validation error detected: Value '.*' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140$/,
      ),
  },
  {
    operation: "DeleteFunction",
    when: "of a name of 65 characters finds nothing",
    ask: ({ client }) => client.send(new DeleteFunctionCommand({ FunctionName: "f".repeat(65) })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, "f".repeat(65))}`),
  },
];

/** Changes of functions, and their end. */
export const functionChangeRows: readonly Row[] = [...changes, ...configurations];
