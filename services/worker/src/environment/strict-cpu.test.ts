import { expect, test } from "vitest";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness } from "../worker-harness.test-support.ts";

const installed = useInstalledDriver();

test("strict gives a function its memory's part of a processor after init, and all of it during init", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { strictCpu: true });
  const spin = `const spin = (ms) => { const cpu = process.cpuUsage(); const end = performance.now() + ms; while (performance.now() < end); const used = process.cpuUsage(cpu); return (used.user + used.system) / 1000 / ms; };`;
  const placed = await harness.placed({ "index.js": `${spin} const init = spin(200); exports.handler = async () => ({ init, invoke: spin(1000) });` });
  const { init, invoke } = JSON.parse((await harness.invoke(placed)).payload) as { init: number; invoke: number };

  // 128 MB are 7 % of a processor; what a full period is given before the limit is set, and noise, are allowed for.
  expect(invoke).toBeLessThan(0.15);
  expect(init).toBeGreaterThan(invoke * 2);
});
