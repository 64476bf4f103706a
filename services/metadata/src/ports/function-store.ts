import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";

/** A record before the store has given it its place in the change feed. */
export type UnplacedRecord = Omit<FunctionRecord, "generation" | "sequence">;

/** A version before the store has given it its number. */
export type UnnumberedRecord = Omit<UnplacedRecord, "version">;

/** What became of a conditional write: written, or the function is gone, or it is no longer as the caller read it. */
export type WriteOutcome = { readonly kind: "written"; readonly sequence: number } | { readonly kind: "missing" } | { readonly kind: "changed" };

/** A write that published a version. Unless the version alone was written, the sequence is that of $LATEST. */
export interface PublishedOutcome {
  readonly kind: "published";
  readonly sequence: number;
  /** Its number. */
  readonly version: string;
}

/** What became of a creation. */
export type CreateOutcome =
  | { readonly kind: "written"; readonly sequence: number }
  | PublishedOutcome
  | { readonly kind: "exists" }
  /** The account's attachments are no longer as the caller read them. */
  | { readonly kind: "changed" };

/** What a function has from its first moment on, at the function as a whole. */
export interface FirstAttachment {
  /** Name of its kind. */
  readonly kind: string;
  /** As its kind encodes it. */
  readonly record: string;
  /** What AttachmentStore's tally said before the decision. */
  readonly expectedTally: number;
}

/** What became of the deletion of a version; `aliases` run it. */
export type DeleteVersionOutcome = Exclude<WriteOutcome, { readonly kind: "changed" }> | { readonly kind: "used"; readonly aliases: readonly string[] };

/** Which functions to list. */
export interface ListRange {
  /** Where the page before ended; undefined starts with the first. */
  readonly after: string | undefined;
  readonly itemsMax: number;
}

/** One page of a listing. */
export interface ListPage {
  readonly records: readonly FunctionRecord[];
  /** Where the next page begins; undefined on the last page. */
  readonly resumeAfter: string | undefined;
}

/**
 * Where functions and their versions are kept. Each write is one transition: it changes the records and appends to the
 * region's change feed, all or nothing, and is durable when it resolves. Everything may fail with PlatformError
 * ServiceUnavailable; a write that failed so may or may not have happened. A version gets the next number of its function,
 * which is never used again, also not after the deletion of the function.
 */
export interface FunctionStore {
  /** $LATEST or a version as it is now; undefined if there is none. */
  find(identity: FunctionIdentity): Promise<FunctionRecord | undefined>;
  /** The highest version of a function; undefined if there is none. */
  findLastVersion(key: FunctionKey): Promise<FunctionRecord | undefined>;
  /** $LATEST of the functions of one account by name. */
  list(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage>;
  /** $LATEST and all versions of the functions of one account, by name and number. */
  listWithVersions(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage>;
  /** Versions of one function after a number, lowest first. */
  listVersions(key: FunctionKey, range: ListRange): Promise<ListPage>;
  /** Writes a new function; its generation is its sequence. With a version or an attachment, those too. */
  create(
    record: UnplacedRecord,
    more?: { readonly version?: UnnumberedRecord | undefined; readonly attachment?: FirstAttachment | undefined },
  ): Promise<CreateOutcome>;
  /** Writes an update under a new generation, equal to its sequence, if the record's sequence still is `expectedSequence`. With a version, that too. */
  update(record: UnplacedRecord, expectedSequence: number, version?: UnnumberedRecord): Promise<WriteOutcome | PublishedOutcome>;
  /** Writes a version, and $LATEST under its own generation, if the sequence of $LATEST still is `expectedSequence`; the outcome's is the version's. */
  publish(
    latest: UnplacedRecord,
    expectedSequence: number,
    version: UnnumberedRecord,
  ): Promise<PublishedOutcome | Exclude<WriteOutcome, { readonly kind: "written" }>>;
  /** Writes a step of the own life of $LATEST or a version, keeping the generation, if the record's sequence still is `expectedSequence`. */
  advance(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome>;
  /** Deletes a function with its versions and aliases. */
  delete(key: FunctionKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>>;
  /** Deletes a version unless an alias runs it. */
  deleteVersion(identity: FunctionIdentity): Promise<DeleteVersionOutcome>;
  /** Functions and versions of a region whose state is unsettled. */
  listUnsettled(region: string): Promise<readonly FunctionIdentity[]>;
  /** Every region that has ever had a function. */
  listRegions(): Promise<readonly string[]>;
}
