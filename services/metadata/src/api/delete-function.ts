import type { DeleteFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionRequest";
import type { DeleteFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionResponse";
import { checkDelete } from "../core/delete-function.ts";
import { functionNotFound } from "../core/function-errors.ts";
import { resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

/** DeleteFunction: in any state, also while it is Pending or an update is in progress. Gateways usually know when it answers. */
export async function deleteFunction(context: OperationContext, scope: CallScope, request: DeleteFunctionRequest__Output): Promise<DeleteFunctionResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  checkDelete(reference);
  const outcome = await context.store.delete(reference.key);
  if (outcome.kind === "missing") throw functionNotFound(reference.key);
  context.settle(reference.key);
  await context.told(scope.region, outcome.sequence);
  context.logger.info("function deleted", {
    functionName: reference.key.functionName,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return {};
}
