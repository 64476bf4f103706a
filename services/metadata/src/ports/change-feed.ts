import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";

/** One entry of the feed: the function as a transition left it, or its end. */
export type FeedEntry =
  | { readonly kind: "upserted"; readonly sequence: number; readonly record: FunctionRecord }
  | { readonly kind: "deleted"; readonly sequence: number; readonly key: FunctionKey };

/** The transitions of one region in order, without gaps, the latest of them up to a bound. */
export interface ChangeFeed {
  /** Sequence of the latest transition, 0 if there was none. */
  last(region: string): Promise<number>;
  /** Entries after `sequence` in order, at most `entriesMax`; undefined if the feed no longer holds all that came after it. */
  readAfter(region: string, sequence: number, entriesMax: number): Promise<readonly FeedEntry[] | undefined>;
  /**
   * All functions of the region whose last transition is not after `sequence`. Those that changed later are left out: the
   * feed after `sequence` has them whole.
   */
  snapshot(region: string, sequence: number): Promise<readonly FunctionRecord[]>;
  /** Calls `listener` soon after each transition, by whichever process; a call may be missed, so listeners also look by themselves now and then. */
  onChange(region: string, listener: () => void): Promise<AsyncDisposable>;
}
