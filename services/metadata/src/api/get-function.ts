import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { GetFunctionConfigurationRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionConfigurationRequest";
import type { GetFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionRequest";
import type { GetFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionResponse";
import { latestVersion } from "@mayfly/domain/function-identity";
import { resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest, findVersion } from "./find-version.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { findReservation } from "./function-concurrency.ts";
import type { OperationContext } from "./operation-context.ts";

/** GetFunction: configuration, the function's tags, and for the gateway the package that it presigns. */
export async function getFunction(context: OperationContext, scope: CallScope, request: GetFunctionRequest__Output): Promise<GetFunctionResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  const record = await findVersion(context, reference);
  const { tags } = record.version === latestVersion ? record : await findLatest(context, reference.key);
  const reservation = await findReservation(context, reference.key);
  return {
    configuration: functionConfiguration(record, reference.qualifier),
    tags: { ...tags },
    ...(reservation === undefined ? {} : { concurrency: reservation }),
    stored_code: { sha256: record.code.sha256, size_bytes: record.code.sizeBytes, directory: record.code.directory ?? "" },
  };
}

/** GetFunctionConfiguration. */
export async function getFunctionConfiguration(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionConfigurationRequest__Output,
): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  return functionConfiguration(await findVersion(context, reference), reference.qualifier);
}
