import { expect, test } from "vitest";
import { billedMs, reportLine } from "./invocation-report.ts";

test("init and invoke phase are billed together, rounded up, at least a millisecond", () => {
  expect([billedMs(174.27, 344.91), billedMs(0.01, 0), billedMs(0, 0), billedMs(3, 0)]).toEqual([520, 1, 1, 3]);
});

test("the report line of a cold start ends with the init duration and a tab", () => {
  expect(reportLine("id", { durationMs: 1.234, initMs: 30.5, memoryMib: 128, memoryMaxMib: 41 })).toBe(
    "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 32 ms\tMemory Size: 128 MB\tMax Memory Used: 41 MB\tInit Duration: 30.50 ms\t\n",
  );
});

test("the report line of a warm start has no init duration", () => {
  expect(reportLine("id", { durationMs: 2, initMs: 0, memoryMib: 512, memoryMaxMib: 41 })).toBe(
    "REPORT RequestId: id\tDuration: 2.00 ms\tBilled Duration: 2 ms\tMemory Size: 512 MB\tMax Memory Used: 41 MB\t\n",
  );
});
