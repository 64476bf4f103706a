import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { afterFunctionError, afterPlatformError, eventRequestId, readEvent, type StoredEvent } from "./event-decision.ts";

const bounds = { maximumAgeMs: 1_000_000, backoffMsMin: 1_000, backoffMsMax: 60_000, retryDelaysMs: [60_000, 120_000] };
const event: StoredEvent = {
  subject: "mayfly.events.000000000000.hello",
  stream: "MAYFLY_EVENTS",
  sequence: 7,
  payload: Buffer.from("{}"),
  requestIdHeader: "",
  ageMs: 0,
  deliveries: 1,
  attempt: 0,
};

test("the request id is the header where that is a UUID", () => {
  expect(eventRequestId({ ...event, requestIdHeader: "6BA7B810-9DAD-41D1-80B4-00C04FD430C8" })).toBe("6ba7b810-9dad-41d1-80b4-00c04fd430c8");
});

test("without a UUID in the header the request id follows from stream and sequence, the same through every delivery", () => {
  const first = eventRequestId({ ...event, requestIdHeader: "mine" });

  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(eventRequestId({ ...event, requestIdHeader: "" })).toBe(first);
  expect(eventRequestId({ ...event, sequence: 8 })).not.toBe(first);
});

test("an empty payload is an empty object", () => {
  expect(readEvent({ ...event, payload: Buffer.alloc(0) })).toEqual({
    target: { account: "000000000000", functionName: "hello", qualifier: undefined },
    payload: Buffer.from("{}"),
  });
});

test.for([1, 2, 3, 10] as const)("after the %i. delivery a platform error waits twice as long as before, up to a bound", (deliveries) => {
  const error = new PlatformError("TooManyRequests", "Rate Exceeded.");

  expect(afterPlatformError(error, { ...event, deliveries }, bounds)).toEqual({ retryAfterMs: Math.min(60_000, 1_000 * 2 ** (deliveries - 1)) });
});

test("a failed function gets its event again after one minute, then after two, then no more", () => {
  expect([0, 1, 2, 3].map((attempt) => afterFunctionError({ ...event, attempt }, bounds))).toEqual([
    { retryAfterMs: 60_000 },
    { retryAfterMs: 120_000 },
    "FunctionError",
    "FunctionError",
  ]);
});

test("no attempt is planned past the maximum age", () => {
  expect(afterFunctionError({ ...event, ageMs: 950_000 }, bounds)).toBe("EventAgeExceeded");
});

test("an event at its maximum age is not tried again", () => {
  expect(afterPlatformError(new PlatformError("Service", ""), { ...event, ageMs: 1_000_000 }, bounds)).toBe("EventAgeExceeded");
});

test("an error that no retry mends is not retried", () => {
  expect(afterPlatformError(new PlatformError("ResourceNotFound", ""), event, bounds)).toBe("FunctionNotFound");
  expect(afterPlatformError(new PlatformError("InvalidRuntime", ""), event, bounds)).toBe("NotRetryable");
});
