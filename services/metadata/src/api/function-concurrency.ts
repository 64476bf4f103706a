import type { Concurrency } from "@mayfly/contracts/generated/mayfly/functions/v1/Concurrency";
import type { DeleteFunctionConcurrencyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionConcurrencyRequest";
import type { DeleteFunctionConcurrencyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionConcurrencyResponse";
import type { GetFunctionConcurrencyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionConcurrencyRequest";
import type { PutFunctionConcurrencyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutFunctionConcurrencyRequest";
import { reservedConcurrency } from "@mayfly/domain/attachments/reserved-concurrency";
import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { checkReservation } from "../core/account-concurrency.ts";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import { readAccountConcurrency } from "./account-concurrency.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** PutFunctionConcurrency. Every live scheduler holds to it when it answers. */
export async function putFunctionConcurrency(
  context: OperationContext,
  scope: CallScope,
  request: PutFunctionConcurrencyRequest__Output,
): Promise<Concurrency> {
  const key = functionKey(request, scope);
  const executions = request.reserved_concurrent_executions ?? 0;
  const outcome = await retryWrite(async () => {
    const tally = await context.attachments.tally(scope);
    if ((await context.store.find({ ...key, version: latestVersion })) === undefined) throw functionNotFound(key, latestVersion);
    checkReservation(await readAccountConcurrency(context, scope), key.functionName, executions);
    const put = await context.attachments.putTallied(reservedConcurrency, { key: { ...key, qualifier: "" }, value: { executions } }, tally);
    return put.kind === "changed" ? undefined : put;
  });
  if (outcome.kind !== "written") throw functionNotFound(key, latestVersion);
  await context.known(scope.region, outcome.sequence);
  context.logger.info("concurrency reserved", {
    functionName: key.functionName,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return { reserved_concurrent_executions: executions };
}

/** GetFunctionConcurrency: empty if nothing is reserved. */
export async function getFunctionConcurrency(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionConcurrencyRequest__Output,
): Promise<Concurrency> {
  const key = functionKey(request, scope);
  await findLatest(context, key);
  return (await findReservation(context, key)) ?? {};
}

/** DeleteFunctionConcurrency: no error if nothing is reserved. */
export async function deleteFunctionConcurrency(
  context: OperationContext,
  scope: CallScope,
  request: DeleteFunctionConcurrencyRequest__Output,
): Promise<DeleteFunctionConcurrencyResponse> {
  const key = functionKey(request, scope);
  await findLatest(context, key);
  const outcome = await context.attachments.delete(reservedConcurrency, { ...key, qualifier: "" });
  if (outcome.kind === "written") await context.known(scope.region, outcome.sequence);
  return {};
}

/** What a function has reserved; undefined if nothing. */
export async function findReservation(context: OperationContext, { region, account, functionName }: FunctionKey): Promise<Concurrency | undefined> {
  const found = await context.attachments.find(reservedConcurrency, { region, account, functionName, qualifier: "" });
  return found === undefined ? undefined : { reserved_concurrent_executions: found.value.executions };
}

function functionKey(request: { readonly function_name: string }, scope: CallScope): FunctionKey {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  return reference.key;
}
