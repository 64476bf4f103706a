import { parseEventFilter } from "@mayfly/domain/event-filter";
import { expect, test } from "vitest";
import {
  afterBatchFailure,
  fittingRecords,
  isTooOld,
  passesFilters,
  processedRecords,
  sourceEvent,
  type RecordBounds,
  type SourceRecord,
} from "./source-batch.ts";

const source = { arn: "arn:aws:nats:us-east-1:000000000000:stream/S", region: "us-east-1", stream: "S" };
const record = (sequence: number, data: Buffer | string = "x"): SourceRecord => ({
  sequence,
  subject: "s.a",
  storedAtMs: 1_000,
  headers: {},
  data: Buffer.from(data),
});
const records = [record(1), record(2), record(3)];
const bounds = (more: Partial<RecordBounds> = {}): RecordBounds => ({
  retryAttemptsMax: -1,
  recordAgeSecondsMax: -1,
  bisectOnError: false,
  reportsItemFailures: true,
  ...more,
});

test("a record has the documented shape, its data in base64", () => {
  const whole = { ...record(7, "hello"), headers: { "X-A": ["1", "2"] } };
  expect(JSON.parse(sourceEvent(source, [whole]).toString())).toEqual({
    Records: [
      {
        eventSource: "mayfly:nats",
        eventVersion: "1.0",
        eventName: "mayfly:nats:message",
        eventID: "S:7",
        eventSourceARN: source.arn,
        awsRegion: "us-east-1",
        nats: { stream: "S", subject: "s.a", sequenceNumber: "7", timestamp: 1, headers: { "X-A": ["1", "2"] }, data: "aGVsbG8=" },
      },
    ],
  });
});

test.each<[string, number]>([
  ["null", 3],
  ["{}", 3],
  ['{"batchItemFailures":null}', 3],
  ['{"batchItemFailures":[]}', 3],
  ['{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}', 1],
  ['{"batchItemFailures":[{"itemIdentifier":"9"}]}', 0],
  ['{"batchItemFailures":[{"itemIdentifier":""}]}', 0],
  ['{"batchItemFailures":[{}]}', 0],
  ['{"failures":[]}', 0],
  ['"text"', 0],
])("the answer %s means that %d records are processed", (answer, processed) => {
  expect(processedRecords(Buffer.from(answer), records)).toBe(processed);
});

test("filters see data that is JSON as JSON, other data as text, and the subject", () => {
  const filter = (pattern: object) => [parseEventFilter(JSON.stringify(pattern))].filter((each) => each !== undefined);
  expect(passesFilters([], record(1))).toBe(true);
  expect(passesFilters(filter({ data: { kind: ["a"] } }), record(1, '{"kind":"a"}'))).toBe(true);
  expect(passesFilters(filter({ data: { kind: ["a"] } }), record(1, '{"kind":"b"}'))).toBe(false);
  expect(passesFilters(filter({ data: [{ prefix: "he" }], subject: [{ suffix: ".a" }] }), record(1, "hello"))).toBe(true);
});

test("what failed is tried again up to its attempts, halves use none up, a single record is not halved", () => {
  expect(afterBatchFailure({ records, failures: 4 }, bounds())).toEqual([{ records, failures: 5 }]);
  expect(afterBatchFailure({ records, failures: 1 }, bounds({ retryAttemptsMax: 1 }))).toBe("RetryAttemptsExhausted");
  expect(afterBatchFailure({ records, failures: 1 }, bounds({ retryAttemptsMax: 1, bisectOnError: true }))).toEqual([
    { records: records.slice(0, 2), failures: 1 },
    { records: records.slice(2), failures: 1 },
  ]);
  expect(afterBatchFailure({ records: [record(1)], failures: 0 }, bounds({ retryAttemptsMax: 0, bisectOnError: true }))).toBe("RetryAttemptsExhausted");
});

test("an event stays within 6 MB, and a record that alone is too large fits nowhere", () => {
  const large = Buffer.alloc(2_000_000);
  expect(fittingRecords(source, [record(1, large), record(2, large), record(3, large)])).toBe(2);
  expect(fittingRecords(source, [record(1, Buffer.alloc(5_000_000))])).toBe(0);
  expect(fittingRecords(source, records)).toBe(3);
});

test("a record is too old once it is older than its bound, and never without one", () => {
  expect(isTooOld(record(1), bounds({ recordAgeSecondsMax: 60 }), 61_000)).toBe(false);
  expect(isTooOld(record(1), bounds({ recordAgeSecondsMax: 60 }), 61_001)).toBe(true);
  expect(isTooOld(record(1), bounds(), Number.MAX_SAFE_INTEGER)).toBe(false);
});
