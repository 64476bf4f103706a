import type { EventFilter } from "@mayfly/domain/event-filter";
import { limits } from "@mayfly/domain/limits";

/** One message of a stream. */
export interface SourceRecord {
  readonly sequence: number;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly storedAtMs: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly data: Buffer;
}

/** A stream as an event source. */
export interface StreamSource {
  readonly arn: string;
  readonly region: string;
  readonly stream: string;
}

/** What a mapping says about records that cannot be processed; -1: without a limit. */
export interface RecordBounds {
  readonly retryAttemptsMax: number;
  readonly recordAgeSecondsMax: number;
  readonly bisectOnError: boolean;
  readonly reportsItemFailures: boolean;
}

/** A record as the function gets it: version 1.0 of the shape in docs/reference/nats.md. */
function eventRecord({ arn, region, stream }: StreamSource, record: SourceRecord): object {
  return {
    eventSource: "mayfly:nats",
    eventVersion: "1.0",
    eventName: "mayfly:nats:message",
    eventID: `${stream}:${record.sequence}`,
    eventSourceARN: arn,
    awsRegion: region,
    nats: {
      stream,
      subject: record.subject,
      sequenceNumber: String(record.sequence),
      timestamp: record.storedAtMs / 1000,
      headers: record.headers,
      data: record.data.toString("base64"),
    },
  };
}

/** The event of one invocation. */
export function sourceEvent(source: StreamSource, records: readonly SourceRecord[]): Buffer {
  return Buffer.from(JSON.stringify({ Records: records.map((record) => eventRecord(source, record)) }));
}

/** How many of the records, in order, one invocation can carry: 0 if even the first is too large. */
export function fittingRecords(source: StreamSource, records: readonly SourceRecord[]): number {
  // What JSON has around the records, and a comma for each.
  let bytes = sourceEvent(source, []).length;
  for (const [index, record] of records.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(eventRecord(source, record))) + 1;
    if (bytes > limits.syncPayloadBytesMax) return index;
  }
  return records.length;
}

/** True if one of the filters matches, or there is none. They see the data as JSON where it is JSON, else as text. */
export function passesFilters(filters: readonly EventFilter[], { subject, sequence, storedAtMs, headers, data }: SourceRecord): boolean {
  if (filters.length === 0) return true;
  const seen = { subject, sequenceNumber: String(sequence), timestamp: storedAtMs / 1000, headers, data: jsonOrText(data) };
  return filters.some((filter) => filter.matches(seen));
}

function jsonOrText(data: Buffer): unknown {
  const text = data.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * How many of the records, in order, a function has processed whose answer may name failures: up to the lowest that it names. An answer that
 * names what cannot be names the whole batch (behaviours.md §11).
 */
export function processedRecords(answer: Buffer, records: readonly SourceRecord[]): number {
  const failures = itemFailures(answer);
  if (failures === undefined) return 0;
  let processed = records.length;
  for (const failure of failures) {
    const index = records.findIndex(({ sequence }) => String(sequence) === failure);
    if (index === -1) return 0;
    processed = Math.min(processed, index);
  }
  return processed;
}

/** Identifiers that an answer names; undefined if it cannot be read as AWS reads it. */
function itemFailures(answer: Buffer): readonly unknown[] | undefined {
  const parsed = jsonOrText(answer);
  if (parsed === null) return [];
  if (typeof parsed !== "object" || Array.isArray(parsed)) return undefined;
  if (Object.keys(parsed).length === 0) return [];
  const failures: unknown = Reflect.get(parsed, "batchItemFailures");
  if (failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  return failures.map(itemIdentifier);
}

function itemIdentifier(item: unknown): unknown {
  return typeof item === "object" && item !== null && "itemIdentifier" in item ? item.itemIdentifier : undefined;
}

/** Why records are given up, as the failure record says. */
export type GiveUpCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded" | "RecordTooLarge";

/** Records that are tried together. */
export interface SourceBatch<Held extends SourceRecord> {
  readonly records: readonly Held[];
  /** Attempts that failed; halving a batch uses none up. */
  readonly failures: number;
}

/** What becomes of records whose function failed: tried again, whole or in halves, or given up. */
export function afterBatchFailure<Held extends SourceRecord>(
  { records, failures }: SourceBatch<Held>,
  bounds: RecordBounds,
): readonly SourceBatch<Held>[] | "RetryAttemptsExhausted" {
  if (bounds.bisectOnError && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, failures }));
  }
  if (bounds.retryAttemptsMax !== -1 && failures >= bounds.retryAttemptsMax) return "RetryAttemptsExhausted";
  return [{ records, failures: failures + 1 }];
}

/** True if the record has become too old to be tried. */
export function isTooOld({ storedAtMs }: SourceRecord, { recordAgeSecondsMax }: RecordBounds, nowMs: number): boolean {
  return recordAgeSecondsMax !== -1 && nowMs - storedAtMs > recordAgeSecondsMax * 1000;
}

/** What is known of records that are given up. */
export interface GivenUp {
  readonly source: StreamSource;
  readonly records: readonly SourceRecord[];
  readonly condition: GiveUpCondition;
  readonly functionArn: string;
  readonly requestId: string;
  /** How often the function ran with them. */
  readonly invokeCount: number;
  /** "Unhandled", or empty if the function did not fail as a whole. */
  readonly functionError: string;
  readonly atMs: number;
}

/** The record that a destination gets of records that are given up: a stream's, without the records (behaviours.md §11). */
export function failureRecord({ source, records, ...outcome }: GivenUp): Buffer {
  const [first] = records;
  const last = records.at(-1);
  const arrival = (record: SourceRecord | undefined): string => new Date(record?.storedAtMs ?? outcome.atMs).toISOString();
  return Buffer.from(
    JSON.stringify({
      version: "1.0",
      timestamp: new Date(outcome.atMs).toISOString(),
      requestContext: {
        requestId: outcome.requestId,
        functionArn: outcome.functionArn,
        condition: outcome.condition,
        approximateInvokeCount: outcome.invokeCount,
      },
      responseContext: outcome.invokeCount === 0 ? null : { statusCode: 200, executedVersion: null, functionError: outcome.functionError || null },
      NatsBatchInfo: {
        stream: source.stream,
        startSequenceNumber: String(first?.sequence ?? ""),
        endSequenceNumber: String(last?.sequence ?? ""),
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: records.length,
        streamArn: source.arn,
      },
    }),
  );
}
