import type { AliasConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasConfiguration";
import type { AliasRoutingConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRoutingConfiguration";
import type { CreateAliasRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateAliasRequest";
import type { DeleteAliasRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteAliasRequest";
import type { DeleteAliasResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteAliasResponse";
import type { GetAliasRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetAliasRequest";
import type { ListAliasesRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListAliasesRequest";
import type { ListAliasesResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListAliasesResponse";
import type { UpdateAliasRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateAliasRequest";
import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { limits } from "@mayfly/domain/limits";
import type { LogFields } from "@mayfly/telemetry/logger";
import { aliasArn, aliasExists, aliasNotFound, aliasNotReadable, checkRouting, reviseAlias } from "../core/alias.ts";
import { functionNotFound, revisionMismatch } from "../core/function-errors.ts";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import type { UnplacedAlias } from "../ports/alias-store.ts";
import type { CallScope } from "./call-scope.ts";
import { findLatest } from "./find-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** CreateAlias. Every live gateway and scheduler knows the alias when it answers. */
export async function createAlias(context: OperationContext, scope: CallScope, request: CreateAliasRequest__Output): Promise<AliasConfiguration> {
  const key = aliasKey(request, scope);
  const alias: UnplacedAlias = {
    ...key,
    functionVersion: request.function_version,
    description: request.description ?? "",
    additionalWeights: weightsOf(request.routing_config) ?? {},
    revisionId: context.newRevisionId(),
  };
  await findLatest(context, key);
  checkRouting(alias);
  const outcome = await context.aliases.create(alias);
  if (outcome.kind === "exists") throw aliasExists(key);
  if (outcome.kind === "version-missing") throw await missingVersion(context, alias);
  await context.known(scope.region, outcome.sequence);
  context.logger.info("alias created", logFields(scope, key));
  return aliasConfiguration(alias);
}

/** UpdateAlias. Every live gateway and scheduler follows it when it answers. */
export async function updateAlias(context: OperationContext, scope: CallScope, request: UpdateAliasRequest__Output): Promise<AliasConfiguration> {
  const key = aliasKey(request, scope);
  const changes = { functionVersion: request.function_version, description: request.description, additionalWeights: weightsOf(request.routing_config) };
  return await retryWrite(async () => {
    const alias = await context.aliases.find(key);
    if (alias === undefined) {
      await findLatest(context, key);
      throw aliasNotFound(key);
    }
    if (request.revision_id !== undefined && request.revision_id !== alias.revisionId) throw revisionMismatch();
    const next = reviseAlias(alias, changes, context.newRevisionId());
    checkRouting(next);
    const outcome = await context.aliases.update(next, alias.sequence);
    if (outcome.kind === "missing") throw aliasNotFound(key);
    if (outcome.kind === "changed") return undefined;
    if (outcome.kind === "version-missing") throw await missingVersion(context, next);
    await context.known(scope.region, outcome.sequence);
    context.logger.info("alias updated", logFields(scope, key));
    return aliasConfiguration(next);
  });
}

/** GetAlias. */
export async function getAlias(context: OperationContext, scope: CallScope, request: GetAliasRequest__Output): Promise<AliasConfiguration> {
  const key = aliasKey(request, scope);
  const alias = await context.aliases.find(key);
  if (alias !== undefined) return aliasConfiguration(alias);
  await findLatest(context, key);
  throw aliasNotReadable(key);
}

/** ListAliases: by name, at most 50 a page; with FunctionVersion those that run it, also with a share. */
export async function listAliases(context: OperationContext, scope: CallScope, request: ListAliasesRequest__Output): Promise<ListAliasesResponse> {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  await findLatest(context, reference.key);
  const itemsMax = Math.max(1, Math.min(request.max_items ?? limits.listAliasesItemsMax, limits.listAliasesItemsMax));
  const after = request.marker === undefined || request.marker === "" ? undefined : decodeMarker(request.marker);
  const { function_version: version } = request;
  const page: AliasRecord[] = [];
  for await (const alias of aliasesAfter(context, reference.key, after)) {
    if (version !== undefined && version !== "" && !runs(alias, version)) continue;
    const last = page.at(-1);
    if (page.length === itemsMax && last !== undefined) return { aliases: page.map(aliasConfiguration), next_marker: encodeMarker(last.aliasName) };
    page.push(alias);
  }
  return { aliases: page.map(aliasConfiguration) };
}

/** DeleteAlias: no error if there is none (behaviours.md §5). */
export async function deleteAlias(context: OperationContext, scope: CallScope, request: DeleteAliasRequest__Output): Promise<DeleteAliasResponse> {
  const key = aliasKey(request, scope);
  const outcome = await context.aliases.delete(key);
  if (outcome.kind === "missing") {
    await findLatest(context, key);
    return {};
  }
  await context.told(scope.region, outcome.sequence);
  context.logger.info("alias deleted", logFields(scope, key));
  return {};
}

function aliasKey(request: { readonly function_name: string; readonly name: string }, scope: CallScope): AliasKey {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  return { ...reference.key, aliasName: request.name };
}

async function* aliasesAfter(context: OperationContext, key: FunctionKey, start: string | undefined): AsyncGenerator<AliasRecord> {
  const itemsMax = limits.listAliasesItemsMax + 1;
  for (let after = start; ;) {
    const { aliases, resumeAfter } = await context.aliases.list(key, { after, itemsMax });
    yield* aliases;
    if (resumeAfter === undefined) return;
    after = resumeAfter;
  }
}

function runs(alias: AliasRecord, version: string): boolean {
  return alias.functionVersion === version || Object.hasOwn(alias.additionalWeights, version);
}

/** Undefined leaves the routing alone. */
function weightsOf(routing: AliasRoutingConfiguration__Output | null): Readonly<Record<string, number>> | undefined {
  return routing === null ? undefined : routing.additional_version_weights;
}

/** 404 of the first of an alias's versions that does not exist. */
async function missingVersion(context: OperationContext, { region, account, functionName, ...alias }: UnplacedAlias): Promise<Error> {
  const key = { region, account, functionName };
  const versions = [alias.functionVersion, ...Object.keys(alias.additionalWeights)];
  for (const version of versions) {
    if ((await context.store.find({ ...key, version })) === undefined) return functionNotFound(key, version);
  }
  // It has been published since.
  return functionNotFound(key, alias.functionVersion);
}

function aliasConfiguration(alias: UnplacedAlias): AliasConfiguration {
  const { additionalWeights } = alias;
  return {
    alias_arn: aliasArn(alias),
    name: alias.aliasName,
    function_version: alias.functionVersion,
    description: alias.description,
    ...(Object.keys(additionalWeights).length === 0 ? {} : { routing_config: { additional_version_weights: { ...additionalWeights } } }),
    revision_id: alias.revisionId,
  };
}

function logFields(scope: CallScope, { functionName, aliasName }: AliasKey): LogFields {
  return { functionName, aliasName, account: scope.account, principal: scope.principal, requestId: scope.requestId };
}
