import type { CreateFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import { createRecord } from "../core/create-function.ts";
import { functionExists } from "../core/function-errors.ts";
import { resolveReference } from "../core/function-reference.ts";
import { versionRecord } from "../core/publish-version.ts";
import type { CallScope } from "./call-scope.ts";
import { requireCodeStorage } from "./code-storage.ts";
import { attachCodeSigning, checkTrusted, requireCodeSigningConfig } from "./function-code-signing.ts";
import { findFunctionLayers } from "./function-layers.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { changeStamp, writeAndSettle, type OperationContext } from "./operation-context.ts";
import { createInput } from "./request-input.ts";

/** CreateFunction: answers the function in state Pending; with Publish its first version, under the unqualified ARN (behaviours.md §6). */
export async function createFunction(context: OperationContext, scope: CallScope, request: CreateFunctionRequest__Output): Promise<FunctionConfiguration> {
  const { key } = resolveReference(request.function_name, scope);
  const { code_signing_config_arn: codeSigningArn = "" } = request;
  if (codeSigningArn !== "") checkTrusted(await requireCodeSigningConfig(context, scope, codeSigningArn), key.functionName);
  const layers = await findFunctionLayers(context, scope, request.layers?.values ?? []);
  const record = createRecord(createInput(request, key, layers), changeStamp(context), context.architectureDefault);
  const published = request.publish === true ? versionRecord(record, { description: undefined, revisionId: context.newRevisionId() }) : undefined;
  await requireCodeStorage(context, scope, record.code.sizeBytes * (published === undefined ? 1 : 2));
  const outcome = await writeAndSettle(context, record, () => context.store.create(record, published));
  if (outcome.kind === "exists") throw functionExists(key);
  if (codeSigningArn !== "") await attachCodeSigning(context, scope, { key, arn: codeSigningArn });
  context.logger.info("function created", { functionName: key.functionName, account: key.account, principal: scope.principal, requestId: scope.requestId });
  const place = { generation: outcome.sequence, sequence: outcome.sequence };
  if (outcome.kind !== "published" || published === undefined) return functionConfiguration({ ...record, ...place }, undefined);
  const { version } = outcome;
  context.settle({ ...key, version });
  return functionConfiguration({ ...published, ...place, version }, undefined);
}
