import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { GetFunctionConfigurationRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionConfigurationRequest";
import type { GetFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionRequest";
import type { GetFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionResponse";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { functionConfiguration } from "./function-configuration.ts";
import type { OperationContext } from "./operation-context.ts";

interface Found {
  readonly record: FunctionRecord;
  readonly qualifier: string | undefined;
}

/** GetFunction: configuration, tags, and for the gateway the package that it presigns. */
export async function getFunction(context: OperationContext, scope: CallScope, request: GetFunctionRequest__Output): Promise<GetFunctionResponse> {
  const { record, qualifier } = await findFunction(context, scope, request);
  return {
    configuration: functionConfiguration(record, qualifier),
    tags: { ...record.tags },
    stored_code: { sha256: record.code.sha256, size_bytes: record.code.sizeBytes },
  };
}

/** GetFunctionConfiguration. */
export async function getFunctionConfiguration(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionConfigurationRequest__Output,
): Promise<FunctionConfiguration> {
  const { record, qualifier } = await findFunction(context, scope, request);
  return functionConfiguration(record, qualifier);
}

/** A missing function is told with the qualifier that was asked for, if any (behaviours.md §5). */
async function findFunction(context: OperationContext, scope: CallScope, request: GetFunctionRequest__Output): Promise<Found> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  requireLatest(reference);
  const record = await context.store.find(reference.key);
  if (record === undefined) throw functionNotFound(reference.key, reference.qualifier);
  return { record, qualifier: reference.qualifier };
}
