import type { EventSourceMappingKey, EventSourceMappingRecord } from "@mayfly/domain/event-source-mapping";
import type { WriteOutcome } from "./function-store.ts";

/** A record before the store has given it its place in the change feed. */
export type UnplacedMapping = Omit<EventSourceMappingRecord, "sequence" | "lastResult">;

/** What no two mappings of an account have in common: the source and the function, as one text. */
export interface MappingWrite {
  readonly record: UnplacedMapping;
  readonly claim: string;
}

/** Another mapping has the claim. */
export interface ClaimTaken {
  readonly kind: "taken";
  /** UUID of the other one. */
  readonly uuid: string;
}

/**
 * Where event source mappings are kept. Writes are transitions of the change feed, durable when they resolve. Nothing ends a mapping but its
 * deletion, also not the end of its function. Everything may fail with PlatformError ServiceUnavailable; a write that failed so may or may not
 * have happened.
 */
export interface MappingStore {
  /** Undefined if there is none. */
  find(key: EventSourceMappingKey): Promise<EventSourceMappingRecord | undefined>;
  /** Writes a new mapping. */
  create(write: MappingWrite): Promise<{ readonly kind: "written"; readonly sequence: number } | ClaimTaken>;
  /** Writes a change, if the sequence still is `expectedSequence`. */
  update(write: MappingWrite, expectedSequence: number): Promise<WriteOutcome | ClaimTaken>;
  /** Takes the record away, and frees its claim, if the sequence still is `expectedSequence`. */
  remove(key: EventSourceMappingKey, expectedSequence: number): Promise<WriteOutcome>;
  /** Mappings of an account after a UUID (undefined: from the first) in order, at most `itemsMax`. `resumeAfter` is undefined at the end. */
  list(
    owner: Omit<EventSourceMappingKey, "uuid">,
    range: { readonly after: string | undefined; readonly itemsMax: number },
  ): Promise<{ readonly mappings: readonly EventSourceMappingRecord[]; readonly resumeAfter: string | undefined }>;
  /** Keeps how the last batch went; nothing if there is no such mapping. Not a transition of the feed. */
  putResult(key: EventSourceMappingKey, result: string): Promise<void>;
  /** Mappings that are on their way from one state to another. */
  listUnsettled(region: string): Promise<readonly EventSourceMappingKey[]>;
}
