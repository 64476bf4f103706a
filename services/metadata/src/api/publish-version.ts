import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { PublishVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PublishVersionRequest";
import { functionNotFound } from "../core/function-errors.ts";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import { checkPublish, isPublished, versionRecord } from "../core/publish-version.ts";
import type { CallScope } from "./call-scope.ts";
import { requireCodeStorage } from "./code-storage.ts";
import { findVersion } from "./find-version.ts";
import { functionConfiguration } from "./function-configuration.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/**
 * PublishVersion: answers the new version, or the last one if nothing has changed since. Every live gateway and scheduler
 * knows a version that is Active when it answers.
 */
export async function publishVersion(context: OperationContext, scope: CallScope, request: PublishVersionRequest__Output): Promise<FunctionConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const { key } = reference;
  requireLatest(reference);
  return await retryWrite(async () => {
    const latest = await findVersion(context, reference);
    checkPublish(latest, { revisionId: request.revision_id, codeSha256: request.code_sha256 });
    const last = await context.store.findLastVersion(key);
    if (last !== undefined && isPublished(latest, last)) return functionConfiguration(last, last.version);
    await requireCodeStorage(context, scope, latest.code.sizeBytes);
    const version = versionRecord(latest, { description: request.description, revisionId: context.newRevisionId() });
    const outcome = await context.store.publish({ ...latest, revisionId: context.newRevisionId() }, latest.sequence, version);
    if (outcome.kind === "missing") throw functionNotFound(key);
    if (outcome.kind === "changed") return undefined;
    const identity = { ...key, version: outcome.version };
    context.settle(identity);
    await context.known(key.region, outcome.sequence);
    const { functionName, account } = key;
    context.logger.info("version published", { functionName, version: outcome.version, account, principal: scope.principal, requestId: scope.requestId });
    return functionConfiguration({ ...version, ...identity, generation: outcome.sequence, sequence: outcome.sequence }, outcome.version);
  });
}
