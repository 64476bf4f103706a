import { expect, test } from "vitest";
import { noteFailure } from "./placement-failures.ts";
import type { WaitingRequest } from "./waiting-requests.ts";

const failure = { environmentId: "e", leaseId: "l", code: "ServiceUnavailable", message: "The disk is full.", certain: true } as const;
const waiting = (): WaitingRequest => ({
  requestId: "r",
  holderId: "h",
  identity: { region: "us-east-1", account: "000000000000", functionName: "f", version: "$LATEST" },
  key: "k",
  generation: 1,
  deadlineAtMs: 0,
  replyTo: "",
});

test("the third worker's failure of one request is told to whoever waits, in the worker's words", () => {
  const request = waiting();
  expect(noteFailure(request, failure)).toBeUndefined();
  expect(noteFailure(request, failure)).toBeUndefined();
  expect(noteFailure(request, failure)).toEqual({ code: "ServiceUnavailable", message: "The disk is full.", reason: "", retryAfterMs: 1_000 });
});

test.each([{ full: true }, { certain: false }, { code: "LeaseFenced" } as const])("a failure with %j counts for nothing", (change) => {
  const request = waiting();
  for (let times = 0; times < 10; times += 1) expect(noteFailure(request, { ...failure, ...change })).toBeUndefined();
  expect(request.lastFailure).toBeUndefined();
});
