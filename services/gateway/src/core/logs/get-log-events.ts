import { decodeBody, type StoredBatch } from "@mayfly/log-store/log-batch";
import { eventBytes, type LogStreamAddress } from "@mayfly/log-store/log-event";
import type { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";
import { comparePositions, formatPageToken, parsePageToken, type EventPosition, type PageToken } from "./event-position.ts";
import { answerLimits } from "./answer-limits.ts";

/** What GetLogEvents is asked for; times are epoch milliseconds, `endTime` is exclusive. */
export interface EventsQuery {
  readonly address: LogStreamAddress;
  readonly startTime: number;
  readonly endTime: number;
  readonly limit: number;
  readonly startFromHead: boolean;
  readonly nextToken: string | undefined;
}

/** An answer of GetLogEvents. */
export interface EventsPage {
  readonly events: readonly { readonly timestamp: number; readonly message: string; readonly ingestionTime: number }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

interface Found {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly position: EventPosition;
}

/** An agent's clock may be ahead of the server's by so much. */
const clockSkewMs = 2_000;

/**
 * Reads one page of a log stream whose last batch is `last`, forward or backward. At either end the token of that direction is
 * the one that was given, so that a client knows. A page may be empty although there is more: its token is then another.
 */
export async function getLogEvents(store: LogStore, query: EventsQuery, last: StoredBatch): Promise<EventsPage> {
  const token = query.nextToken === undefined ? undefined : parsePageToken(query.nextToken);
  const direction = token?.direction ?? (query.startFromHead ? "forward" : "backward");
  const page = new Page(query);
  if (direction === "forward") await readForward(store, page, token);
  else await readBackward(store, page, { token, last });
  return page.answer(direction, token, last);
}

async function readForward(store: LogStore, page: Page, token: PageToken | undefined): Promise<void> {
  const { address, startTime } = page.query;
  const from = token === undefined ? { time: startTime - clockSkewMs } : { sequence: token.position.sequence };
  for await (const batch of store.scan({ subject: logSubjects.ofStream(address), from })) {
    const events = eventsOf(batch, page.query).filter(({ position }) => token === undefined || comparePositions(position, token.position) > 0);
    for (const event of events) if (!page.take(event)) return;
    if (page.examine(batch, { sequence: batch.sequence, index: Math.max(0, batch.head.events - 1) })) return;
  }
  page.isAtEnd = true;
}

async function readBackward(
  store: LogStore,
  page: Page,
  { token, last }: { readonly token: PageToken | undefined; readonly last: StoredBatch },
): Promise<void> {
  let batch: StoredBatch | undefined = token === undefined ? last : await findIn(store, page.query.address, token.position.sequence);
  while (batch !== undefined) {
    const events = eventsOf(batch, page.query).filter(({ position }) => token === undefined || comparePositions(position, token.position) < 0);
    for (const event of events.toReversed()) if (!page.take(event)) return;
    if (page.examine(batch, { sequence: batch.sequence, index: 0 })) return;
    batch = batch.head.previous === 0 ? undefined : await findIn(store, page.query.address, batch.head.previous);
  }
  page.isAtEnd = true;
}

/** A batch of this log stream alone: a token is the client's, and sequences are those of all accounts. */
async function findIn(store: LogStore, { account, group, stream }: LogStreamAddress, sequence: number): Promise<StoredBatch | undefined> {
  const batch = await store.findBatch(sequence);
  const { address } = batch ?? {};
  return address?.account === account && address.group === group && address.stream === stream ? batch : undefined;
}

function eventsOf(batch: StoredBatch, { startTime, endTime }: EventsQuery): readonly Found[] {
  const { from, to, ingested } = batch.head;
  if (from === undefined || to === undefined || to < startTime || from >= endTime) return [];
  return decodeBody(batch.body)
    .map((event, index) => ({ ...event, ingestionTime: ingested ?? event.timestamp, position: { sequence: batch.sequence, index } }))
    .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
}

/** What has been gathered for one answer. */
class Page {
  readonly query: EventsQuery;
  /** True if there is no more in the direction of reading. */
  isAtEnd = false;
  readonly #events: Found[] = [];
  #examined: EventPosition | undefined;
  #bytes = 0;
  #batches = 0;
  #scannedBytes = 0;

  constructor(query: EventsQuery) {
    this.query = query;
  }

  /** False if there is no room for the event. */
  take(event: Found): boolean {
    const bytes = eventBytes(event.message);
    if (this.#events.length >= this.query.limit || (this.#events.length > 0 && this.#bytes + bytes > answerLimits.bytesMax)) return false;
    this.#bytes += bytes;
    this.#events.push(event);
    return true;
  }

  /** Everything of a batch has been looked at, up to `end`. True if that is enough for one answer. */
  examine(batch: StoredBatch, end: EventPosition): boolean {
    this.#examined = end;
    this.#batches += 1;
    this.#scannedBytes += batch.body.length;
    return this.#batches >= answerLimits.batchesMax || this.#scannedBytes >= answerLimits.scannedBytesMax;
  }

  answer(direction: PageToken["direction"], token: PageToken | undefined, last: StoredBatch): EventsPage {
    const events = this.#events.toSorted((one, other) => comparePositions(one.position, other.position));
    const tokens = this.#tokens(direction, { first: events[0]?.position, latest: events.at(-1)?.position, token, last });
    return { ...tokens, events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })) };
  }

  #tokens(direction: PageToken["direction"], page: PageEnds): Pick<EventsPage, "nextForwardToken" | "nextBackwardToken"> {
    const { first, latest, token, last } = page;
    // Without an event the page has moved as far as it has looked, unless it came to the end: then clients must see the same token.
    const moved = this.isAtEnd && token !== undefined ? token.position : (this.#examined ?? token?.position ?? startOfAll);
    if (direction === "forward") {
      const after = latest ?? moved;
      const before = first ?? (token === undefined ? startOfAll : { ...token.position, index: token.position.index + 1 });
      return bothTokens(after, before);
    }
    const endOfStream = { sequence: last.sequence, index: Math.max(0, last.head.events - 1) };
    const after = latest ?? (token === undefined ? endOfStream : justBefore(token.position));
    return bothTokens(after, first ?? moved);
  }
}

interface PageEnds {
  readonly first: EventPosition | undefined;
  readonly latest: EventPosition | undefined;
  readonly token: PageToken | undefined;
  readonly last: StoredBatch;
}

function bothTokens(after: EventPosition, before: EventPosition): Pick<EventsPage, "nextForwardToken" | "nextBackwardToken"> {
  return {
    nextForwardToken: formatPageToken({ direction: "forward", position: after }),
    nextBackwardToken: formatPageToken({ direction: "backward", position: before }),
  };
}

/** Before every event. */
const startOfAll: EventPosition = { sequence: 0, index: 0 };

function justBefore({ sequence, index }: EventPosition): EventPosition {
  return index > 0 ? { sequence, index: index - 1 } : { sequence: Math.max(0, sequence - 1), index: Number.MAX_SAFE_INTEGER };
}
