import type { ListVersionsByFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListVersionsByFunctionRequest";
import type { ListVersionsByFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListVersionsByFunctionResponse";
import { limits } from "@mayfly/domain/limits";
import { requireLatest, resolveReference } from "../core/function-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { findVersion } from "./find-version.ts";
import { listedConfiguration } from "./function-configuration.ts";
import { decodeNumberMarker, encodeMarker } from "../core/list-marker.ts";
import type { OperationContext } from "./operation-context.ts";

/** ListVersionsByFunction: $LATEST, then the versions from the lowest on, under qualified ARNs; at most 50 a page. */
export async function listVersionsByFunction(
  context: OperationContext,
  scope: CallScope,
  request: ListVersionsByFunctionRequest__Output,
): Promise<ListVersionsByFunctionResponse> {
  const reference = resolveReference(request.function_name, scope);
  requireLatest(reference);
  const latest = await findVersion(context, reference);
  const itemsMax = Math.max(1, Math.min(request.max_items ?? limits.listVersionsItemsMax, limits.listVersionsItemsMax));
  const after = readMarker(request.marker);
  const before = after === undefined ? [latest] : [];
  const versions = await context.store.listVersions(reference.key, { after, itemsMax: itemsMax - before.length });
  return {
    versions: [...before, ...versions.records].map((record) => listedConfiguration(record, record.version)),
    ...(versions.resumeAfter === undefined ? {} : { next_marker: encodeMarker(versions.resumeAfter) }),
  };
}

/** The number of the last version of the page before; 0 stands for $LATEST. */
function readMarker(marker: string | undefined): string | undefined {
  if (marker === undefined || marker === "") return undefined;
  return String(decodeNumberMarker(marker));
}
