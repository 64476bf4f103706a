import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import type { TelemetryRequest } from "./telemetry-request.ts";
import type { TelemetrySender } from "./telemetry-sender.ts";
import { TelemetryMemory, TelemetrySubscription } from "./telemetry-subscription.ts";

const request: TelemetryRequest = {
  api: "telemetry",
  schemaVersion: "2022-07-01",
  types: ["function"],
  destination: { protocol: "TCP", port: 1 },
  buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 100 },
};

/** A destination of which the test says when a batch has arrived. */
class TestSender implements TelemetrySender {
  readonly batches: (readonly string[])[] = [];
  #arrivals: { resolve: () => void; reject: (error: Error) => void }[] = [];

  send(events: readonly string[]): Promise<void> {
    this.batches.push(events);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#arrivals.push({ resolve, reject });
    return promise;
  }

  async settle(arrives: boolean): Promise<void> {
    const arrival = this.#arrivals.shift();
    if (arrives) arrival?.resolve();
    else arrival?.reject(new Error("refused"));
    await new Promise((resolve) => setImmediate(resolve));
  }

  [Symbol.dispose](): void {}
}

test("events go out together when their time is up, and only those that were subscribed to", () => {
  const [clock, sender] = [new FakeClock(), new TestSender()];
  using subscription = new TelemetrySubscription(request, { sender, clock, memory: new TelemetryMemory() });
  subscription.add("function", "1");
  subscription.add("platform", "2");
  clock.advance(99);
  subscription.add("function", "3");
  expect(sender.batches).toEqual([]);
  clock.advance(1);
  expect(sender.batches).toEqual([["1", "3"]]);
});

test("a full batch goes out at once, and the next only when it has arrived", async () => {
  const [clock, sender] = [new FakeClock(), new TestSender()];
  using subscription = new TelemetrySubscription(request, { sender, clock, memory: new TelemetryMemory() });
  for (let count = 0; count < 1000; count += 1) subscription.add("function", "x");
  subscription.add("function", "later");
  clock.advance(100);
  expect(sender.batches.map((batch) => batch.length)).toEqual([1000]);
  await sender.settle(true);
  expect(sender.batches.at(-1)).toEqual(["later"]);
});

test("a batch that did not arrive is sent again", async () => {
  const [clock, sender] = [new FakeClock(), new TestSender()];
  using subscription = new TelemetrySubscription(request, { sender, clock, memory: new TelemetryMemory() });
  subscription.add("function", "once");
  clock.advance(100);
  await sender.settle(false);
  clock.advance(50);
  await new Promise((resolve) => setImmediate(resolve));
  expect(sender.batches).toEqual([["once"], ["once"]]);
});

test("a subscriber that takes nothing makes the platform keep a bounded number of bytes, and learns what it missed", async () => {
  const [clock, sender] = [new FakeClock(), new TestSender()];
  using subscription = new TelemetrySubscription(request, { sender, clock, memory: new TelemetryMemory() });
  const event = `"${"x".repeat(65_534)}"`;
  for (let count = 0; count < 4; count += 1) subscription.add("function", event);
  // The first batch is under way; two times 256 KiB may wait.
  for (let count = 0; count < 11; count += 1) subscription.add("function", event);
  await sender.settle(true);
  const last = sender.batches.at(-1) ?? [];
  expect(last).toHaveLength(9);
  expect(JSON.parse(last[8] ?? "")).toMatchObject({ type: "platform.logsDropped", record: { droppedRecords: 3, droppedBytes: 3 * 65_536 } });
});

test("everything there is goes out on demand", async () => {
  const [clock, sender] = [new FakeClock(), new TestSender()];
  using subscription = new TelemetrySubscription(request, { sender, clock, memory: new TelemetryMemory() });
  subscription.add("function", "1");
  const flushed = subscription.flush();
  expect(sender.batches).toEqual([["1"]]);
  await sender.settle(true);
  await flushed;
});

test("all subscriptions of an agent together hold 64 MiB at most, and what one has delivered others may hold", async () => {
  const [clock, memory] = [new FakeClock(), new TelemetryMemory()];
  const event = `"${"x".repeat(65_534)}"`;
  await using subscriptions = new AsyncDisposableStack();
  const open = (): [TestSender, TelemetrySubscription] => {
    const sender = new TestSender();
    return [sender, subscriptions.use(new TelemetrySubscription(request, { sender, clock, memory }))];
  };
  const senders = Array.from({ length: 128 }, () => {
    const [sender, subscription] = open();
    for (let count = 0; count < 8; count += 1) subscription.add("function", event);
    return sender;
  });
  const [late, last] = open();
  for (let count = 0; count < 4; count += 1) last.add("function", event);
  expect(late.batches).toEqual([]);
  await senders[0]?.settle(true);
  for (let count = 0; count < 4; count += 1) last.add("function", event);
  expect(late.batches[0]?.slice(0, -1)).toHaveLength(4);
});
