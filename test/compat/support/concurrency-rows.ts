import {
  CreateAliasCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import { conflict, invalid, notFound, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const wholeSeconds = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
const functionsOnly =
  "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.";
const requested = {
  RequestedProvisionedConcurrentExecutions: 1,
  AllocatedProvisionedConcurrentExecutions: 0,
  AvailableProvisionedConcurrentExecutions: 0,
  LastModified: wholeSeconds,
  Status: "IN_PROGRESS",
};
/** However far it is. */
const provisioned = {
  ...requested,
  AllocatedProvisionedConcurrentExecutions: expect.any(Number),
  AvailableProvisionedConcurrentExecutions: expect.any(Number),
  Status: expect.stringMatching(/^(IN_PROGRESS|READY)$/),
};

const reserve = ({ client, name }: Subject, executions: number, FunctionName = name) =>
  client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: executions }));

const provision = ({ client, name }: Subject, Qualifier: string, executions = 1) =>
  client.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier, ProvisionedConcurrentExecutions: executions }));

async function publish({ client, name }: Subject): Promise<void> {
  await client.send(new PublishVersionCommand({ FunctionName: name }));
  await client.send(new CreateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion: "1" }));
}

const reservations: readonly Row[] = [
  {
    operation: "PutFunctionConcurrency",
    when: "answers the reservation",
    own: true,
    ask: (subject) => reserve(subject, 2),
    answer: () => ({ ReservedConcurrentExecutions: 2 }),
  },
  {
    operation: "PutFunctionConcurrency",
    when: "of a missing function names $LATEST",
    ask: (subject) => reserve(subject, 1, missing),
    refusal: ({ arn }) => notFound(`Function not found: ${arn("$LATEST", missing)}`),
  },
  {
    operation: "PutFunctionConcurrency",
    when: "of a version is refused",
    ask: (subject) => reserve(subject, 1, subject.arn("1")),
    refusal: () => invalid(functionsOnly),
  },
  {
    operation: "PutFunctionConcurrency",
    when: "of more than others can spare is refused without a Type",
    ask: (subject) => reserve(subject, 950),
    refusal: () => ({
      ...invalid("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."),
      type: undefined,
    }),
  },
  {
    operation: "PutFunctionConcurrency",
    when: "of less than is provisioned is refused",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "1", 2);
      return await reserve(subject, 1);
    },
    refusal: () => ({
      ...invalid(" ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2]."),
      type: undefined,
    }),
  },
  {
    operation: "GetFunctionConcurrency",
    when: "without a reservation answers nothing",
    ask: ({ client, name }) => client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
    answer: () => ({}),
  },
  {
    operation: "GetFunctionConcurrency",
    when: "answers the reservation",
    own: true,
    ask: async (subject) => {
      await reserve(subject, 3);
      return await subject.client.send(new GetFunctionConcurrencyCommand({ FunctionName: subject.name }));
    },
    answer: () => ({ ReservedConcurrentExecutions: 3 }),
  },
  {
    operation: "GetFunctionConcurrency",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetFunctionConcurrencyCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "DeleteFunctionConcurrency",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await reserve(subject, 3);
      return await subject.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: subject.name }));
    },
    answer: () => ({}),
  },
  {
    operation: "DeleteFunctionConcurrency",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
];

const provisionings: readonly Row[] = [
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "answers that nothing is there yet",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      return await provision(subject, "1");
    },
    answer: () => requested,
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of $LATEST is refused",
    ask: (subject) => provision(subject, "$LATEST"),
    refusal: () => invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions."),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of a missing alias finds nothing",
    ask: (subject) => provision(subject, "absent"),
    refusal: ({ arn }) => notFound(`Cannot find alias arn: ${arn("absent")}`),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of a missing version finds nothing",
    ask: (subject) => provision(subject, "42"),
    refusal: ({ arn }) => notFound(`Function not found: ${arn("42")}`),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of an alias whose version is provisioned is refused",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "1");
      return await provision(subject, "live");
    },
    refusal: () => conflict("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of a version whose alias is provisioned is refused",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "live");
      return await provision(subject, "1");
    },
    refusal: () => conflict("Version is pointed by a Provisioned Concurrency alias"),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of more than the account has is refused without a Type",
    ask: (subject) => provision(subject, "1", 5000),
    refusal: () => ({
      ...invalid(/^Specified ConcurrentExecutions for function is greater than account's unreserved concurrency \[\d+\]\.$/),
      type: undefined,
    }),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of more than others can spare is refused without a Type",
    // All but a few, whatever the other rows have taken meanwhile.
    ask: (subject) => provision(subject, "1", 901),
    refusal: () => ({
      ...invalid("Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."),
      type: undefined,
    }),
  },
  {
    operation: "PutProvisionedConcurrencyConfig",
    when: "of more than the function's reservation is refused without a Type",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await reserve(subject, 1);
      return await provision(subject, "1", 2);
    },
    refusal: () => ({
      ...invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"),
      type: undefined,
    }),
  },
  {
    operation: "GetProvisionedConcurrencyConfig",
    when: "answers how far it is",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "1");
      return await subject.client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: subject.name, Qualifier: "1" }));
    },
    answer: () => provisioned,
  },
  {
    operation: "ListProvisionedConcurrencyConfigs",
    when: "answers qualified ARNs",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "live");
      return await subject.client.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName: subject.name }));
    },
    answer: ({ arn }) => ({ ProvisionedConcurrencyConfigs: [{ ...provisioned, FunctionArn: arn("live") }] }),
  },
  {
    operation: "ListProvisionedConcurrencyConfigs",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "GetProvisionedConcurrencyConfig",
    when: "of what is not provisioned finds nothing",
    ask: ({ client, name }) => client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier: "1" })),
    refusal: () => ({
      name: "ProvisionedConcurrencyConfigNotFoundException",
      status: 404,
      message: "No Provisioned Concurrency Config found for this function",
      type: "User",
    }),
  },
  {
    operation: "DeleteProvisionedConcurrencyConfig",
    when: "of what is not provisioned answers nothing",
    ask: ({ client, name }) => client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier: "1" })),
    answer: () => ({}),
  },
  {
    operation: "DeleteProvisionedConcurrencyConfig",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await publish(subject);
      await provision(subject, "1");
      return await subject.client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: subject.name, Qualifier: "1" }));
    },
    answer: () => ({}),
  },
  ...(["GetProvisionedConcurrencyConfig", "DeleteProvisionedConcurrencyConfig"] as const).flatMap((operation): readonly Row[] => {
    const ask = ({ client, name }: Subject, Qualifier: string) =>
      operation === "GetProvisionedConcurrencyConfig"
        ? client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier }))
        : client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier }));
    return [
      {
        operation,
        when: "of $LATEST is refused",
        ask: (subject) => ask(subject, "$LATEST"),
        refusal: () => invalid("The function resource provided must be an alias or a published version."),
      },
      {
        operation,
        when: "of a missing alias finds nothing",
        ask: (subject) => ask(subject, "absent"),
        refusal: ({ arn }) => notFound(`Cannot find alias arn: ${arn("absent")}`),
      },
    ];
  }),
];

/** Reserved and provisioned concurrency. */
export const concurrencyRows: readonly Row[] = [...reservations, ...provisionings];
