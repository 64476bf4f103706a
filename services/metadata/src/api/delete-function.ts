import type { DeleteFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionRequest";
import type { DeleteFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionResponse";
import { checkDelete, versionUsed } from "../core/delete-function.ts";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import { functionNotFound } from "../core/function-errors.ts";
import { resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";

/**
 * DeleteFunction: the function with its versions and aliases in any state, also while it is Pending or an update is in
 * progress, or one version that no alias runs. Gateways usually know when it answers.
 */
export async function deleteFunction(context: OperationContext, scope: CallScope, request: DeleteFunctionRequest__Output): Promise<DeleteFunctionResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  checkDelete(reference);
  if (reference.qualifier !== undefined) return await deleteVersion(context, scope, { ...reference.key, version: reference.qualifier });
  const outcome = await context.store.delete(reference.key);
  if (outcome.kind === "missing") throw functionNotFound(reference.key);
  context.settleAll(reference.key);
  await context.told(scope.region, outcome.sequence);
  context.logger.info("function deleted", {
    functionName: reference.key.functionName,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return {};
}

/** A version that is not there, of a function that is, is deleted already: AWS answers 204. */
async function deleteVersion(context: OperationContext, scope: CallScope, identity: FunctionIdentity): Promise<DeleteFunctionResponse> {
  const { functionName, version } = identity;
  const outcome = await context.store.deleteVersion(identity);
  if (outcome.kind === "used") throw versionUsed(outcome.aliases);
  if (outcome.kind === "missing") {
    await findLatest(context, identity);
    return {};
  }
  context.settle(identity);
  await context.told(scope.region, outcome.sequence);
  context.logger.info("version deleted", { functionName, version, account: scope.account, principal: scope.principal, requestId: scope.requestId });
  return {};
}
