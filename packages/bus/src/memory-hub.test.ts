import { setImmediate as nextTurn } from "node:timers/promises";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { describe, expect, it } from "vitest";
import { runBusConformance } from "./bus-conformance.ts";
import type { BusHarness } from "./bus-harness.test-support.ts";
import { MemoryHub } from "./memory-hub.ts";

async function startMemory(): Promise<BusHarness> {
  let delayMs = 0;
  const hub = new MemoryHub({ onHandlerFailure: () => {}, faults: { onDelivery: () => delayMs } });
  return {
    connect: async () => hub.connect(),
    async connectFaulty() {
      const bus = hub.connect();
      return {
        bus,
        cut: async () => bus.disconnect(),
        mend: async () => bus.reconnect(),
        slowDown: (ms) => void (delayMs = ms),
        [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}

runBusConformance("in memory", startMemory);

describe("the memory bus", () => {
  it("loses and delays what its faults say, by the clock it was given, in order", async () => {
    const clock = new FakeClock();
    const fates: (number | "drop")[] = [50, "drop", 10, 0];
    const hub = new MemoryHub({ clock, faults: { onDelivery: () => fates.shift() ?? 0 } });
    await using bus = hub.connect();
    const received: string[] = [];
    bus.subscribe("s", (message) => received.push(message.data.toString()));
    for (const message of ["late", "lost", "behind it", "also"]) bus.publish("s", Buffer.from(message));
    clock.advance(49);
    await nextTurn();
    expect(received).toEqual([]);
    clock.advance(1);
    await nextTurn();
    expect(received).toEqual(["late", "behind it", "also"]);
    clock.advance(1);
  });

  it("delivers all messages of one turn in the next one", async () => {
    await using bus = new MemoryHub().connect();
    const received: string[] = [];
    bus.subscribe("s", (message) => {
      received.push(message.data.toString());
      if (received.length === 1) bus.publish("s", Buffer.from("answer"));
    });
    bus.publish("s", Buffer.from("1"));
    bus.publish("s", Buffer.from("2"));
    await nextTurn();
    expect(received).toEqual(["1", "2"]);
    await nextTurn();
    expect(received).toEqual(["1", "2", "answer"]);
  });

  it("lets I/O have its turn within a flood", async () => {
    const bus = new MemoryHub().connect();
    let received = 0;
    bus.subscribe("s", () => (received += 1));
    for (let number = 0; number < 5_000; number += 1) bus.publish("s", Buffer.from("x"));
    await nextTurn();
    expect(received).toBeLessThan(2_000);
    await bus[Symbol.asyncDispose]();
    expect(received).toBe(5_000);
  });

  it("bounds the requests of one connection", async () => {
    await using bus = new MemoryHub({ limits: { pendingRequestsMax: 1 } }).connect();
    bus.subscribe("s", () => {});
    const first = expect(bus.request("s", Buffer.from(""), { timeoutMs: 20 })).rejects.toMatchObject({ code: "DeadlineExceeded" });
    await expect(bus.request("s", Buffer.from(""), { timeoutMs: 20 })).rejects.toMatchObject({ code: "ServiceUnavailable" });
    await first;
  });

  it("tells of a handler that throws", async () => {
    const failures: string[] = [];
    await using bus = new MemoryHub({ onHandlerFailure: (error, subject) => failures.push(`${subject}: ${String(error)}`) }).connect();
    bus.subscribe("s", () => {
      throw new Error("a bug");
    });
    bus.publish("s", Buffer.from(""));
    await nextTurn();
    expect(failures).toEqual(["s: Error: a bug"]);
  });
});
