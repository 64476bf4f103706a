import { appendFile, glob } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { callbackLogSink } from "./ports/function-log-sink.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

test("a timeout is answered at its time, kills the process and ends the environment", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed(
    { "index.js": "exports.handler = async () => { console.log('waiting'); await new Promise(() => setInterval(() => {}, 1000)); }" },
    { timeout_seconds: 1 },
  );
  const answer = await harness.invoke(placed, { logTail: true });
  expect(answer.payload).toBe(`{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${answer.requestId} Error: Task timed out after 1.00 seconds"}`);
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: false } });
  expect(answer.tookMs).toBeGreaterThanOrEqual(1000);
  expect(answer.tookMs).toBeLessThan(1500);
  expect(answer.logTail).toMatch(/\twaiting\n[^]* Task timed out after 1\.00 seconds\n\nEND /);
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
  expect((await harness.invoke(placed)).refused).toBe("EnvironmentGone");
});

test.each([
  ["process.exit(0)", "Runtime exited without providing a reason"],
  ["process.exit(3)", "Runtime exited with error: exit status 3"],
  ["process.kill(process.pid, 'SIGKILL')", "Runtime exited with error: signal: killed"],
  ["process.abort()", "Runtime exited with error: signal: aborted"],
])("a handler that does %s is answered as AWS does", async (code, phrase) => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": `exports.handler = async () => { ${code}; await new Promise((r) => setTimeout(r, 2000)); }` });
  const answer = await harness.invoke(placed, { logTail: true });
  expect(answer.payload).toBe(`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${answer.requestId} Error: ${phrase}"}`);
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: false } });
  expect(answer.logTail).toContain(`RequestId: ${answer.requestId} Error: ${phrase}\nRuntime.ExitError\n`);
});

test("a function beyond its memory is killed and told so", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({
    "index.js":
      "const kept = []; exports.handler = async () => { for (let i = 0; i < 60; i++) kept.push(Buffer.alloc(10 * 1024 * 1024, 1)); return kept.length; }",
  });
  const answer = await harness.invoke(placed);
  expect(answer.payload).toBe(
    `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${answer.requestId} Error: Runtime exited with error: signal: killed"}`,
  );
  expect(answer.done.memory_max_mib).toBeGreaterThanOrEqual(120);
});

test("a function error is an answer, and the environment stays", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => { if (e.fail) throw new RangeError('boom'); return 'fine'; }" });
  const failed = await harness.invoke(placed, { event: '{"fail":true}' });
  expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "RangeError", errorMessage: "boom" });
  expect(failed).toMatchObject({ functionError: "Unhandled", done: { reusable: true } });
  expect((await harness.invoke(placed)).payload).toBe('"fine"');
});

test("an uncaught exception is the answer, and the environment ends", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({
    "index.js": "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 1); return new Promise(() => {}); }",
  });
  const answer = await harness.invoke(placed);
  expect(JSON.parse(answer.payload)).toMatchObject({ errorType: "Error", errorMessage: "late" });
  expect(answer.done.reusable).toBe(false);
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
});

test("the status that AWS's Node client ends with after an uncaught exception is told as a status, other deaths as signals", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = () => process.exit(129)" });
  expect((await harness.invoke(placed)).payload).toContain("Runtime exited with error: exit status 129");
  const next = await harness.placed({ "index.js": "exports.handler = () => new Promise(() => process.kill(process.pid, 'SIGTERM'))" });
  expect((await harness.invoke(next)).payload).toContain("Runtime exited with error: signal: terminated");
});

