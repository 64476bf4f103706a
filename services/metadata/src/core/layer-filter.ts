import type { LayerVersionRecord } from "@mayfly/domain/layer-record";

/** What a list of layers is narrowed to; undefined means everything. */
export interface LayerFilter {
  readonly runtime: string | undefined;
  readonly architecture: string | undefined;
}

/** True if the version says that it is for what the filter asks. A version that says nothing is for nothing in particular. */
export function matchesFilter(version: LayerVersionRecord, { runtime, architecture }: LayerFilter): boolean {
  if (runtime !== undefined && !version.compatibleRuntimes.includes(runtime)) return false;
  return architecture === undefined || version.compatibleArchitectures.includes(architecture);
}
