import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  type CreateAliasCommandInput,
} from "@aws-sdk/client-lambda";
import { waitUntilSettled } from "../../e2e/support/functions.ts";
import { active, listed, uuid } from "./answers.ts";
import { breaksModel, conflict, invalid, notFound, otherRevision, staleRevision, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";

const alias = ({ arn }: Subject, settings: object = {}): object => ({
  AliasArn: arn("live"),
  Name: "live",
  FunctionVersion: "1",
  Description: "",
  RevisionId: uuid,
  ...settings,
});

const createAlias = async ({ client, name }: Subject, settings: Partial<CreateAliasCommandInput> = {}) =>
  await client.send(new CreateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion: "$LATEST", ...settings }));

const routed = (...weights: readonly (readonly [string, number])[]) => ({ RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights) } });

async function publishTwo({ client, name }: Subject): Promise<void> {
  await client.send(new PublishVersionCommand({ FunctionName: name }));
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Description: "second" }));
  await waitUntilSettled(client, name);
  await client.send(new PublishVersionCommand({ FunctionName: name }));
}

const aliasRefused = (when: string, settings: Partial<CreateAliasCommandInput>, refusal: (subject: Subject) => ReturnType<typeof invalid>): Row => ({
  operation: "CreateAlias",
  when,
  ask: (subject) => createAlias(subject, { Name: "new", ...settings }),
  refusal,
});