test.each([
  ["a syntax error", "exports.handler = async () => {", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
  ["a missing handler", "exports.other = 1", "Runtime.HandlerNotFound", /^index\.handler is undefined or not exported$/],
  ["an exit while loading", "process.exit(4)", "Runtime.ExitError", /^RequestId: \S+ Error: Runtime exited with error: exit status 4$/],
])("%s does not fail the placement; the first invocation is answered with it", async (_what, code, errorType, message) => {
  await using harness = await WorkerHarness.start(installed().driver, { freezeAfterMs: 10 });
  const placed = await harness.placed({ "index.js": code });
  const answer = await harness.invoke(placed, { logTail: true });
  expect(JSON.parse(answer.payload)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: false } });
  expect(answer.logTail).toMatch(/END RequestId: [^]*REPORT RequestId: /);
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
});

test("an init phase that runs out of time is run again in the function's own time", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { initPhaseMs: 300 });
  const placed = await harness.placed({ "index.mjs": "await new Promise((r) => setTimeout(r, 600)); export const handler = async () => 'late but here'" });
  const answer = await harness.invoke(placed);
  expect(answer).toMatchObject({ payload: '"late but here"', done: { init_ms: 0, reusable: true } });
  expect(answer.done.duration_ms).toBeGreaterThan(600);
  const slow = await harness.placed(
    { "index.mjs": "await new Promise((r) => setTimeout(r, 5000)); export const handler = async () => 1" },
    { timeout_seconds: 1 },
  );
  const timedOut = await harness.invoke(slow);
  expect(JSON.parse(timedOut.payload)).toMatchObject({ errorType: "Sandbox.Timedout" });
});

test("an init phase that is run again keeps code that was fetched anew, because the first copy had been damaged", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { initPhaseMs: 200, codeCacheBytesMax: 1 });
  const spec = await harness.spec({
    "index.mjs": "await new Promise((resolve) => setTimeout(resolve, 600)); export const handler = async (event) => (await import('./' + event.file)).default;",
    "a.mjs": "export default 'a';",
    "b.mjs": "export default 'b';",
  });
  const placed = await harness.place({ ...spec, timeout_seconds: 20 });
  const [code = ""] = await Array.fromAsync(glob(join(harness.dataDirectory, "cache/code/*/*/*/index.mjs")));
  await appendFile(code, "// damaged");
  const other = await harness.place(spec);
  await harness.retire({ environment_ids: [other.environmentId] });
  await waitFor(() => harness.worker.environments === 1, { what: "the other environment to go" });

  expect((await harness.invoke(placed, { event: '{"file":"a.mjs"}' })).payload).toBe('"a"');
  // Makes room for its own code by everything that nobody uses.
  await harness.placed({ "index.js": "exports.handler = async () => 3" });
  expect((await harness.invoke(placed, { event: '{"file":"b.mjs"}' })).payload).toBe('"b"');
});

test("an init phase that failed is run again in the first invocation, one that succeeded is not", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    {},
    callbackLogSink((_stream, written) => lines.push(...written)),
  );
  const failing = await harness.placed({ "index.js": "process.stdout.write('loading\\n'); throw new TypeError('broken')" });
  await waitFor(() => lines.includes("loading"), { what: "the first init phase" });
  expect(JSON.parse((await harness.invoke(failing)).payload)).toMatchObject({ errorType: "TypeError", errorMessage: "broken" });
  expect(lines.filter((line) => line === "loading")).toHaveLength(2);
  const exiting = await harness.placed({ "index.js": "process.stdout.write('leaving\\n'); process.exit(7)" });
  const left = await harness.invoke(exiting, { logTail: true });
  expect(left.payload).toContain("exit status 7");
  expect(left.logTail).toMatch(/START RequestId: [^]*\nRequestId: \S+ Error: Runtime exited with error: exit status 7\nRuntime\.ExitError\nEND RequestId: /);
  expect(lines.filter((line) => line === "leaving")).toHaveLength(2);
  const fine = await harness.placed({ "index.js": "process.stdout.write('fine\\n'); exports.handler = async () => 1" });
  await harness.invoke(fine);
  await harness.invoke(fine);
  expect(lines.filter((line) => line === "fine")).toHaveLength(1);
});
