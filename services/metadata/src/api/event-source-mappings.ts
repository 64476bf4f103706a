import type { CreateEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateEventSourceMappingRequest";
import type { DeleteEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteEventSourceMappingRequest";
import type { EventSourceMappingConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/EventSourceMappingConfiguration";
import type { GetEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetEventSourceMappingRequest";
import type { ListEventSourceMappingsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListEventSourceMappingsRequest";
import type { ListEventSourceMappingsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListEventSourceMappingsResponse";
import type { UpdateEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateEventSourceMappingRequest";
import { functionArn } from "@mayfly/domain/arn";
import type { EventSourceMappingKey, EventSourceMappingRecord, EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { isMappingActive, transitionMapping } from "@mayfly/domain/event-source-mapping-state";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { createSettings, mappingClaim, recognizeSource, reviseSettings } from "../core/event-source-mapping.ts";
import { resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import { mappingExists, mappingInUse, mappingNotFound, mappingRefused } from "../core/mapping-errors.ts";
import { creationTags } from "../core/taggable-resource.ts";
import type { UnplacedMapping } from "../ports/mapping-store.ts";
import type { CallScope } from "./call-scope.ts";
import { findVersion } from "./find-version.ts";
import { mappingChanges, mappingConfiguration, mappingCreation } from "./mapping-messages.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** CreateEventSourceMapping: answers it Creating; Enabled or Disabled once everybody knows of it. */
export async function createEventSourceMapping(
  context: OperationContext,
  scope: CallScope,
  request: CreateEventSourceMappingRequest__Output,
): Promise<EventSourceMappingConfiguration> {
  const reference = resolveReference(request.function_name, scope);
  const uuid = context.newRevisionId();
  const creation = mappingCreation(request, { functionName: reference.key.functionName, qualifier: reference.qualifier, uuid });
  const settings = createSettings(recognizeSource(creation, scope), creation);
  await requireFunction(context, reference);
  const record: UnplacedMapping = {
    region: scope.region,
    account: scope.account,
    uuid,
    settings,
    state: { name: "creating", enabled: request.enabled !== false },
    tags: creationTags(request.tags),
    lastModifiedAt: context.clock.now(),
  };
  const outcome = await context.mappings.create({ record, claim: mappingClaim(settings) });
  if (outcome.kind === "taken") throw taken(record, outcome.uuid);
  return changed(context, scope, { ...record, sequence: outcome.sequence });
}

/** GetEventSourceMapping. */
export async function getEventSourceMapping(
  context: OperationContext,
  scope: CallScope,
  request: GetEventSourceMappingRequest__Output,
): Promise<EventSourceMappingConfiguration> {
  return mappingConfiguration(await requireMapping(context, keyOf(scope, request.uuid)));
}

/** UpdateEventSourceMapping: answers it Updating, Enabling or Disabling. */
export async function updateEventSourceMapping(
  context: OperationContext,
  scope: CallScope,
  request: UpdateEventSourceMappingRequest__Output,
): Promise<EventSourceMappingConfiguration> {
  const reference = request.function_name === undefined ? undefined : resolveReference(request.function_name, scope);
  return await retryWrite(async () => {
    const { sequence, ...record } = await requireMapping(context, keyOf(scope, request.uuid));
    const settings = retarget(reviseSettings(record.settings, mappingChanges(request)), reference);
    if (reference !== undefined) await requireFunction(context, reference);
    const state = transitionMapping(record.state, { name: "update", enabled: request.enabled ?? isMappingActive(record.state) });
    if (state === undefined) throw mappingInUse("update");
    const next = { ...record, settings, state, lastModifiedAt: context.clock.now() };
    const outcome = await context.mappings.update({ record: next, claim: mappingClaim(settings) }, sequence);
    if (outcome.kind === "missing") throw mappingNotFound();
    if (outcome.kind === "taken") throw taken(next, outcome.uuid);
    if (outcome.kind === "changed") return undefined;
    return changed(context, scope, { ...next, sequence: outcome.sequence });
  });
}

/** DeleteEventSourceMapping: answers it Deleting; it is gone once everybody knows of that. */
export async function deleteEventSourceMapping(
  context: OperationContext,
  scope: CallScope,
  request: DeleteEventSourceMappingRequest__Output,
): Promise<EventSourceMappingConfiguration> {
  return await retryWrite(async () => {
    const { sequence, ...record } = await requireMapping(context, keyOf(scope, request.uuid));
    const state = transitionMapping(record.state, { name: "delete" });
    if (state === undefined) throw mappingInUse("delete");
    const next = { ...record, state, lastModifiedAt: context.clock.now() };
    const outcome = await context.mappings.update({ record: next, claim: mappingClaim(record.settings) }, sequence);
    if (outcome.kind === "missing") throw mappingNotFound();
    if (outcome.kind !== "written") return undefined;
    return changed(context, scope, { ...next, sequence: outcome.sequence });
  });
}

/** ListEventSourceMappings: by UUID, at most 100 a page; also those whose function is gone. */
export async function listEventSourceMappings(
  context: OperationContext,
  scope: CallScope,
  request: ListEventSourceMappingsRequest__Output,
): Promise<ListEventSourceMappingsResponse> {
  const { event_source_arn: source = "", function_name: name = "", marker = "", max_items: asked = limits.listMappingsItemsMax } = request;
  const reference = name === "" ? undefined : resolveReference(name, scope);
  const itemsMax = Math.max(1, Math.min(asked, limits.listMappingsItemsMax));
  const page: EventSourceMappingRecord[] = [];
  for await (const mapping of mappingsAfter(context, scope, marker === "" ? undefined : decodeMarker(marker))) {
    if (!matches(mapping.settings, { source, reference })) continue;
    const last = page.at(-1);
    if (page.length === itemsMax && last !== undefined) return { event_source_mappings: page.map(mappingConfiguration), next_marker: encodeMarker(last.uuid) };
    page.push(mapping);
  }
  return { event_source_mappings: page.map(mappingConfiguration) };
}

async function* mappingsAfter(context: OperationContext, { region, account }: CallScope, start: string | undefined): AsyncGenerator<EventSourceMappingRecord> {
  for (let after = start; ;) {
    const { mappings, resumeAfter } = await context.mappings.list({ region, account }, { after, itemsMax: limits.listMappingsItemsMax });
    yield* mappings;
    if (resumeAfter === undefined) return;
    after = resumeAfter;
  }
}

function matches(
  settings: EventSourceMappingSettings,
  { source, reference }: { readonly source: string; readonly reference: FunctionReference | undefined },
): boolean {
  if (source !== "" && settings.eventSourceArn !== source) return false;
  return reference === undefined || (settings.functionName === reference.key.functionName && settings.qualifier === reference.qualifier);
}

/** Another function, version or alias, if the request names one. */
function retarget(settings: EventSourceMappingSettings, reference: FunctionReference | undefined): EventSourceMappingSettings {
  return reference === undefined ? settings : { ...settings, functionName: reference.key.functionName, qualifier: reference.qualifier };
}

/** Throws 400, not 404, for a function, version or alias that is not there (behaviours.md §5). */
async function requireFunction(context: OperationContext, reference: FunctionReference): Promise<void> {
  try {
    await findVersion(context, reference);
  } catch (error) {
    if (error instanceof PlatformError && error.code === "ResourceNotFound") throw mappingRefused("Function does not exist");
    throw error;
  }
}

async function requireMapping(context: OperationContext, key: EventSourceMappingKey): Promise<EventSourceMappingRecord> {
  const record = await context.mappings.find(key);
  if (record === undefined) throw mappingNotFound();
  return record;
}

/** UUIDs are kept in lower case; nothing else can be the name of a key. */
function keyOf({ region, account }: CallScope, text: string): EventSourceMappingKey {
  const uuid = text.toLowerCase();
  if (!/^[0-9a-f-]{36}$/.test(uuid)) throw mappingNotFound();
  return { region, account, uuid };
}

function taken({ region, account, settings }: UnplacedMapping, uuid: string): PlatformError {
  return mappingExists(settings, functionArn({ region, account }, settings.functionName, settings.qualifier), uuid);
}

function changed(context: OperationContext, scope: CallScope, record: EventSourceMappingRecord): EventSourceMappingConfiguration {
  context.settleMapping(record);
  const { uuid, account, settings, state } = record;
  context.logger.info("event source mapping changed", {
    uuid,
    functionName: settings.functionName,
    account,
    state: state.name,
    principal: scope.principal,
    requestId: scope.requestId,
  });
  return mappingConfiguration(record);
}
