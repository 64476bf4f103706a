import { silentLogger } from "@mayfly/telemetry/logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import { WorkerHarness } from "./worker-harness.test-support.ts";
const q = (xs: number[], p: number) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length * p)]?.toFixed(3);
await using state = await temporaryDirectory();
await using driver = await createBubblewrapDriver({ stateDirectory: state.path, bubblewrapPath: "/usr/bin/bwrap", logger: silentLogger });
for (const sink of [undefined, { enabled: true, write() {} }]) {
  await using harness = await WorkerHarness.start(driver, { poolSandboxes: 0 }, sink);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => e" });
  const times: number[] = [], dur: number[] = [];
  for (let i = 0; i < 500; i++) await harness.invoke(placed);
  for (let i = 0; i < 3000; i++) { const a = await harness.invoke(placed, { event: '{"a":1}' }); times.push(a.tookMs); dur.push(a.done.duration_ms); }
  console.log("warm over memory bus p50/p95", q(times, .5), q(times, .95), "duration p50/p95", q(dur, .5), q(dur, .95));
  const tail: number[] = [];
  for (let i = 0; i < 500; i++) tail.push((await harness.invoke(placed, { logTail: true })).tookMs);
  console.log("warm with tail", q(tail, .5), q(tail, .95));
  const cold: number[] = [], init: number[] = [];
  const spec = await harness.spec({ "index.js": "exports.handler = async (e) => e" });
  for (let i = 0; i < 25; i++) { const t = performance.now(); const p = await harness.place(spec); await harness.invoke(p); cold.push(performance.now() - t); init.push(p.reply.init_ms); await harness.retire({ environment_ids: [p.environmentId] }); }
  console.log("cold place->answer", q(cold, .5), q(cold, .95), "init", q(init, .5));
}
{
  await using harness = await WorkerHarness.start(driver, { poolSandboxes: 1 });
  const spec = await harness.spec({ "index.js": "exports.handler = async (e) => e" });
  const cold: number[] = [], init: number[] = []; let pre = 0;
  for (let i = 0; i < 40; i++) { await harness.worker.refillPool(); await new Promise((r) => setTimeout(r, 60)); const t = performance.now(); const p = await harness.place(spec); const a = await harness.invoke(p); cold.push(performance.now() - t); init.push(p.reply.init_ms); pre += p.reply.prewarmed ? 1 : 0; await harness.retire({ environment_ids: [p.environmentId] }); }
  console.log("pool place->answer", q(cold, .5), q(cold, .95), "init", q(init, .5), q(init, .95), "prewarmed", pre);
}
{
  await using harness = await WorkerHarness.start(driver, { freezeAfterMs: 5 });
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => e" });
  const t: number[] = [];
  for (let i = 0; i < 100; i++) { await new Promise((r) => setTimeout(r, 30)); if (harness.stateOf(placed) !== "frozen") console.log("not frozen"); t.push((await harness.invoke(placed)).tookMs); }
  console.log("thaw+invoke", q(t, .5), q(t, .95));
}
