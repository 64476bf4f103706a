import type { DeleteProvisionedConcurrencyConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteProvisionedConcurrencyConfigRequest";
import type { DeleteProvisionedConcurrencyConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteProvisionedConcurrencyConfigResponse";
import type { GetProvisionedConcurrencyConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetProvisionedConcurrencyConfigRequest";
import type { ListProvisionedConcurrencyConfigsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListProvisionedConcurrencyConfigsRequest";
import type { ListProvisionedConcurrencyConfigsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListProvisionedConcurrencyConfigsResponse";
import type { ProvisionedConcurrencyConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/ProvisionedConcurrencyConfig";
import type { PutProvisionedConcurrencyConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutProvisionedConcurrencyConfigRequest";
import { functionArn } from "@mayfly/domain/arn";
import type { Attachment, AttachmentKey } from "@mayfly/domain/attachment";
import { provisionedConcurrency, type ProvisionedConcurrency } from "@mayfly/domain/attachments/provisioned-concurrency";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import { checkProvisioning } from "../core/account-concurrency.ts";
import { functionNotFound } from "../core/function-errors.ts";
import { isVersion, requireLatest, resolveReference } from "../core/function-reference.ts";
import { pageOf } from "../core/page-of.ts";
import { aliasToProvisionNotFound, checkConflicts, notProvisioned, requirePublished, requireVersionOrAlias } from "../core/provisioned-target.ts";
import type { ProvisioningProgress } from "../ports/provisioning-reporter.ts";
import { readAccountConcurrency } from "./account-concurrency.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** PutProvisionedConcurrencyConfig. Every live scheduler works on it when it answers. */
export async function putProvisionedConcurrencyConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutProvisionedConcurrencyConfigRequest__Output,
): Promise<ProvisionedConcurrencyConfig> {
  const key = targetKey(request, scope);
  requirePublished(key.qualifier);
  const value: ProvisionedConcurrency = { executions: request.provisioned_concurrent_executions ?? 0, lastModifiedAt: context.clock.now() };
  const outcome = await retryWrite(async () => {
    const tally = await context.attachments.tally(scope);
    requirePublished(await requireTarget(context, key));
    checkProvisioning(await readAccountConcurrency(context, scope), key, value.executions);
    await requireNoConflict(context, key);
    const put = await context.attachments.putTallied(provisionedConcurrency, { key, value }, tally);
    return put.kind === "changed" ? undefined : put;
  });
  if (outcome.kind !== "written") throw functionNotFound(key, key.qualifier);
  await context.known(scope.region, outcome.sequence);
  context.logger.info("concurrency provisioned", {
    functionName: key.functionName,
    qualifier: key.qualifier,
    account: scope.account,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return configuration(value, { allocated: 0, available: 0, initFailed: false });
}

/** GetProvisionedConcurrencyConfig: as many as the scheduler has at this moment. */
export async function getProvisionedConcurrencyConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetProvisionedConcurrencyConfigRequest__Output,
): Promise<ProvisionedConcurrencyConfig> {
  const key = targetKey(request, scope);
  requireVersionOrAlias(key.qualifier);
  await requireTarget(context, key);
  const found = await context.attachments.find(provisionedConcurrency, key);
  if (found === undefined) throw notProvisioned();
  const [progress] = await context.provisioning.report(scope.region, [key]);
  return configuration(found.value, progress);
}

/** ListProvisionedConcurrencyConfigs: by qualifier, at most 50 a page. */
export async function listProvisionedConcurrencyConfigs(
  context: OperationContext,
  scope: CallScope,
  request: ListProvisionedConcurrencyConfigsRequest__Output,
): Promise<ListProvisionedConcurrencyConfigsResponse> {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  await findLatest(context, reference.key);
  const all = await context.attachments.list(provisionedConcurrency, reference.key);
  const page = pageOf(all, request, { itemsMax: limits.listConfigurationsItemsMax, nameOf: ({ key }: Attachment<ProvisionedConcurrency>) => key.qualifier });
  const progress = await context.provisioning.report(
    scope.region,
    page.items.map(({ key }) => key),
  );
  return {
    provisioned_concurrency_configs: page.items.map(({ key, value }, index) => ({
      ...configuration(value, progress[index]),
      function_arn: functionArn(key, key.functionName, key.qualifier),
    })),
    ...(page.nextMarker === undefined ? {} : { next_marker: page.nextMarker }),
  };
}

/** DeleteProvisionedConcurrencyConfig: no error if nothing is provisioned. */
export async function deleteProvisionedConcurrencyConfig(
  context: OperationContext,
  scope: CallScope,
  request: DeleteProvisionedConcurrencyConfigRequest__Output,
): Promise<DeleteProvisionedConcurrencyConfigResponse> {
  const key = targetKey(request, scope);
  requireVersionOrAlias(key.qualifier);
  await requireTarget(context, key);
  const outcome = await context.attachments.delete(provisionedConcurrency, key);
  if (outcome.kind === "written") await context.known(scope.region, outcome.sequence);
  return {};
}

function targetKey(request: { readonly function_name: string; readonly qualifier: string }, scope: CallScope): AttachmentKey {
  const { key, qualifier } = resolveReference(request.function_name, scope, request.qualifier);
  return { ...key, qualifier: qualifier ?? latestVersion };
}

/** The version that a qualifier stands for. Throws 404 if there is none. */
async function requireTarget(context: OperationContext, { qualifier, ...key }: AttachmentKey): Promise<string> {
  if (!isVersion(qualifier)) {
    const alias = await context.aliases.find({ ...key, aliasName: qualifier });
    if (alias === undefined) throw aliasToProvisionNotFound(key, qualifier);
    return alias.functionVersion;
  }
  if ((await context.store.find({ ...key, version: qualifier })) === undefined) throw functionNotFound(key, qualifier);
  return qualifier;
}

async function requireNoConflict(context: OperationContext, { qualifier, ...key }: AttachmentKey): Promise<void> {
  const provisioned = (await context.attachments.list(provisionedConcurrency, key)).map((attachment) => attachment.key.qualifier);
  const aliases = await Promise.all(
    [qualifier, ...provisioned].filter((name) => !isVersion(name)).map((aliasName) => context.aliases.find({ ...key, aliasName })),
  );
  const versionOf = new Map(aliases.flatMap((alias) => (alias === undefined ? [] : [[alias.aliasName, alias.functionVersion] as const])));
  const aliasedVersions = new Set(provisioned.flatMap((name) => versionOf.get(name) ?? []));
  checkConflicts({ qualifier, aliasVersion: versionOf.get(qualifier), provisioned: new Set(provisioned), aliasedVersions });
}

function configuration(value: ProvisionedConcurrency, progress: ProvisioningProgress | undefined): ProvisionedConcurrencyConfig {
  const { allocated, available, initFailed } = progress ?? { allocated: 0, available: 0, initFailed: false };
  const status = initFailed ? "FAILED" : available >= value.executions ? "READY" : "IN_PROGRESS";
  return {
    requested_provisioned_concurrent_executions: value.executions,
    allocated_provisioned_concurrent_executions: allocated,
    available_provisioned_concurrent_executions: available,
    status,
    ...(status === "FAILED" ? { status_reason: "FUNCTION_ERROR_INIT_FAILURE" } : {}),
    // Whole seconds (behaviours.md §6).
    last_modified: new Date(value.lastModifiedAt).toISOString().replace(/\.\d{3}Z$/, "+0000"),
  };
}
