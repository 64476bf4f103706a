import type { CreateFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import { createRecord } from "../core/create-function.ts";
import { functionExists } from "../core/function-errors.ts";
import { resolveReference } from "../core/function-reference.ts";
import { versionRecord } from "../core/publish-version.ts";
import type { CallScope } from "./call-scope.ts";
import { requireCodeStorage } from "./code-storage.ts";
import { firstCodeSigning } from "./function-code-signing.ts";
import { findFunctionLayers } from "./function-layers.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { changeStamp, writeAndSettle, type OperationContext } from "./operation-context.ts";
import { createInput } from "./request-input.ts";
import { retryWrite } from "./retry-write.ts";

/** CreateFunction: answers the function in state Pending; with Publish its first version, under the unqualified ARN (behaviours.md §6). */
export async function createFunction(context: OperationContext, scope: CallScope, request: CreateFunctionRequest__Output): Promise<FunctionConfiguration> {
  const { key } = resolveReference(request.function_name, scope);
  const { code_signing_config_arn: codeSigningArn = "" } = request;
  // What is refused for it is refused first.
  if (codeSigningArn !== "") await firstCodeSigning(context, scope, { key, arn: codeSigningArn });
  const layers = await findFunctionLayers(context, scope, request.layers?.values ?? []);
  const record = createRecord(createInput(request, key, layers), changeStamp(context), context.architectureDefault);
  const published = request.publish === true ? versionRecord(record, { description: undefined, revisionId: context.newRevisionId() }) : undefined;
  await requireCodeStorage(context, scope, record.code.sizeBytes * (published === undefined ? 1 : 2));
  const outcome = await retryWrite(async () => {
    const attachment = codeSigningArn === "" ? undefined : await firstCodeSigning(context, scope, { key, arn: codeSigningArn });
    const written = await writeAndSettle(context, record, () => context.store.create(record, { version: published, attachment }));
    return written.kind === "changed" ? undefined : written;
  });
  if (outcome.kind === "exists") throw functionExists(key);
  context.logger.info("function created", { functionName: key.functionName, account: key.account, principal: scope.principal, requestId: scope.requestId });
  const place = { generation: outcome.sequence, sequence: outcome.sequence };
  if (outcome.kind !== "published" || published === undefined) return functionConfiguration({ ...record, ...place }, undefined);
  const { version } = outcome;
  context.settle({ ...key, version });
  return functionConfiguration({ ...published, ...place, version }, undefined);
}
