import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { UpdateFunctionCodeRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionCodeRequest";
import type { UpdateFunctionConfigurationRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionConfigurationRequest";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { checkUpdate, reviseCode, reviseConfiguration, startUpdate, type Revised } from "../core/update-function.ts";
import type { CallScope } from "./call-scope.ts";
import { findFunctionLayers } from "./function-layers.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { changeStamp, writeAndSettle, type OperationContext } from "./operation-context.ts";
import { configurationUpdate, firstArchitecture, storedCode } from "./request-input.ts";

/** Writers that overtake us this often in a row are not an accident. */
const attemptsMax = 20;

/** UpdateFunctionCode: answers the function InProgress; with DryRun checks and answers it unchanged. */
export async function updateFunctionCode(
  context: OperationContext,
  scope: CallScope,
  request: UpdateFunctionCodeRequest__Output,
): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const update = { code: storedCode(request.code), architecture: firstArchitecture(request.architectures) };
  if (request.dry_run === true) return functionConfiguration(await checkedRecord(context, reference, request.revision_id), reference.qualifier);
  return await applyUpdate(context, { reference, revisionId: request.revision_id, revise: (record) => reviseCode(record, update), scope });
}

/** UpdateFunctionConfiguration: answers the function InProgress. */
export async function updateFunctionConfiguration(
  context: OperationContext,
  scope: CallScope,
  request: UpdateFunctionConfigurationRequest__Output,
): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const layers = request.layers === null ? undefined : await findFunctionLayers(context, scope, request.layers.values);
  const update = configurationUpdate(request, layers);
  return await applyUpdate(context, { reference, revisionId: request.revision_id, revise: (record) => reviseConfiguration(record, update), scope });
}

interface UpdateRequest {
  readonly reference: FunctionReference;
  readonly revisionId: string | undefined;
  readonly revise: (record: FunctionRecord) => Revised;
  readonly scope: CallScope;
}

/** Read, decide, write if nobody else has written meanwhile; else decide anew. */
async function applyUpdate(context: OperationContext, { reference, revisionId, revise, scope }: UpdateRequest): Promise<FunctionConfiguration> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const record = await checkedRecord(context, reference, revisionId);
    const next = startUpdate(record, revise(record), changeStamp(context));
    const outcome = await writeAndSettle(context, reference.key, () => context.store.update(next, record.sequence));
    if (outcome.kind === "missing") throw functionNotFound(reference.key, reference.qualifier);
    if (outcome.kind === "changed") continue;
    context.logger.info("function updated", { functionName: next.functionName, account: next.account, principal: scope.principal, requestId: scope.requestId });
    return functionConfiguration({ ...next, generation: outcome.sequence, sequence: outcome.sequence }, reference.qualifier);
  }
  throw new PlatformError("Service", "The function is changed too often at the same time. Try again.");
}

async function checkedRecord(context: OperationContext, reference: FunctionReference, revisionId: string | undefined): Promise<FunctionRecord> {
  requireLatest(reference);
  const record = await context.store.find(reference.key);
  if (record === undefined) throw functionNotFound(reference.key, reference.qualifier);
  checkUpdate(record, revisionId);
  return record;
}
