import type { GetFunctionRecursionConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionRecursionConfigRequest";
import type { GetFunctionRecursionConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionRecursionConfigResponse";
import type { GetFunctionScalingConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionScalingConfigRequest";
import type { GetRuntimeManagementConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetRuntimeManagementConfigRequest";
import type { GetRuntimeManagementConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetRuntimeManagementConfigResponse";
import type { PutFunctionRecursionConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutFunctionRecursionConfigRequest";
import type { PutFunctionRecursionConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/PutFunctionRecursionConfigResponse";
import type { PutRuntimeManagementConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutRuntimeManagementConfigRequest";
import type { PutRuntimeManagementConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/PutRuntimeManagementConfigResponse";
import { functionArn } from "@mayfly/domain/arn";
import { recursion, type Recursion } from "@mayfly/domain/attachments/recursion";
import { runtimeManagement } from "@mayfly/domain/attachments/runtime-management";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";
import { functionNotFound } from "../core/function-errors.ts";
import { isVersion, requireLatest, resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { runtimeManagementOf } from "../core/runtime-management.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest, findVersion } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";

/** PutFunctionRecursionConfig. */
export async function putFunctionRecursionConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutFunctionRecursionConfigRequest__Output,
): Promise<PutFunctionRecursionConfigResponse> {
  const key = functionKey(request, scope);
  const recursiveLoop: Recursion["recursiveLoop"] = request.recursive_loop === "Allow" ? "Allow" : "Terminate";
  const outcome = await context.attachments.put(recursion, { key: { ...key, qualifier: "" }, value: { recursiveLoop } });
  if (outcome.kind !== "written") throw functionNotFound(key);
  await context.known(scope.region, outcome.sequence);
  return { recursive_loop: recursiveLoop };
}

/** GetFunctionRecursionConfig: Terminate unless set otherwise. */
export async function getFunctionRecursionConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionRecursionConfigRequest__Output,
): Promise<GetFunctionRecursionConfigResponse> {
  const key = functionKey(request, scope);
  await findLatest(context, key);
  const found = await context.attachments.find(recursion, { ...key, qualifier: "" });
  return { recursive_loop: found?.value.recursiveLoop ?? "Terminate" };
}

/** PutFunctionScalingConfig and GetFunctionScalingConfig: for functions on managed instances only, of which there are none without capacity providers. */
export async function refuseScalingConfig(context: OperationContext, scope: CallScope, request: GetFunctionScalingConfigRequest__Output): Promise<never> {
  const { key, qualifier } = resolveReference(request.function_name, scope, request.qualifier);
  await findVersion(context, { key, qualifier });
  throw new PlatformError(
    "InvalidParameterValue",
    `The function ${functionArn(key, key.functionName, qualifier)} does not run on managed instances: it has no scaling configuration.`,
  );
}

/** PutRuntimeManagementConfig: of $LATEST or one version. */
export async function putRuntimeManagementConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutRuntimeManagementConfigRequest__Output,
): Promise<PutRuntimeManagementConfigResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  requireVersion(reference);
  const record = await findVersion(context, reference);
  const value = runtimeManagementOf(request.update_runtime_on, request.runtime_version_arn, record);
  const outcome = await context.attachments.put(runtimeManagement, { key: { ...reference.key, qualifier: record.version }, value });
  if (outcome.kind !== "written") throw functionNotFound(reference.key, reference.qualifier);
  return shown(reference, value);
}

/** GetRuntimeManagementConfig: Auto unless set otherwise. */
export async function getRuntimeManagementConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetRuntimeManagementConfigRequest__Output,
): Promise<GetRuntimeManagementConfigResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  requireVersion(reference);
  const { version } = await findVersion(context, reference);
  const found = await context.attachments.find(runtimeManagement, { ...reference.key, qualifier: version });
  return shown(reference, found?.value ?? { updateRuntimeOn: "Auto" });
}

function functionKey(request: { readonly function_name: string }, scope: CallScope): FunctionKey {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  return reference.key;
}

function requireVersion({ key, qualifier }: FunctionReference): void {
  if (qualifier !== undefined && !isVersion(qualifier)) throw functionNotFound(key, qualifier);
}

function shown(
  { key, qualifier }: FunctionReference,
  value: { readonly updateRuntimeOn: string; readonly runtimeVersionArn?: string | undefined },
): PutRuntimeManagementConfigResponse {
  return {
    update_runtime_on: value.updateRuntimeOn,
    function_arn: functionArn(key, key.functionName, qualifier),
    ...(value.runtimeVersionArn === undefined ? {} : { runtime_version_arn: value.runtimeVersionArn }),
  };
}
