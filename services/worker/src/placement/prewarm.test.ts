import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@mayfly/kernel/clock";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { findProcess } from "@mayfly/kernel/process-identity";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { MayflyDoor } from "../door/mayfly-door.ts";
import { WorkerHarness, type Placed } from "../worker-harness.test-support.ts";
import { PrewarmedPool } from "./prewarm.ts";

const installed = useInstalledDriver();

const handler = { "index.js": "exports.handler = async () => process.pid" };
const burst = 5;

async function placeAtOnce(harness: WorkerHarness): Promise<readonly Placed[]> {
  const spec = await harness.spec(handler);
  return await Promise.all(Array.from({ length: burst }, () => harness.place(spec)));
}

test("after a burst of placements the next one of its size is served from the pool", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
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
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1, poolMemoryMib: 64 });
  await placeAtOnce(harness);
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(2);
});

test("a pool of size 0 stays empty whatever comes", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 0 });
  await placeAtOnce(harness);
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(0);
});

test("a function from the pool answers like one that was booted for it", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(1);
  const placed = await harness.placed(
    {
      "index.js":
        "exports.handler = async () => ({ stage: process.env.STAGE, memory: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, cwd: process.cwd(), files: require('fs').readdirSync('.') })",
    },
    { variables: { STAGE: "dev" }, memory_mib: 200 },
  );
  expect(placed.reply.prewarmed).toBe(true);
  expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual({ stage: "dev", memory: "200", cwd: "/var/task", files: ["index.js"] });
  await harness.worker.refillPool();
  expect(harness.worker.prewarmed).toBe(1);
});

test("a function that sets a variable read at process start is booted for itself, with it", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  await harness.worker.refillPool();
  const placed = await harness.placed(
    {
      "index.js":
        "exports.handler = async () => [process.env.TZ, new Date(0).getHours(), process.execArgv.length, require('v8').getHeapStatistics().heap_size_limit > 300e6]",
    },
    { variables: { TZ: "Asia/Tokyo", NODE_OPTIONS: "--max-old-space-size=400" }, memory_mib: 512 },
  );
  expect(placed.reply.prewarmed).toBe(false);
  expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual(["Asia/Tokyo", 9, 1, true]);
});

test("a pool that is disposed of while it fetches a runtime ends the fetch instead of waiting for it", async () => {
  await using directory = await temporaryDirectory();
  const pidFile = join(directory.path, "pid");
  writeFileSync(join(directory.path, "npm"), `#!/bin/sh\necho $$ > ${pidFile}\nexec sleep 170\n`);
  chmodSync(join(directory.path, "npm"), 0o755);
  const path = process.env["PATH"];
  process.env["PATH"] = `${directory.path}:${path}`;
  try {
    const environment = { ...process.env };
    const runtimes = createRuntimeCatalogue({ cacheDirectory: join(directory.path, "cache"), environment, architecture: hostArchitecture() });
    const { driver } = installed();
    using door = new MayflyDoor({ gatewayUrl: () => undefined, metrics: createMetrics() });
    const pool = new PrewarmedPool({ driver, runtimes, logger: silentLogger, clock: systemClock, door, sandboxesPerClass: 1, memoryMib: 64 });
    pool.want("nodejs20.x", 128);
    const refilled = pool.refill();
    const npm = await waitFor(() => Number(readQuietly(pidFile)) || undefined, { what: "npm to start" });

    await pool[Symbol.asyncDispose]();
    await refilled;

    await waitFor(() => findProcess(npm) === undefined, { what: "npm to end" });
  } finally {
    process.env["PATH"] = path;
  }
}, 30_000);

function readQuietly(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
