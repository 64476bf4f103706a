import type { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { HeldLease, VersionLeases, type LeaseWaiter } from "./version-leases.ts";

function lease(name: string, generation = 1, atMs = 0): HeldLease {
  return new HeldLease("key", { lease_id: name, epoch_term: 1, epoch_counter: 1, agent_id: "agent", environment_id: name, generation }, atMs);
}

class Waiter implements LeaseWaiter {
  readonly sinceMs = 0;
  readonly traceParent = "";
  readonly deadlineAtMs: number;
  outcome = "waiting";
  constructor(deadlineAtMs = 1_000) {
    this.deadlineAtMs = deadlineAtMs;
  }
  granted(held: HeldLease): void {
    this.outcome = held.lease.lease_id;
  }
  failed(error: PlatformError): void {
    this.outcome = error.code;
  }
}

test("the most recently used idle lease is taken first, so that the tail grows old", () => {
  const leases = new VersionLeases("key", 1);
  const [a, b] = [lease("a"), lease("b")];
  leases.grant(a);
  leases.grant(b);

  expect(leases.take()?.lease.lease_id).toBe("b");
  leases.free(b, 10);
  expect(leases.take()?.lease.lease_id).toBe("b");
  expect(leases.take()?.lease.lease_id).toBe("a");
  expect(leases.take()).toBeUndefined();
});

test("a lease that becomes free serves the oldest waiter first", () => {
  const leases = new VersionLeases("key", 1);
  const held = lease("a");
  leases.grant(held);
  leases.take();
  const [first, second] = [new Waiter(), new Waiter()];
  leases.addWaiter(first);
  leases.addWaiter(second);

  leases.free(held, 1);
  expect([first.outcome, second.outcome]).toEqual(["a", "waiting"]);
  leases.free(held, 2);
  expect([first.outcome, second.outcome]).toEqual(["a", "a"]);
});

test("requests are never more than waiters, nor than their bound", () => {
  const leases = new VersionLeases("key", 1);
  for (let i = 0; i < 5; i += 1) leases.addWaiter(new Waiter());

  expect(leases.missingRequests(3)).toBe(3);
  leases.addRequest("r1");
  leases.addRequest("r2");
  expect(leases.missingRequests(3)).toBe(1);
  expect(leases.missingRequests(16)).toBe(3);
});

test("when nobody waits any more, the outstanding requests are withdrawn, and a grant that comes all the same is kept idle", () => {
  const leases = new VersionLeases("key", 1);
  const held = lease("a");
  leases.grant(held);
  leases.take();
  leases.addWaiter(new Waiter());
  leases.addRequest("r1");
  expect(leases.withdrawSurplus()).toEqual([]);

  leases.free(held, 1);

  expect(leases.withdrawSurplus()).toEqual(["r1"]);
  expect(leases.grant(lease("b"))).toBe(true);
  expect(leases.idleCount).toBe(1);
});

test("a recalled lease is given back when it is free, whoever waits", () => {
  const leases = new VersionLeases("key", 1);
  const held = lease("a");
  leases.grant(held);
  leases.take();
  const waiter = new Waiter();
  leases.addWaiter(waiter);
  held.recalled = true;

  expect(leases.free(held, 1)).toBe(false);
  expect([held.state.kind, waiter.outcome]).toEqual(["over", "waiting"]);
});

test("a lease of an older generation is never handed to anyone", () => {
  const leases = new VersionLeases("key", 1);
  const held = lease("a");
  leases.grant(held);
  leases.take();
  const waiter = new Waiter();
  leases.addWaiter(waiter);
  leases.generation = 2;

  expect(leases.free(held, 1)).toBe(false);
  expect(leases.grant(lease("b"))).toBe(false);
  expect(waiter.outcome).toBe("waiting");
  expect(leases.grant(lease("c", 2))).toBe(true);
  expect(waiter.outcome).toBe("c");
});

test("idle leases are given back oldest first, and a busy one never", () => {
  const leases = new VersionLeases("key", 1);
  for (const name of ["a", "b", "c"]) leases.grant(lease(name, 1, name.charCodeAt(0)));
  const busy = leases.take();

  const released = leases.releaseIdle(() => true);

  expect(released.map((held) => held.lease.lease_id)).toEqual(["a", "b"]);
  for (const held of released) expect(held.state).toEqual({ kind: "over", outcome: "released" });
  expect(busy?.state.kind).toBe("busy");
});

test("a waiter is taken out at its deadline, not before", () => {
  const total = { waiters: 0 };
  const leases = new VersionLeases("key", 1, total);
  const waiter = new Waiter(50);
  leases.addWaiter(waiter);
  expect(total.waiters).toBe(1);

  expect(leases.expireWaiter(49)).toBeUndefined();
  expect(leases.expireWaiter(50)).toBe(waiter);
  expect(total.waiters).toBe(0);
});
