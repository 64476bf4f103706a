import {
  GetFunctionRecursionConfigCommand,
  GetFunctionScalingConfigCommand,
  GetRuntimeManagementConfigCommand,
  PutFunctionRecursionConfigCommand,
  PutFunctionScalingConfigCommand,
  PutRuntimeManagementConfigCommand,
} from "@aws-sdk/client-lambda";
import { breaksModel, invalid, notFound, type Row } from "./row.ts";

const missing = "no-such-function";
const noManagedInstances = /^The function .* does not run on managed instances: it has no scaling configuration\.$/;

/** Recursive loops, runtime updates and scaling. */
export const functionPolicyRows: readonly Row[] = [
  {
    operation: "PutFunctionRecursionConfig",
    when: "answers what was set",
    own: true,
    ask: ({ client, name }) => client.send(new PutFunctionRecursionConfigCommand({ FunctionName: name, RecursiveLoop: "Allow" })),
    answer: () => ({ RecursiveLoop: "Allow" }),
  },
  {
    operation: "PutFunctionRecursionConfig",
    when: "with another value breaks the model",
    ask: ({ client, name }) => client.send(new PutFunctionRecursionConfigCommand({ FunctionName: name, RecursiveLoop: "Perhaps" as "Allow" })),
    refusal: () =>
      breaksModel(
        "1 validation error detected: Value 'Perhaps' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: [Terminate, Allow]",
      ),
  },
  {
    operation: "PutFunctionRecursionConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new PutFunctionRecursionConfigCommand({ FunctionName: missing, RecursiveLoop: "Allow" })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "GetFunctionRecursionConfig",
    when: "answers Terminate unless something else was set",
    ask: ({ client, name }) => client.send(new GetFunctionRecursionConfigCommand({ FunctionName: name })),
    answer: () => ({ RecursiveLoop: "Terminate" }),
  },
  {
    operation: "GetFunctionRecursionConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetFunctionRecursionConfigCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "PutRuntimeManagementConfig",
    when: "answers what was set",
    own: true,
    ask: ({ client, name }) => client.send(new PutRuntimeManagementConfigCommand({ FunctionName: name, UpdateRuntimeOn: "FunctionUpdate" })),
    answer: ({ arn }) => ({ UpdateRuntimeOn: "FunctionUpdate", FunctionArn: arn() }),
  },
  {
    operation: "PutRuntimeManagementConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new PutRuntimeManagementConfigCommand({ FunctionName: missing, UpdateRuntimeOn: "Auto" })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "GetRuntimeManagementConfig",
    when: "of a version answers Auto unless something else was set",
    ask: ({ client, name }) => client.send(new GetRuntimeManagementConfigCommand({ FunctionName: name, Qualifier: "1" })),
    answer: ({ arn }) => ({ UpdateRuntimeOn: "Auto", FunctionArn: arn("1") }),
  },
  {
    operation: "GetRuntimeManagementConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetRuntimeManagementConfigCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "PutFunctionScalingConfig",
    when: "is refused without managed instances",
    ask: ({ client, name }) =>
      client.send(new PutFunctionScalingConfigCommand({ FunctionName: name, Qualifier: "1", FunctionScalingConfig: { MinExecutionEnvironments: 1 } })),
    refusal: () => invalid(noManagedInstances),
  },
  {
    operation: "GetFunctionScalingConfig",
    when: "is refused without managed instances",
    ask: ({ client, name }) => client.send(new GetFunctionScalingConfigCommand({ FunctionName: name, Qualifier: "1" })),
    refusal: () => invalid(noManagedInstances),
  },
  {
    operation: "GetFunctionScalingConfig",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new GetFunctionScalingConfigCommand({ FunctionName: missing, Qualifier: "1" })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn("1", missing)}`),
  },
];

/** Operations that are there and have nothing to work on, because Mayfly has no managed instances. */
export const alwaysRefused: ReadonlySet<string> = new Set(["PutFunctionScalingConfig", "GetFunctionScalingConfig"]);
