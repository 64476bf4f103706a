import { FakeClock } from "@mayfly/kernel/fake-clock";
import { describe, expect, test } from "vitest";
import { ArchiveSlots } from "./archive-slots.ts";

const never = new AbortController().signal;

function slots(count: number, waitingMax = 10): { slots: ArchiveSlots; clock: FakeClock } {
  const clock = new FakeClock();
  return { slots: new ArchiveSlots({ slots: count, waitingMax, waitMsMax: 1000 }, clock), clock };
}

describe("archive slots", () => {
  test("are given out up to their number, then first come, first served", async () => {
    const { slots: bounded } = slots(1);
    const order: string[] = [];
    const first = await bounded.acquire(never);
    const second = bounded.acquire(never).then((slot) => (order.push("second"), slot));
    const third = bounded.acquire(never).then((slot) => (order.push("third"), slot));
    expect(bounded.taken).toBe(1);
    first[Symbol.dispose]();
    (await second)[Symbol.dispose]();
    (await third)[Symbol.dispose]();
    expect(order).toEqual(["second", "third"]);
    expect(bounded.taken).toBe(0);
  });

  test("are freed once, however often they are disposed", async () => {
    const { slots: bounded } = slots(2);
    const slot = await bounded.acquire(never);
    await bounded.acquire(never);
    slot[Symbol.dispose]();
    slot[Symbol.dispose]();
    expect(bounded.taken).toBe(1);
  });

  test("refuse who would wait too long, behind too many, or is gone", async () => {
    const { slots: bounded, clock } = slots(1, 2);
    const held = await bounded.acquire(never);
    const caller = new AbortController();
    const waits = Promise.allSettled([bounded.acquire(never), bounded.acquire(caller.signal), bounded.acquire(never)]);
    caller.abort();
    clock.advance(1000);
    const refused = { reason: { code: "ServiceUnavailable", retryAfterSeconds: 1 } };
    expect(await waits).toMatchObject([refused, refused, refused]);
    await expect(bounded.acquire(caller.signal)).rejects.toMatchObject({ code: "ServiceUnavailable" });
    held[Symbol.dispose]();
    expect(bounded.taken).toBe(0);
  });

  test("are not lost when they are handed over and given up in one turn", async () => {
    const { slots: bounded } = slots(1);
    const held = await bounded.acquire(never);
    const caller = new AbortController();
    const waiting = bounded.acquire(caller.signal);
    held[Symbol.dispose]();
    caller.abort();
    (await waiting)[Symbol.dispose]();
    expect(bounded.taken).toBe(0);
  });
});
