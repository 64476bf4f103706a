import type { ImplementedOperation, Operation, OperationModel } from "./operation.ts";
import { operationRoutes } from "./operation-routes.ts";
import { functionUrlOperations } from "./operations/function-urls.ts";
import { accountOperations } from "./operations/account.ts";
import { concurrencyOperations } from "./operations/concurrency.ts";
import { eventInvokeOperations } from "./operations/event-invoke.ts";
import { functionPolicyOperations } from "./operations/function-policies.ts";
import { codeSigningOperations } from "./operations/code-signing.ts";
import { eventSourceMappingOperations } from "./operations/event-source-mappings.ts";
import { functionOperations } from "./operations/functions.ts";
import { invocationOperations } from "./operations/invocations.ts";
import { layerOperations } from "./operations/layers.ts";
import { permissionOperations } from "./operations/permissions.ts";
import { tagOperations } from "./operations/tags.ts";
import { versionOperations } from "./operations/versions.ts";

/**
 * What Mayfly has of the Lambda API. To add an operation: one entry in its group's file in operations/, its shapes beside function-shapes.ts, and a
 * handler of the same name in metadata; routing, parsing, validation, error answers and both doors follow from the entry.
 */
const models = {
  ...functionOperations,
  ...versionOperations,
  ...layerOperations,
  ...functionUrlOperations,
  ...permissionOperations,
  ...tagOperations,
  ...concurrencyOperations,
  ...eventInvokeOperations,
  ...functionPolicyOperations,
  ...accountOperations,
  ...codeSigningOperations,
  ...eventSourceMappingOperations,
  ...invocationOperations,
} satisfies Record<string, OperationModel>;

/** Names of the operations that Mayfly has. */
export type LambdaOperationName = keyof typeof models;

const modelOf: ReadonlyMap<string, OperationModel> = new Map(Object.entries(models));

/** Every operation of the Lambda API; those that Mayfly lacks have no model. */
export const lambdaOperations: readonly Operation[] = operationRoutes.map((route) => ({ ...route, model: modelOf.get(route.name) }));

/** An operation that Mayfly has. */
export function lambdaOperation(name: LambdaOperationName): ImplementedOperation {
  const route = operationRoutes.find((candidate) => candidate.name === name);
  if (route === undefined) throw new Error(`the service model has no operation ${name}`);
  return { ...route, ...models[name] };
}

/** True if Mayfly has an operation of this name. */
export function isLambdaOperation(name: string): name is LambdaOperationName {
  return modelOf.has(name);
}

/** The operations on functions and what belongs to them, as opposed to those that invoke. */
export type ControlOperation = Exclude<LambdaOperationName, keyof typeof invocationOperations>;

/** True unless the operation invokes. */
export function isControlOperation(name: LambdaOperationName): name is ControlOperation {
  return !Object.hasOwn(invocationOperations, name);
}

/** Names of all operations but those that invoke. */
export const controlOperations: readonly ControlOperation[] = lambdaOperations
  .map(({ name }) => name)
  .filter(isLambdaOperation)
  .filter(isControlOperation);
