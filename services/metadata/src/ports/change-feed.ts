import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { AttachmentKey } from "@mayfly/domain/attachment";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionRecord } from "@mayfly/domain/function-record";

/** Names an attachment whose content is no matter here. */
export interface AttachmentName extends AttachmentKey {
  readonly attachment: string;
}

/** An attachment as it is stored. */
export interface StoredAttachment {
  readonly sequence: number;
  readonly name: AttachmentName;
  readonly record: string;
}

/** An event source mapping as it is stored. */
export interface StoredMapping {
  readonly sequence: number;
  readonly key: EventSourceMappingKey;
  readonly record: string;
}

/** An event source mapping with what is kept beside it and not told. */
export interface StoredMappingWithResult extends StoredMapping {
  readonly lastResult: string | undefined;
}

/** One entry of the feed: the function version, alias, attachment or event source mapping as a transition left it, or its end. */
export type FeedEntry =
  | { readonly kind: "upserted"; readonly sequence: number; readonly record: FunctionRecord }
  | { readonly kind: "deleted"; readonly sequence: number; readonly identity: FunctionIdentity }
  | { readonly kind: "alias-upserted"; readonly sequence: number; readonly alias: AliasRecord }
  | { readonly kind: "alias-deleted"; readonly sequence: number; readonly key: AliasKey }
  | ({ readonly kind: "attachment-upserted" } & StoredAttachment)
  | { readonly kind: "attachment-deleted"; readonly sequence: number; readonly name: AttachmentName }
  | ({ readonly kind: "mapping-upserted" } & StoredMapping)
  | { readonly kind: "mapping-deleted"; readonly sequence: number; readonly key: EventSourceMappingKey };

/** The transitions of one region in order, without gaps, the latest of them up to a bound. */
export interface ChangeFeed {
  /** Sequence of the latest transition, 0 if there was none. */
  last(region: string): Promise<number>;
  /** Entries after `sequence` in order, at most `entriesMax`; undefined if the feed no longer holds all that came after it. */
  readAfter(region: string, sequence: number, entriesMax: number): Promise<readonly FeedEntry[] | undefined>;
  /**
   * All functions, versions, aliases, attachments and mappings of the region whose last transition is not after `sequence`, a page at a time, each as that transition left it.
   * Those that changed later are left out: the feed after `sequence` has them whole.
   */
  snapshot(region: string, sequence: number): AsyncIterable<readonly FeedEntry[]>;
  /** Calls `listener` soon after each transition, by whichever process; a call may be missed, so listeners also look by themselves now and then. */
  onChange(region: string, listener: () => void): Promise<AsyncDisposable>;
}
