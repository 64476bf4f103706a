import { afterAll, beforeAll, expect, test } from "vitest";
import { startInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness, type Placed } from "../worker-harness.test-support.ts";

let installed: Awaited<ReturnType<typeof startInstalledDriver>>;
beforeAll(async () => {
  installed = await startInstalledDriver();
});
afterAll(() => installed[Symbol.asyncDispose]());

const handler = { "index.js": "exports.handler = async () => process.pid" };
const burst = 5;

async function placeAtOnce(harness: WorkerHarness): Promise<readonly Placed[]> {
  const spec = await harness.spec(handler);
  return await Promise.all(Array.from({ length: burst }, () => harness.place(spec)));
}

test("after a burst of placements the next one of its size is served from the pool", async () => {
  await using harness = await WorkerHarness.start(installed.driver, { poolSandboxes: 1 });
  await harness.worker.refillPool();
  const first = await placeAtOnce(harness);
  expect(first.filter(({ reply }) => reply.prewarmed)).toHaveLength(1);

  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(burst);
  const second = await placeAtOnce(harness);
  expect(second.map(({ reply }) => reply.prewarmed)).toEqual(Array.from({ length: burst }, () => true));
  for (const placed of second) expect((await harness.invoke(placed)).functionError).toBe("");
});

test("demand fills the pool no further than its memory budget", async () => {
  await using harness = await WorkerHarness.start(installed.driver, { poolSandboxes: 1, poolMemoryMib: 64 });
  await placeAtOnce(harness);
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(2);
});

test("a pool of size 0 stays empty whatever comes", async () => {
  await using harness = await WorkerHarness.start(installed.driver, { poolSandboxes: 0 });
  await placeAtOnce(harness);
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(0);
});