const versions: readonly Row[] = [
  {
    operation: "PublishVersion",
    when: "answers version 1, active at once",
    own: true,
    ask: ({ client, name }) => client.send(new PublishVersionCommand({ FunctionName: name, Description: "first" })),
    answer: (subject) => ({ ...active(subject), FunctionArn: subject.arn("1"), Version: "1", Description: "first" }),
  },
  {
    operation: "PublishVersion",
    when: "of what has not changed answers the version that there is",
    ask: ({ client, name }) => client.send(new PublishVersionCommand({ FunctionName: name, Description: "another" })),
    answer: (subject) => ({ ...active(subject), FunctionArn: subject.arn("1"), Version: "1" }),
  },
  {
    operation: "PublishVersion",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new PublishVersionCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "PublishVersion",
    when: "with another revision id is refused",
    ask: ({ client, name }) => client.send(new PublishVersionCommand({ FunctionName: name, RevisionId: otherRevision })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "PublishVersion",
    when: "of other code is refused",
    ask: ({ client, name }) => client.send(new PublishVersionCommand({ FunctionName: name, CodeSha256: "x" })),
    refusal: () =>
      invalid(
        /^CodeSHA256 \(x\) is different from current CodeSHA256 in \$LATEST \([A-Za-z0-9+/]{43}=\)\. Please try again with the CodeSHA256 in \$LATEST\.$/,
      ),
  },
  {
    operation: "ListVersionsByFunction",
    when: "answers $LATEST first, without states",
    ask: ({ client, name }) => client.send(new ListVersionsByFunctionCommand({ FunctionName: name })),
    answer: (subject) => ({
      Versions: [
        { ...listed(subject), FunctionArn: subject.arn("$LATEST") },
        { ...listed(subject), FunctionArn: subject.arn("1"), Version: "1" },
      ],
    }),
  },
  {
    operation: "ListVersionsByFunction",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new ListVersionsByFunctionCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
];

const creations: readonly Row[] = [
  {
    operation: "CreateAlias",
    when: "answers it, with an empty description",
    own: true,
    ask: (subject) => createAlias(subject),
    answer: (subject) => alias(subject, { FunctionVersion: "$LATEST" }),
  },
  {
    operation: "CreateAlias",
    when: "answers its weights",
    own: true,
    ask: async (subject) => {
      await publishTwo(subject);
      return await createAlias(subject, { FunctionVersion: "1", Description: "d", ...routed(["2", 0.25]) });
    },
    answer: (subject) => alias(subject, { Description: "d", ...routed(["2", 0.25]) }),
  },
  {
    operation: "CreateAlias",
    when: "of a missing function finds nothing",
    ask: (subject) => createAlias(subject, { FunctionName: missing }),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  aliasRefused("of a missing version finds nothing", { FunctionVersion: "10" }, ({ arn }) => notFound(`Function not found: ${arn("10")}`)),
  aliasRefused("of a name that exists is refused", { Name: "live" }, ({ arn }) => conflict(`Alias already exists: ${arn("live")}`)),
  aliasRefused("of a name of digits breaks the model", { Name: "42" }, () =>
    breaksModel(/^1 validation error detected: Value '42' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: /),
  ),
  aliasRefused("with two more versions is refused", { FunctionVersion: "1", ...routed(["2", 0.1], ["3", 0.1]) }, () =>
    invalid("Number of items in AdditionalVersionWeights cannot be greater than 1"),
  ),
  aliasRefused("of $LATEST with weights is refused without a Type", routed(["1", 0.1]), () => ({
    ...invalid("$LATEST is not supported for an alias pointing to more than 1 version"),
    type: undefined,
  })),
  aliasRefused("with a weight for $LATEST breaks the model", { FunctionVersion: "1", ...routed(["$LATEST", 0.1]) }, () =>
    breaksModel(
      /^1 validation error detected: Value '\{\$LATEST=0\.1\}' at 'routingConfig\.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: \[.*\[0-9\]\+.*\]$/,
    ),
  ),
  aliasRefused("with a weight above 1 breaks the model", { FunctionVersion: "1", ...routed(["2", 2]) }, () =>
    breaksModel(
      "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ),
  ),
  aliasRefused("with a weight for its own version is refused", { FunctionVersion: "1", ...routed(["1", 0.5]) }, () =>
    invalid("Invalid function version 1. Function version 1 is already included in routing configuration."),
  ),
  aliasRefused("with a weight for a missing version finds nothing", { FunctionVersion: "1", ...routed(["10", 0.5]) }, ({ arn }) =>
    notFound(`Function not found: ${arn("10")}`),
  ),
];

const others: readonly Row[] = [
  {
    operation: "GetAlias",
    when: "answers it",
    ask: ({ client, name }) => client.send(new GetAliasCommand({ FunctionName: name, Name: "live" })),
    answer: alias,
  },
  {
    operation: "GetAlias",
    when: "of a missing alias finds nothing",
    ask: ({ client, name }) => client.send(new GetAliasCommand({ FunctionName: name, Name: "absent" })),
    refusal: ({ arn }) => notFound(`Cannot find alias arn: ${arn("absent")}`),
  },
  {
    operation: "ListAliases",
    when: "answers those of a version",
    ask: ({ client, name }) => client.send(new ListAliasesCommand({ FunctionName: name, FunctionVersion: "1" })),
    answer: (subject) => ({ Aliases: [alias(subject)] }),
  },
  {
    operation: "ListAliases",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new ListAliasesCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "UpdateAlias",
    when: "answers what changed and what stayed",
    own: true,
    ask: async (subject) => {
      await publishTwo(subject);
      await createAlias(subject, { FunctionVersion: "1", Description: "d" });
      return await subject.client.send(new UpdateAliasCommand({ FunctionName: subject.name, Name: "live", ...routed(["2", 0.5]) }));
    },
    answer: (subject) => alias(subject, { Description: "d", ...routed(["2", 0.5]) }),
  },
  {
    operation: "UpdateAlias",
    when: "with an empty RoutingConfig takes the weights away",
    own: true,
    ask: async (subject) => {
      await publishTwo(subject);
      await createAlias(subject, { FunctionVersion: "1", ...routed(["2", 0.5]) });
      return await subject.client.send(new UpdateAliasCommand({ FunctionName: subject.name, Name: "live", RoutingConfig: {} }));
    },
    answer: (subject) => alias(subject),
  },
  {
    operation: "UpdateAlias",
    when: "of a missing alias finds nothing",
    ask: ({ client, name }) => client.send(new UpdateAliasCommand({ FunctionName: name, Name: "absent", Description: "d" })),
    refusal: ({ arn }) => notFound(`Alias not found: ${arn("absent")}`),
  },
  {
    operation: "UpdateAlias",
    when: "with another revision id is refused",
    ask: ({ client, name }) => client.send(new UpdateAliasCommand({ FunctionName: name, Name: "live", RevisionId: otherRevision })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "DeleteAlias",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await createAlias(subject);
      return await subject.client.send(new DeleteAliasCommand({ FunctionName: subject.name, Name: "live" }));
    },
    answer: () => ({}),
  },
  {
    operation: "DeleteAlias",
    when: "of a missing alias answers nothing",
    ask: ({ client, name }) => client.send(new DeleteAliasCommand({ FunctionName: name, Name: "absent" })),
    answer: () => ({}),
  },
];

/** Versions and aliases. */
export const versionRows: readonly Row[] = [...versions, ...creations, ...others];
