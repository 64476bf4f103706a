import type { DeleteFunctionCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionCodeSigningConfigRequest";
import type { DeleteFunctionCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionCodeSigningConfigResponse";
import type { FunctionCodeSigningConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionCodeSigningConfig";
import type { GetFunctionCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionCodeSigningConfigRequest";
import type { PutFunctionCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutFunctionCodeSigningConfigRequest";
import { codeSigning } from "@mayfly/domain/attachments/code-signing";
import { codeSigningConfigArn, type CodeSigningConfigRecord } from "@mayfly/domain/code-signing-config";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { codeNotTrusted, functionCodeSigningConfigNotFound, parseCodeSigningConfigArn } from "../core/code-signing.ts";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { FirstAttachment } from "../ports/function-store.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** PutFunctionCodeSigningConfig: what runs keeps running; the next deployment is checked. */
export async function putFunctionCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutFunctionCodeSigningConfigRequest__Output,
): Promise<FunctionCodeSigningConfig> {
  const { code_signing_config_arn: arn } = request;
  // AWS looks for the configuration first (behaviours.md §6).
  await requireCodeSigningConfig(context, scope, arn);
  const key = unqualified(request.function_name, scope);
  await findLatest(context, key);
  await attachCodeSigning(context, scope, { key, arn });
  context.logger.info("code signing configured", {
    functionName: key.functionName,
    account: key.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return { code_signing_config_arn: arn, function_name: key.functionName };
}

/** GetFunctionCodeSigningConfig: without members if the function has none. */
export async function getFunctionCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionCodeSigningConfigRequest__Output,
): Promise<FunctionCodeSigningConfig> {
  const key = unqualified(request.function_name, scope);
  await findLatest(context, key);
  const attachment = await context.attachments.find(codeSigning, { ...key, qualifier: "" });
  if (attachment === undefined) return { code_signing_config_arn: "", function_name: "" };
  return { code_signing_config_arn: codeSigningConfigArn({ ...key, configId: attachment.value.configId }), function_name: key.functionName };
}

/** DeleteFunctionCodeSigningConfig: no error if the function has none. */
export async function deleteFunctionCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: DeleteFunctionCodeSigningConfigRequest__Output,
): Promise<DeleteFunctionCodeSigningConfigResponse> {
  const key = unqualified(request.function_name, scope);
  await findLatest(context, key);
  await context.attachments.delete(codeSigning, { ...key, qualifier: "" });
  return {};
}

/** The configuration that a function is to get. Throws 404 if there is none. */
async function requireCodeSigningConfig(context: OperationContext, scope: CallScope, arn: string): Promise<CodeSigningConfigRecord> {
  const key = parseCodeSigningConfigArn(arn, scope);
  const config = key === undefined ? undefined : await context.codeSigning.find(key);
  if (config === undefined) throw functionCodeSigningConfigNotFound(arn);
  return config;
}

/** The configuration that a new function is to have. Throws 404 if there is none and 400 if it lets no code of Mayfly's pass. */
export async function firstCodeSigning(
  context: OperationContext,
  scope: CallScope,
  wanted: { readonly key: FunctionKey; readonly arn: string },
): Promise<FirstAttachment> {
  const expectedTally = await context.attachments.tally(wanted.key);
  const config = await requireCodeSigningConfig(context, scope, wanted.arn);
  checkTrusted(config, wanted.key.functionName);
  return { kind: codeSigning.name, record: codeSigning.encode({ configId: config.configId }), expectedTally };
}

/** Gives a function that exists a configuration that exists; neither can end meanwhile. */
async function attachCodeSigning(context: OperationContext, scope: CallScope, wanted: { readonly key: FunctionKey; readonly arn: string }): Promise<void> {
  const { key, arn } = wanted;
  await retryWrite(async () => {
    const tally = await context.attachments.tally(key);
    const { configId } = await requireCodeSigningConfig(context, scope, arn);
    const outcome = await context.attachments.putTallied(codeSigning, { key: { ...key, qualifier: "" }, value: { configId } }, tally);
    if (outcome.kind === "changed") return undefined;
    if (outcome.kind !== "written") throw functionNotFound(key);
    return outcome;
  });
}

/** Throws 400 if a function's configuration enforces signatures: Mayfly has no signer whose signatures it could check, so no code has one. */
export async function requireTrustedCode(context: OperationContext, key: FunctionKey, name: string): Promise<void> {
  const attachment = await context.attachments.find(codeSigning, { ...key, qualifier: "" });
  const config = attachment === undefined ? undefined : await context.codeSigning.find({ ...key, configId: attachment.value.configId });
  if (config !== undefined) checkTrusted(config, name);
}

/** Throws 400 if the configuration enforces signatures. */
function checkTrusted({ policy }: CodeSigningConfigRecord, name: string): void {
  if (policy === "Enforce") throw codeNotTrusted(name);
}

function unqualified(functionName: string, scope: CallScope): FunctionKey {
  const reference = resolveReference(functionName, scope);
  requireLatest(reference);
  return reference.key;
}
