import type { FunctionKey } from "@mayfly/domain/function-record";
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
