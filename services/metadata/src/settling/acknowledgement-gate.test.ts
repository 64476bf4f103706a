import { FakeClock } from "@mayfly/kernel/fake-clock";
import { systemClock } from "@mayfly/kernel/clock";
import { connectRedis, type RedisConnection } from "@mayfly/state-store/redis-connection";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redisState } from "../adapters/redis/redis-state.ts";
import { AcknowledgementGate } from "./acknowledgement-gate.ts";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let connection: RedisConnection;
beforeAll(async () => {
  redis = await startTestRedis();
  connection = await connectRedis({ url: redis.url, clock: systemClock });
});
afterAll(async () => {
  await connection[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

async function openGate(region: string, clock: FakeClock) {
  const { registry } = redisState(connection);
  const gate = await AcknowledgementGate.open({ region, registry, clock, logger: captureLogger(), silenceMs: 2000, sweepMs: 500 });
  return { registry, gate };
}

/** Notes when a promise has settled. */
function watched(promise: Promise<void>): { done: boolean } {
  const note = { done: false };
  void promise.then(() => (note.done = true));
  return note;
}

test("without watchers nobody is waited for", async () => {
  const { gate } = await openGate("eu-west-1", new FakeClock());
  await using _gate = gate;

  await gate.waitFor(7, never);

  expect(gate.watchers).toBe(0);
});

test("a change passes once the slowest watcher has acknowledged it, and earlier ones pass before", async () => {
  const { gate, registry } = await openGate("eu-west-2", new FakeClock());
  await using _gate = gate;
  await registry.report("eu-west-2", { watcherId: "quick", acknowledged: 9, mark: "1" });
  await registry.report("eu-west-2", { watcherId: "slow", acknowledged: 4, mark: "1" });
  const early = gate.waitFor(4, never);
  const late = watched(gate.waitFor(5, never));

  await early;
  const passedTooSoon = late.done;
  await registry.report("eu-west-2", { watcherId: "slow", acknowledged: 5, mark: "2" });

  await waitFor(() => late.done, { what: "the acknowledged change" });
  expect(passedTooSoon).toBe(false);
});

test("a watcher is dropped after 2 seconds of silence, and not before", async () => {
  const clock = new FakeClock();
  const { gate, registry } = await openGate("eu-west-3", clock);
  await using _gate = gate;
  await registry.report("eu-west-3", { watcherId: "silent", acknowledged: 0, mark: "1" });
  await waitFor(() => gate.watchers === 1, { what: "the watcher to be seen" });
  const passed = watched(gate.waitFor(1, never));

  clock.advance(1999);
  gate.refresh();
  await gate.waitFor(0, never); // a look at the registry has been made at 1,999 ms
  const passedTooSoon = passed.done;
  clock.advance(1);
  gate.refresh();

  await waitFor(() => passed.done, { what: "the silent watcher to be dropped" });
  expect(passedTooSoon).toBe(false);
  expect(await registry.list("eu-west-3")).toEqual([]);
});

test("a heartbeat that acknowledges nothing new keeps a watcher", async () => {
  const clock = new FakeClock();
  const { gate, registry } = await openGate("eu-north-1", clock);
  await using _gate = gate;
  for (let beat = 0; beat < 5; beat += 1) {
    await registry.report("eu-north-1", { watcherId: "alive", acknowledged: 3, mark: String(beat) });
    await gate.waitFor(3, never);
    clock.advance(1500);
  }

  await gate.waitFor(3, never);

  expect(await registry.list("eu-north-1")).toHaveLength(1);
});

test("an abort ends the wait", async () => {
  const { gate, registry } = await openGate("eu-south-1", new FakeClock());
  await using _gate = gate;
  await registry.report("eu-south-1", { watcherId: "slow", acknowledged: 0, mark: "1" });
  const abort = new AbortController();
  const waiting = gate.waitFor(1, abort.signal);

  abort.abort();

  await expect(waiting).resolves.toBeUndefined();
});
