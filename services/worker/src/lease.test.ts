import { expect, test } from "vitest";
import { compareEpoch } from "./lease.ts";

const epoch = (epochTerm: number, epochCounter: number, leaseId = "a") => ({ epochTerm, epochCounter, leaseId });

test.each([
  [epoch(2, 5), "current"],
  [epoch(2, 6, "b"), "newer"],
  [epoch(3, 1, "b"), "newer"],
  [epoch(2, 4, "b"), "stale"],
  [epoch(1, 9, "b"), "stale"],
  [epoch(2, 5, "b"), "stale"],
] as const)("against (2, 5), %j is %s", (offered, verdict) => {
  expect(compareEpoch(epoch(2, 5), offered)).toBe(verdict);
});
