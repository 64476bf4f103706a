import { expect, test } from "vitest";
import { compareEpoch, HeldLease } from "./lease.ts";

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

test("a lease that has ended admits nothing until a newer one is granted", () => {
  const lease = (epochCounter: number, leaseId: string) => ({ ...epoch(1, epochCounter, leaseId), holderId: "h", sinceMs: 0 });
  const held = new HeldLease(lease(1, "a"));
  expect(held.admits(epoch(1, 1, "a"))).toBe(true);
  held.end();
  expect([held.admits(epoch(1, 1, "a")), held.current, held.adopt(lease(1, "a"))]).toEqual([false, undefined, false]);
  expect(held.adopt(lease(2, "b"))).toBe(true);
  expect([held.admits(epoch(1, 2, "b")), held.admits(epoch(1, 1, "a"))]).toEqual([true, false]);
});
