import type { LayerListItem } from "@mayfly/contracts/generated/mayfly/functions/v1/LayerListItem";
import type { ListLayersRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListLayersRequest";
import type { ListLayersResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListLayersResponse";
import type { ListLayerVersionsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListLayerVersionsRequest";
import type { ListLayerVersionsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListLayerVersionsResponse";
import { layerArn, type LayerKey } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord } from "@mayfly/domain/layer-record";
import { limits } from "@mayfly/domain/limits";
import { matchesFilter, type LayerFilter } from "../core/layer-filter.ts";
import { resolveLayer } from "../core/layer-reference.ts";
import { decodeMarker, decodeNumberMarker, encodeMarker } from "../core/list-marker.ts";
import type { CallScope } from "./call-scope.ts";
import { listedLayerVersion } from "./layer-version.ts";
import type { OperationContext } from "./operation-context.ts";

/** Records that one read takes out of the store. */
const readMax = 50;

/** ListLayers: by name, each with its latest version that matches; layers without one are left out. */
export async function listLayers(context: OperationContext, scope: CallScope, request: ListLayersRequest__Output): Promise<ListLayersResponse> {
  const filter = filterOf(request);
  const itemsMax = pageSize(request.max_items);
  const layers: LayerListItem[] = [];
  for await (const { key, latest } of matchingLayers(context, scope, { filter, after: readMarker(request.marker) })) {
    if (layers.length === itemsMax) return { layers, next_marker: encodeMarker(layers.at(-1)?.layer_name ?? "") };
    layers.push({ layer_name: key.layerName, layer_arn: layerArn(key), latest_matching_version: listedLayerVersion(latest) });
  }
  return { layers };
}

/** ListLayerVersions: the latest first; of a layer that is not there, none (behaviours.md §5). */
export async function listLayerVersions(
  context: OperationContext,
  scope: CallScope,
  request: ListLayerVersionsRequest__Output,
): Promise<ListLayerVersionsResponse> {
  const key = resolveLayer(request.layer_name, scope);
  const { marker = "" } = request;
  const itemsMax = pageSize(request.max_items);
  const found: LayerVersionRecord[] = [];
  for await (const version of matchingVersions(context, key, { filter: filterOf(request), below: marker === "" ? undefined : decodeNumberMarker(marker) })) {
    if (found.length === itemsMax) return { layer_versions: found.map(listedLayerVersion), next_marker: encodeMarker(String(found.at(-1)?.version)) };
    found.push(version);
  }
  return { layer_versions: found.map(listedLayerVersion) };
}

async function* matchingLayers(
  context: OperationContext,
  owner: Omit<LayerKey, "layerName">,
  start: { readonly filter: LayerFilter; readonly after: string | undefined },
): AsyncGenerator<{ readonly key: LayerKey; readonly latest: LayerVersionRecord }> {
  let after = start.after;
  for (;;) {
    const names = await context.layers.listNames(owner, { after, itemsMax: readMax });
    for (const layerName of names) {
      const key = { region: owner.region, account: owner.account, layerName };
      for await (const latest of matchingVersions(context, key, { filter: start.filter, below: undefined })) {
        yield { key, latest };
        break;
      }
    }
    if (names.length < readMax) return;
    after = names.at(-1);
  }
}

async function* matchingVersions(
  context: OperationContext,
  key: LayerKey,
  start: { readonly filter: LayerFilter; readonly below: number | undefined },
): AsyncGenerator<LayerVersionRecord> {
  let { below } = start;
  // The latest one usually matches: a layer's many versions are not read for it.
  for (let itemsMax = 1; ; itemsMax = readMax) {
    const versions = await context.layers.listVersions(key, { below, itemsMax });
    for (const version of versions) if (matchesFilter(version, start.filter)) yield version;
    const lowest = versions.at(-1)?.version;
    if (lowest === undefined) return;
    below = lowest;
  }
}

function filterOf(request: { readonly compatible_runtime?: string; readonly compatible_architecture?: string }): LayerFilter {
  return { runtime: request.compatible_runtime, architecture: request.compatible_architecture };
}

function pageSize(asked: number | undefined): number {
  return Math.max(1, Math.min(asked ?? limits.listLayersItemsMax, limits.listLayersItemsMax));
}

function readMarker(marker: string | undefined): string | undefined {
  return marker === undefined || marker === "" ? undefined : decodeMarker(marker);
}
