import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { UpdateFunctionCodeRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionCodeRequest";
import type { UpdateFunctionConfigurationRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionConfigurationRequest";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { isPublished, versionRecord } from "../core/publish-version.ts";
import { checkUpdate, reviseCode, reviseConfiguration, startUpdate, type Revised } from "../core/update-function.ts";
import type { CallScope } from "./call-scope.ts";
import { requireCodeStorage } from "./code-storage.ts";
import type { UnnumberedRecord, UnplacedRecord } from "../ports/function-store.ts";
import { findVersion } from "./find-version.ts";
import { requireTrustedCode } from "./function-code-signing.ts";
import { findFunctionLayers } from "./function-layers.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { changeStamp, writeAndSettle, type OperationContext } from "./operation-context.ts";
import { configurationUpdate, firstArchitecture, storedCode } from "./request-input.ts";
import { retryWrite } from "./retry-write.ts";

/**
 * UpdateFunctionCode: answers the function InProgress; with DryRun checks and answers it unchanged. With Publish it answers
 * the new version, Pending, or the last one if it has this code and configuration.
 */
export async function updateFunctionCode(
  context: OperationContext,
  scope: CallScope,
  request: UpdateFunctionCodeRequest__Output,
): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const update = { code: storedCode(request.code), architecture: firstArchitecture(request.architectures) };
  await requireTrustedCode(context, reference.key, reference.key.functionName);
  if (request.dry_run === true) return functionConfiguration(await checkedRecord(context, reference, request.revision_id), reference.qualifier);
  await requireCodeStorage(context, scope, update.code.sizeBytes * (request.publish === true ? 2 : 1));
  const revise = (record: FunctionRecord): Revised => reviseCode(record, update);
  return await applyUpdate(context, { reference, revisionId: request.revision_id, revise, publish: request.publish === true, scope });
}

/** UpdateFunctionConfiguration: answers the function InProgress. */
export async function updateFunctionConfiguration(
  context: OperationContext,
  scope: CallScope,
  request: UpdateFunctionConfigurationRequest__Output,
): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const layers = request.layers === null ? undefined : await findFunctionLayers(context, scope, request.layers.values);
  for (const arn of request.layers?.values ?? []) await requireTrustedCode(context, reference.key, arn);
  const update = configurationUpdate(request, layers);
  return await applyUpdate(context, {
    reference,
    revisionId: request.revision_id,
    revise: (record) => reviseConfiguration(record, update),
    publish: false,
    scope,
  });
}

interface UpdateRequest {
  readonly reference: FunctionReference;
  readonly revisionId: string | undefined;
  readonly revise: (record: FunctionRecord) => Revised;
  readonly publish: boolean;
  readonly scope: CallScope;
}

async function applyUpdate(context: OperationContext, request: UpdateRequest): Promise<FunctionConfiguration> {
  const { reference, revisionId, revise, scope } = request;
  return await retryWrite(async () => {
    const record = await checkedRecord(context, reference, revisionId);
    const next = startUpdate(record, revise(record), changeStamp(context));
    const last = request.publish ? await context.store.findLastVersion(reference.key) : undefined;
    const published = last !== undefined && isPublished(next, last) ? last : undefined;
    const version = request.publish && published === undefined ? newVersion(context, next) : undefined;
    const outcome = await writeAndSettle(context, record, () => context.store.update(next, record.sequence, version));
    if (outcome.kind === "missing") throw functionNotFound(reference.key, reference.qualifier);
    if (outcome.kind === "changed") return undefined;
    context.logger.info("function updated", { functionName: next.functionName, account: next.account, principal: scope.principal, requestId: scope.requestId });
    if (published !== undefined) return functionConfiguration(published, published.version);
    const place = { generation: outcome.sequence, sequence: outcome.sequence };
    if (outcome.kind === "written" || version === undefined) return functionConfiguration({ ...next, ...place }, reference.qualifier);
    context.settle({ ...reference.key, version: outcome.version });
    return functionConfiguration({ ...version, ...place, version: outcome.version }, outcome.version);
  });
}

/** The version of an update that is not ready: it is made ready for itself. */
function newVersion(context: OperationContext, next: UnplacedRecord): UnnumberedRecord {
  return versionRecord(next, { description: undefined, revisionId: context.newRevisionId() });
}

async function checkedRecord(context: OperationContext, reference: FunctionReference, revisionId: string | undefined): Promise<FunctionRecord> {
  requireLatest(reference);
  const record = await findVersion(context, reference);
  checkUpdate(record, revisionId);
  return record;
}
