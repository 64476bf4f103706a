import { z } from "zod";
import { eventOverheadBytes, type LogEvent, type LogStreamAddress } from "./log-event.ts";

/** The header that holds the head of a batch. */
export const batchHeader = "Mayfly-Log-Batch";
/** Of head and body; a batch of a newer one is refused. */
const schemaVersion = 1;

/** Events of a batch in UTF-16 units of their messages and in number: a message of JetStream stays below a payload of 1 MiB. */
export const batchCharactersMax = 128 * 1024;
/** Events in one batch. */
export const batchEventsMax = 5_000;
/** One message; longer ones are cut by whoever makes events. */
export const messageCharactersMax = 256 * 1024;

const headSchema = z.object({
  v: z.literal(schemaVersion),
  /** Batch id: tells a batch that was sent twice from its successor. */
  id: z.string(),
  /** When the log stream was created. */
  created: z.number(),
  /** Time of the log stream's first event; absent if it has none. */
  first: z.number().optional(),
  /** Times of the batch's earliest and latest event; absent in a batch without events. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** Time of the log stream's latest event so far. */
  last: z.number().optional(),
  /** When the latest event was taken in. */
  ingested: z.number().optional(),
  events: z.number(),
  /** Bytes of the log stream so far, this batch included, as AWS counts them. */
  bytes: z.number(),
  /** Sequence of the log stream's batch before this one; 0 if there is none. */
  previous: z.number(),
});

/** What is known of a batch without reading it, and of its log stream up to it. Times are epoch milliseconds. */
export type BatchHead = z.output<typeof headSchema>;

/** A batch as it is stored. */
export interface StoredBatch {
  readonly address: LogStreamAddress;
  /** Sequence in the JetStream stream: the order in which batches were stored. */
  readonly sequence: number;
  /** By the server's clock. */
  readonly storedAt: number;
  readonly head: BatchHead;
  /** Empty where only heads were asked for. */
  readonly body: Uint8Array;
}

/** The place of a batch in its log stream. */
export interface BatchPlace {
  readonly sequence: number;
  readonly head: BatchHead;
}

/** The head of a batch with this body (see `encodeBody`) that follows `last`, which is undefined at the beginning of a log stream. */
export function nextHead(
  events: readonly LogEvent[],
  context: { readonly id: string; readonly last: BatchPlace | undefined; readonly now: number; readonly body: Buffer },
): BatchHead {
  const { id, last, now, body } = context;
  const before = last?.head;
  const head = {
    v: schemaVersion,
    id,
    created: before?.created ?? now,
    events: events.length,
    bytes: (before?.bytes ?? 0) + messageBytes(body) + events.length * eventOverheadBytes,
    previous: last?.sequence ?? 0,
  } as const;
  if (events.length === 0) return { ...head, first: before?.first, last: before?.last, ingested: before?.ingested };
  const times = events.map(({ timestamp }) => timestamp);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return { ...head, first: Math.min(before?.first ?? from, from), last: Math.max(before?.last ?? to, to), ingested: now, from, to };
}

/** A head as a header's value. */
export function encodeHead(head: BatchHead): string {
  return JSON.stringify(head);
}

/** Reads a header's value. Throws on what is none, or of a newer schema. */
export function decodeHead(text: string): BatchHead {
  return headSchema.parse(JSON.parse(text));
}

const bodySchema = z.object({ times: z.array(z.number()), lengths: z.array(z.number()) });

/**
 * Events as bytes: a line of JSON with the times (each less the one before it) and the lengths in UTF-16 units, and then the
 * messages' text, unescaped and one after the other. Joining and writing are native, which keeps a line below a microsecond.
 */
export function encodeBody(events: readonly LogEvent[]): Buffer {
  let before = 0;
  const times = events.map(({ timestamp }) => {
    const difference = timestamp - before;
    before = timestamp;
    return difference;
  });
  const table = JSON.stringify({ times, lengths: events.map(({ message }) => message.length) });
  return Buffer.from(`${table}\n${events.map(({ message }) => message).join("")}`);
}

/** Bytes of all messages of a body: counting each one's own costs as much as writing it. */
function messageBytes(body: Buffer): number {
  return body.length - body.indexOf("\n") - 1;
}

/** The events of a batch, in their order. Throws on bytes that are none. */
export function decodeBody(body: Uint8Array): readonly LogEvent[] {
  if (body.length === 0) return [];
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const tableEnd = text.indexOf("\n");
  const { times, lengths } = bodySchema.parse(JSON.parse(text.slice(0, tableEnd)));
  let timestamp = 0;
  let start = tableEnd + 1;
  return times.map((difference, index) => {
    timestamp += difference;
    const message = text.slice(start, start + (lengths[index] ?? 0));
    start += message.length;
    return { timestamp, message };
  });
}

/** Cuts events into batches, each small enough to be stored. */
export function* batchesOf(events: readonly LogEvent[]): Generator<readonly LogEvent[]> {
  let batch: LogEvent[] = [];
  let characters = 0;
  for (const event of events) {
    if (batch.length > 0 && (characters + event.message.length > batchCharactersMax || batch.length === batchEventsMax)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(event);
    characters += event.message.length;
  }
  if (batch.length > 0) yield batch;
}
