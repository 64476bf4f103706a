import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";

/** A record before the store has given it its place in the change feed. */
export type UnplacedRecord = Omit<FunctionRecord, "generation" | "sequence">;

/** What became of a conditional write: written, or the function is gone, or it is no longer as the caller read it. */
export type WriteOutcome = { readonly kind: "written"; readonly sequence: number } | { readonly kind: "missing" } | { readonly kind: "changed" };

/** What became of a creation. */
export type CreateOutcome = { readonly kind: "written"; readonly sequence: number } | { readonly kind: "exists" };

/** Which functions to list. */
export interface ListRange {
  /** Names after this one; undefined starts with the first. */
  readonly after: string | undefined;
  readonly itemsMax: number;
}

/** One page of a listing. */
export interface ListPage {
  readonly records: readonly FunctionRecord[];
  /** The name after which the next page begins; undefined on the last page. */
  readonly resumeAfter: string | undefined;
}

/**
 * Where functions are kept. Each write is one transition: it changes the record and appends to the region's change feed,
 * both or neither, and is durable when it resolves. Everything may fail with PlatformError ServiceUnavailable; a write
 * that failed so may or may not have happened.
 */
export interface FunctionStore {
  /** The function as it is now; undefined if there is none. */
  find(key: FunctionKey): Promise<FunctionRecord | undefined>;
  /** Functions of one account by name. */
  list(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage>;
  /** Writes a new function; its generation is its sequence. */
  create(record: UnplacedRecord): Promise<CreateOutcome>;
  /** Writes an update under a new generation, equal to its sequence, if the record's sequence still is `expectedSequence`. */
  update(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome>;
  /** Writes a step of the function's own life, keeping the generation, if the record's sequence still is `expectedSequence`. */
  advance(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome>;
  delete(key: FunctionKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>>;
  /** Functions of a region whose state is unsettled. */
  listUnsettled(region: string): Promise<readonly FunctionKey[]>;
  /** Every region that has ever had a function. */
  listRegions(): Promise<readonly string[]>;
}
