import type { FunctionKey } from "@mayfly/domain/function-record";
import type { LayerKey } from "@mayfly/domain/layer-name";
import { accountKey, regionKey } from "@mayfly/state-store/redis-keys";

/** Every key and channel that metadata uses in Redis. */
export const metadataKeys = {
  /** Set of regions; the one key above all regions. */
  regions: "mayfly:regions",
  /** Hash `record`, `generation`, `sequence`. */
  function: (key: FunctionKey) => accountKey(key, "function", key.functionName),
  /** Sorted set of `account/name`, in the order of names. */
  index: (region: string) => regionKey(region, "functions"),
  /** Set of `account/name` whose state is unsettled. */
  unfinished: (region: string) => regionKey(region, "unfinished"),
  /** Counter: the sequence of the latest transition. */
  sequence: (region: string) => regionKey(region, "sequence"),
  /** Stream with the id `sequence-0` for each transition. */
  feed: (region: string) => regionKey(region, "feed"),
  /** Hash of watcher id to `acknowledged mark`. */
  watchers: (region: string) => regionKey(region, "watchers"),
  /** Hash of version number to record, and `last`: the number of the latest that there ever was. */
  layer: (key: LayerKey) => accountKey(key, "layer", key.layerName),
  /** Sorted set of a layer's version numbers. */
  layerVersions: (key: LayerKey) => accountKey(key, "layer-versions", key.layerName),
  /** Sorted set of `account/name` of layers with versions, in the order of names. */
  layers: (region: string) => regionKey(region, "layers"),
  /** Channel: there was a transition. */
  changed: (region: string) => regionKey(region, "changed"),
  /** Channel: a watcher acknowledged, or has gone. */
  acknowledged: (region: string) => regionKey(region, "acknowledged"),
} as const;

/** The function that a member of a region's index names. */
export function parseIndexMember(region: string, member: string): FunctionKey {
  const slash = member.indexOf("/");
  return { region, account: member.slice(0, slash), functionName: member.slice(slash + 1) };
}
