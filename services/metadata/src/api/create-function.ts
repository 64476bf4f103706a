import type { CreateFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import { createRecord } from "../core/create-function.ts";
import { functionExists } from "../core/function-errors.ts";
import { resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { findFunctionLayers } from "./function-layers.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { changeStamp, writeAndSettle, type OperationContext } from "./operation-context.ts";
import { createInput } from "./request-input.ts";

/** CreateFunction: answers the function in state Pending. */
export async function createFunction(context: OperationContext, scope: CallScope, request: CreateFunctionRequest__Output): Promise<FunctionConfiguration> {
  const { key } = resolveReference(request.function_name, scope);
  const layers = await findFunctionLayers(context, scope, request.layers?.values ?? []);
  const record = createRecord(createInput(request, key, layers), changeStamp(context), context.architectureDefault);
  const outcome = await writeAndSettle(context, key, () => context.store.create(record));
  if (outcome.kind === "exists") throw functionExists(key);
  context.logger.info("function created", { functionName: key.functionName, account: key.account, principal: scope.principal, requestId: scope.requestId });
  return functionConfiguration({ ...record, generation: outcome.sequence, sequence: outcome.sequence }, undefined);
}
