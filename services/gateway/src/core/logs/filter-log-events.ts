import { decodeBody, type StoredBatch } from "@mayfly/log-store/log-batch";
import { eventBytes, type LogScope } from "@mayfly/log-store/log-event";
import type { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";
import { answerLimits } from "./answer-limits.ts";
import { eventId, formatScanToken, parseScanToken, type ScanToken } from "./event-position.ts";
import type { MessageFilter } from "./json-pattern.ts";

/** What FilterLogEvents is asked for; times are epoch milliseconds, both inclusive. */
export interface FilterQuery {
  readonly scope: LogScope;
  readonly group: string;
  /** Which log streams; all if absent. */
  readonly streams: ReadonlySet<string> | undefined;
  readonly streamPrefix: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly filter: MessageFilter;
  readonly limit: number;
  readonly nextToken: string | undefined;
  readonly now: number;
}

/** An event as FilterLogEvents gives it. */
export interface FilteredEvent {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly eventId: string;
}

/** An answer of FilterLogEvents. */
export interface FilterPage {
  readonly events: readonly FilteredEvent[];
  readonly nextToken: string | undefined;
}

interface Found {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly sequence: number;
  readonly index: number;
  readonly stream: string;
  readonly storedAt: number;
}

type Cursor = NonNullable<ScanToken["cursor"]>;

/** An agent's clock may be ahead of the server's by so much. */
const clockSkewMs = 2_000;
/** A batch is stored at most so long after its first event, unless NATS was away: for so long later batches are awaited to put events in order. */
const reorderMs = 2_000;
/**
 * Events younger than this are left for the next call: a batch of another agent with an earlier event may be on its way, and who
 * follows a log asks on from the latest event that it has seen.
 */
const settleMs = 1_000;
const emitEveryBatches = 64;

/** Reads one page of a log group in the order of time across its log streams. Without a next token, everything has been looked at. */
export async function filterLogEvents(store: LogStore, query: FilterQuery): Promise<FilterPage> {
  const token = query.nextToken === undefined ? undefined : parseScanToken(query.nextToken);
  const page = new MergedPage(query, token);
  let isWhole = true;
  for await (const batch of store.scan({ subject: subjectOf(query), from: beginningOf(query, token) })) {
    if (page.add(batch)) {
      isWhole = false;
      break;
    }
  }
  return page.answer(isWhole);
}

function subjectOf({ scope, group, streams }: FilterQuery): string {
  const [only, more] = streams ?? [];
  return only === undefined || more !== undefined ? logSubjects.ofGroup(scope, group) : logSubjects.ofStream({ ...scope, group, stream: only });
}

function beginningOf({ startTime }: FilterQuery, token: ScanToken | undefined): { readonly sequence: number } | { readonly time: number } {
  if (token !== undefined) return { sequence: token.resume };
  return startTime > clockSkewMs ? { time: startTime - clockSkewMs } : { sequence: 1 };
}

/**
 * Merges batches, which come in the order of their storage, into events in the order of time. Every event of a batch up to `readTo`
 * with a place up to the cursor has been given, so that a page can go on where the one before it ended.
 */
class MergedPage {
  readonly #query: FilterQuery;
  readonly #token: ScanToken | undefined;
  readonly #given: Found[] = [];
  #waiting: Found[] = [];
  /** Events later than this are not given now. */
  #settledTo = Number.POSITIVE_INFINITY;
  #readTo: number;
  #bytes = 0;
  #batches = 0;
  #scannedBytes = 0;
  #isFull = false;

  constructor(query: FilterQuery, token: ScanToken | undefined) {
    this.#query = query;
    this.#token = token;
    this.#readTo = token?.readTo ?? 0;
  }

  /** Takes the next batch; true if the answer is as large as it may be, or enough has been read for it. */
  add(batch: StoredBatch): boolean {
    this.#waiting.push(...this.#wantedOf(batch));
    this.#readTo = Math.max(this.#readTo, batch.sequence);
    this.#batches += 1;
    this.#scannedBytes += batch.body.length;
    const isEnough = this.#batches >= answerLimits.batchesMax || this.#scannedBytes >= answerLimits.scannedBytesMax;
    if (isEnough || this.#batches % emitEveryBatches === 0) this.#give(batch.storedAt - reorderMs);
    // Unless something is given now, the next page would begin where this one did.
    if (isEnough && this.#given.length === 0) this.#give(Number.POSITIVE_INFINITY);
    return this.#isFull || isEnough;
  }

  answer(isWhole: boolean): FilterPage {
    if (isWhole) this.#give(Number.POSITIVE_INFINITY);
    const rest = isWhole ? this.#waiting.filter(({ timestamp }) => timestamp <= this.#settledTo) : this.#waiting;
    const isOver = isWhole && rest.length === 0;
    return { events: this.#given.map(toEvent), nextToken: isOver ? undefined : formatScanToken(this.#next()) };
  }

  #wantedOf(batch: StoredBatch): readonly Found[] {
    const { streams, streamPrefix, startTime, endTime, filter } = this.#query;
    const { address, head, sequence, storedAt } = batch;
    const { stream } = address;
    if (head.from === undefined || head.to === undefined || head.to < startTime || head.from > endTime) return [];
    if ((streams !== undefined && !streams.has(stream)) || !stream.startsWith(streamPrefix)) return [];
    const found: Found[] = [];
    for (const [index, { timestamp, message }] of decodeBody(batch.body).entries()) {
      if (timestamp < startTime || timestamp > endTime || this.#isGiven({ timestamp, sequence, index }) || !filter(message)) continue;
      this.#leaveUnsettled(timestamp);
      found.push({ timestamp, message, ingestionTime: head.ingested ?? timestamp, sequence, index, stream, storedAt });
    }
    return found;
  }

  #isGiven(event: Cursor): boolean {
    const { cursor, readTo } = this.#token ?? {};
    return cursor !== undefined && event.sequence <= (readTo ?? 0) && compareEvents(event, cursor) <= 0;
  }

  #leaveUnsettled(timestamp: number): void {
    const settledTo = this.#query.now - settleMs;
    if (timestamp > settledTo && timestamp <= this.#query.now) this.#settledTo = settledTo;
  }

  /** Gives what waits, in its order, as far as no earlier event can come any more if all are stored that were before `time`. */
  #give(time: number): void {
    this.#waiting.sort(compareEvents);
    // An event ahead of its time goes with its batch; everything before it goes first.
    const lastDue = this.#waiting.findLastIndex(({ timestamp, storedAt }) => timestamp <= this.#settledTo && Math.min(timestamp, storedAt) <= time);
    let count = 0;
    for (const event of this.#waiting.slice(0, lastDue + 1)) {
      const bytes = eventBytes(event.message);
      this.#isFull = this.#given.length >= this.#query.limit || (this.#given.length > 0 && this.#bytes + bytes > answerLimits.bytesMax);
      if (this.#isFull) break;
      this.#bytes += bytes;
      this.#given.push(event);
      count += 1;
    }
    this.#waiting = this.#waiting.slice(count);
  }

  #next(): ScanToken {
    const resume = this.#waiting.reduce((lowest, { sequence }) => Math.min(lowest, sequence), this.#readTo + 1);
    const before = this.#token?.cursor;
    const last = this.#given.at(-1);
    const isLater = last !== undefined && (before === undefined || compareEvents(last, before) > 0);
    const cursor = isLater ? { timestamp: last.timestamp, sequence: last.sequence, index: last.index } : before;
    if (cursor === undefined) return { resume, readTo: this.#readTo };
    // What came too late and found no room: its batch counts as unread, and may be given twice rather than not at all.
    const late = this.#waiting.filter((event) => compareEvents(event, cursor) <= 0);
    return { resume, readTo: late.reduce((lowest, { sequence }) => Math.min(lowest, sequence - 1), this.#readTo), cursor };
  }
}

function compareEvents(one: Cursor, other: Cursor): number {
  return one.timestamp - other.timestamp || one.sequence - other.sequence || one.index - other.index;
}

function toEvent({ stream, timestamp, message, ingestionTime, sequence, index }: Found): FilteredEvent {
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId: eventId(timestamp, { sequence, index }) };
}
