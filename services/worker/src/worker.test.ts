import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory, type TemporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import { findServer } from "@mayfly/servers/find-server";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Environment } from "./environment/environment.ts";
import { LeaseHolders } from "./agent/holders.ts";
import { callbackLogSink } from "./ports/function-log-sink.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

let driver: SandboxDriver;
let state: TemporaryDirectory;
beforeAll(async () => {
  state = await temporaryDirectory();
  const bubblewrap = await findServer("bwrap");
  driver = await createBubblewrapDriver({
    stateDirectory: state.path,
    bubblewrapPath: bubblewrap.path,
    bubblewrapEnvironment: bubblewrap.environment,
    logger: captureLogger(),
  });
});
afterAll(async () => {
  await driver[Symbol.asyncDispose]();
  await state[Symbol.asyncDispose]();
});

test("a placed function answers, and its environment serves again", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "let calls = 0; exports.handler = async (event) => ({ hello: event.name, calls: ++calls })" });
  expect(JSON.parse((await harness.invoke(placed, { event: '{"name":"Ada"}' })).payload)).toEqual({ hello: "Ada", calls: 1 });
  const again = await harness.invoke(placed, { event: '{"name":"Bo"}' });
  expect(JSON.parse(again.payload)).toEqual({ hello: "Bo", calls: 2 });
  expect(again).toMatchObject({ functionError: "", contentType: "application/json", done: { reusable: true, init_ms: 0 } });
});

test("a warm answer without log tail comes in one frame", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 'x'" });
  const frames: number[] = [];
  for (let count = 0; count < 20; count += 1) frames.push((await harness.invoke(placed)).frames);
  // Now and then an invocation is under way when those that take longer are told that they were accepted.
  expect(frames.filter((each) => each === 1).length).toBeGreaterThan(10);
});

test("the log tail is AWS's, with the init duration on the first invocation only", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({
    "index.js": "console.log('loading'); exports.handler = async () => { console.log('hello'); process.stdout.write('raw\\n'); }",
  });
  const cold = await harness.invoke(placed, { logTail: true });
  const lines = cold.logTail.split("\n");
  expect(lines[0]).toMatch(/^\S+\tundefined\tINFO\tloading$/);
  expect(lines[1]).toBe(`START RequestId: ${cold.requestId} Version: $LATEST`);
  expect(lines[2]).toMatch(new RegExp(`^\\d{4}-\\S+Z\\t${cold.requestId}\\tINFO\\thello$`));
  expect(lines[3]).toBe("raw");
  expect(lines[4]).toBe(`END RequestId: ${cold.requestId}`);
  expect(lines[5]).toMatch(
    new RegExp(
      `^REPORT RequestId: ${cold.requestId}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: [1-9]\\d* MB\\tInit Duration: [\\d.]+ ms\\t$`,
    ),
  );
  expect(lines.slice(6)).toEqual([""]);
  const warm = await harness.invoke(placed, { logTail: true });
  expect(warm.logTail).toMatch(/^START RequestId: [^]*\thello\nraw\nEND RequestId: [^]*Max Memory Used: \d+ MB\t\n$/);
  expect(cold.done).toMatchObject({ init_ms: expect.any(Number), billed_ms: expect.any(Number) });
  expect(cold.done.billed_ms).toBe(Math.ceil(cold.done.duration_ms + cold.done.init_ms));
});

test("an idle environment freezes, and the next invocation thaws it", async () => {
  await using harness = await WorkerHarness.start(driver, { freezeAfterMs: 30 });
  const placed = await harness.placed({ "index.js": "let ticks = 0; setInterval(() => ticks++, 1); exports.handler = async () => ticks" });
  await harness.invoke(placed);
  await waitFor(() => harness.stateOf(placed) === "frozen", { what: "the environment to freeze" });
  expect(Number((await harness.invoke(placed)).payload)).toBeLessThan(200);
  expect((await harness.invoke(placed)).refused).toBe("");
});

test("a timeout is answered at its time, kills the process and ends the environment", async () => {
  await using harness = await WorkerHarness.start(driver);
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
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": `exports.handler = async () => { ${code}; await new Promise((r) => setTimeout(r, 2000)); }` });
  const answer = await harness.invoke(placed, { logTail: true });
  expect(answer.payload).toBe(`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${answer.requestId} Error: ${phrase}"}`);
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: false } });
  expect(answer.logTail).toContain(`RequestId: ${answer.requestId} Error: ${phrase}\nRuntime.ExitError\n`);
});

test("a function beyond its memory is killed and told so", async () => {
  await using harness = await WorkerHarness.start(driver);
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
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => { if (e.fail) throw new RangeError('boom'); return 'fine'; }" });
  const failed = await harness.invoke(placed, { event: '{"fail":true}' });
  expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "RangeError", errorMessage: "boom" });
  expect(failed).toMatchObject({ functionError: "Unhandled", done: { reusable: true } });
  expect((await harness.invoke(placed)).payload).toBe('"fine"');
});

test("an uncaught exception is the answer, and the environment ends", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({
    "index.js": "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 1); return new Promise(() => {}); }",
  });
  const answer = await harness.invoke(placed);
  expect(JSON.parse(answer.payload)).toMatchObject({ errorType: "Error", errorMessage: "late" });
  expect(answer.done.reusable).toBe(false);
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
});

test("an answer that is too large is refused, and the environment survives", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => 'x'.repeat(e.size)" }, { memory_mib: 512 });
  const answer = await harness.invoke(placed, { event: '{"size":6291555}' });
  expect(answer.payload).toBe(
    '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
  );
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: true } });
  expect((await harness.invoke(placed, { event: '{"size":6291554}' })).payload).toHaveLength(6_291_556);
});

test("an event of 6 MB arrives whole", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => e.length" }, { memory_mib: 512 });
  expect((await harness.invoke(placed, { event: JSON.stringify("x".repeat(6 * 1024 * 1024 - 2)) })).payload).toBe(String(6 * 1024 * 1024 - 2));
});

test.each([
  ["a syntax error", "exports.handler = async () => {", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
  ["a missing handler", "exports.other = 1", "Runtime.HandlerNotFound", /^index\.handler is undefined or not exported$/],
  ["an exit while loading", "process.exit(4)", "Runtime.ExitError", /^RequestId: \S+ Error: Runtime exited with error: exit status 4$/],
])("%s does not fail the placement; the first invocation is answered with it", async (_what, code, errorType, message) => {
  await using harness = await WorkerHarness.start(driver, { freezeAfterMs: 10 });
  const placed = await harness.placed({ "index.js": code });
  const answer = await harness.invoke(placed, { logTail: true });
  expect(JSON.parse(answer.payload)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: false } });
  expect(answer.logTail).toMatch(/END RequestId: [^]*REPORT RequestId: /);
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
});

test("an init phase that runs out of time is run again in the function's own time", async () => {
  await using harness = await WorkerHarness.start(driver, { initPhaseMs: 300 });
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

test("an init phase that failed is run again in the first invocation, one that succeeded is not", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    driver,
    {},
    callbackLogSink((_stream, written) => lines.push(...written)),
  );
  const failing = await harness.placed({ "index.js": "process.stdout.write('loading\\n'); throw new TypeError('broken')" });
  await waitFor(() => lines.includes("loading"), { what: "the first init phase" });
  expect(JSON.parse((await harness.invoke(failing)).payload)).toMatchObject({ errorType: "TypeError", errorMessage: "broken" });
  expect(lines.filter((line) => line === "loading")).toHaveLength(2);
  const exiting = await harness.placed({ "index.js": "process.stdout.write('leaving\\n'); process.exit(7)" });
  expect((await harness.invoke(exiting)).payload).toContain("exit status 7");
  expect(lines.filter((line) => line === "leaving")).toHaveLength(2);
  const fine = await harness.placed({ "index.js": "process.stdout.write('fine\\n'); exports.handler = async () => 1" });
  await harness.invoke(fine);
  await harness.invoke(fine);
  expect(lines.filter((line) => line === "fine")).toHaveLength(1);
});

test("an invocation of any other epoch than the environment's is fenced", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 1" });
  expect((await harness.invoke(placed, { leaseId: "other" })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed, { epoch: placed.epoch - 1 })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed, { epoch: placed.epoch + 1 })).refused).toBe("LeaseFenced");
  expect((await harness.invoke(placed)).payload).toBe("1");
});

test("a second placement of an environment renews its lease without a start", async () => {
  await using harness = await WorkerHarness.start(driver);
  const spec = await harness.spec({ "index.js": "exports.handler = async () => 1" });
  const first = await harness.place(spec);
  const second = await harness.place(spec, { environmentId: first.environmentId, holderId: "another" });
  expect(second.reply).toMatchObject({ failure_code: "", init_ms: 0 });
  expect((await harness.invoke(first)).refused).toBe("LeaseFenced");
  expect((await harness.invoke(second)).payload).toBe("1");
});

test("the leases of a silent holder end, those of one that is heard do not", async () => {
  const clock = new FakeClock();
  const holders = new LeaseHolders();
  const ended: string[] = [];
  const environment = (holderId: string): Pick<Environment, "lease" | "endLease"> => ({
    lease: { leaseId: "l", epochTerm: 1, epochCounter: 1, holderId, sinceMs: clock.monotonicMs() },
    endLease: () => ended.push(holderId),
  });
  const environments = [environment("silent"), environment("heard")];
  clock.advance(4000);
  holders.heard("heard", clock.monotonicMs());
  clock.advance(1500);
  holders.endSilent(environments, clock.monotonicMs());
  expect(ended).toEqual(["silent"]);
});

test("a busy environment refuses a second invocation", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r(1), 150))" });
  const [first, second] = await Promise.all([harness.invoke(placed), harness.invoke(placed)]);
  expect([first.payload, second.refused]).toEqual(["1", "LeaseFenced"]);
});

test("environments of an older generation retire: idle ones at once, busy ones after their answer", async () => {
  await using harness = await WorkerHarness.start(driver);
  const spec = await harness.spec({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r('old'), 200))" });
  const idle = await harness.place(spec);
  const busy = await harness.place(spec);
  const newer = await harness.place({ ...spec, generation: 2 });
  const answer = harness.invoke(busy);
  await waitFor(() => harness.stateOf(busy) === "busy", { what: "the invocation to run" });
  expect(await harness.retire({ identity: spec.identity, older_than_generation: 2 })).toBe(2);
  expect((await harness.invoke(idle)).refused).toBe("EnvironmentGone");
  expect(await answer).toMatchObject({ payload: '"old"', done: { reusable: false } });
  await waitFor(() => harness.worker.environments === 1, { what: "the old environments to go" });
  expect((await harness.invoke(newer)).payload).toBe('"old"');
});

test("an environment that nobody uses is retired", async () => {
  await using harness = await WorkerHarness.start(driver, { freezeAfterMs: 10, keepAliveMs: 100 });
  await harness.placed({ "index.js": "exports.handler = async () => 1" });
  await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
  await waitFor(() => harness.report?.environments.length === 0, { what: "the report to say so" });
});

test("reports count up and describe every environment", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 1" });
  await waitFor(() => harness.report?.environments[0]?.state === "idle", { what: "the report" });
  expect(harness.report).toMatchObject({ agent_id: harness.agentId, accepting: true, leaving: false });
  expect(harness.report?.environments[0]).toMatchObject({
    environment_id: placed.environmentId,
    lease_id: placed.leaseId,
    holder_id: "holder",
    epoch_term: 1,
    epoch_counter: placed.epoch,
    generation: 1,
    memory_mib: 128,
    identity: { function_name: "greeter" },
  });
});

test("a function from the pool answers like one that was booted for it", async () => {
  await using harness = await WorkerHarness.start(driver, { poolSandboxes: 1 });
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
  await using harness = await WorkerHarness.start(driver, { poolSandboxes: 1 });
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

test("an exec wrapper starts the runtime, and what it exports stays", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed(
    {
      "index.js": "exports.handler = async () => process.env.WRAPPED ?? 'no'",
      wrap: { content: '#!/bin/sh\nexport WRAPPED=yes\nexec "$@" --extra\n', mode: 0o755 },
    },
    { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/wrap", WRAPPED: "from-init" } },
  );
  expect((await harness.invoke(placed)).payload).toBe('"yes"');
  const missing = await harness.placed({ "index.js": "" }, { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/none" } });
  expect((await harness.invoke(missing)).payload).toContain("Error: Runtime exited with error: exit status 127");
});

test("a streamed answer comes in pieces and may fail midway", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed(
    {
      "index.js":
        "exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.setContentType('text/plain'); for (let i = 0; i < 40; i++) stream.write('x'.repeat(100_000)); if (event.fail) throw new TypeError('midway'); stream.end('!'); })",
    },
    { memory_mib: 256 },
  );
  const whole = await harness.invoke(placed, { stream: true });
  expect(whole).toMatchObject({ contentType: "text/plain", functionError: "", done: { reusable: true } });
  expect(whole.payload).toBe(`${"x".repeat(4_000_000)}!`);
  const failed = await harness.invoke(placed, { stream: true, event: '{"fail":1}' });
  expect(failed.end).toMatchObject({ function_error: "Unhandled", stream_error_type: "TypeError" });
  expect(JSON.parse(failed.end?.stream_error_body ?? "")).toMatchObject({ errorMessage: "midway" });
});

test("an invoker that wants no stream gets a streaming function's answer whole, as far as AWS's limit", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed(
    {
      "index.js":
        "let calls = 0; exports.handler = awslambda.streamifyResponse(async (event, stream) => { calls++; for (let i = 0; i < event.times; i++) stream.write('x'.repeat(100_000)); if (event.fail) throw new TypeError('midway'); stream.end(String(calls)); })",
    },
    { memory_mib: 256 },
  );
  expect((await harness.invoke(placed, { event: '{"times":40}' })).payload).toBe(`${"x".repeat(4_000_000)}1`);
  const tooLarge = await harness.invoke(placed, { event: '{"times":63}' });
  expect(JSON.parse(tooLarge.payload)).toMatchObject({ errorType: "Function.ResponseSizeTooLarge" });
  expect(tooLarge).toMatchObject({ functionError: "Unhandled", done: { reusable: true } });
  const failed = await harness.invoke(placed, { event: '{"times":1,"fail":1}' });
  expect(failed.functionError).toBe("Unhandled");
  expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "TypeError", errorMessage: "midway" });
  expect((await harness.invoke(placed, { event: '{"times":0}' })).payload).toBe("4");
});

test("the trace header of the invocation is in the environment", async () => {
  await using harness = await WorkerHarness.start(driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => process.env._X_AMZN_TRACE_ID ?? 'none'" });
  expect((await harness.invoke(placed, { traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" })).payload).toBe(
    '"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"',
  );
  expect((await harness.invoke(placed)).payload).toBe('"none"');
});

test("a version is prepared, or told why it cannot be", async () => {
  await using harness = await WorkerHarness.start(driver);
  const spec = await harness.spec({ "index.js": "" });
  expect(await harness.prepare(spec)).toEqual({ failure_code: "", failure_reason: "" });
  expect(await harness.prepare({ ...spec, runtime: "nodejs4.3" })).toEqual({
    failure_code: "InvalidRuntime",
    failure_reason: "The runtime nodejs4.3 is not one that this Mayfly can run.",
  });
  expect(await harness.prepare({ ...spec, code: { sha256: "0".repeat(64), size_bytes: 1 } })).toMatchObject({ failure_code: "InternalError" });
});

test("a package whose bytes are not what its name says is not run", async () => {
  await using harness = await WorkerHarness.start(driver);
  const spec = await harness.spec({ "index.js": "" });
  harness.archives.set(spec.code?.sha256 ?? "", Buffer.from("other"));
  expect((await harness.place(spec)).reply).toMatchObject({ failure_code: "Service", failure_message: "The function's deployment package is damaged." });
});

test("a worker without memory refuses", async () => {
  await using harness = await WorkerHarness.start(driver, { memoryMib: 200 });
  await harness.placed({ "index.js": "exports.handler = async () => 1" });
  expect((await harness.place(await harness.spec({ "index.js": "" }))).reply).toMatchObject({
    failure_code: "ServiceUnavailable",
    failure_message: "The worker has no memory left for this environment.",
  });
});

test("functions' lines reach the log sink with those of the platform", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    driver,
    {},
    callbackLogSink((_stream, written) => lines.push(...written)),
  );
  const placed = await harness.placed({ "index.js": "exports.handler = async () => { console.log('one'); process.stdout.write('two\\nthree\\n'); }" });
  await harness.invoke(placed);
  await waitFor(() => lines.length === 7, { what: "all lines" });
  expect(lines[0]).toMatch(/^INIT_START Runtime Version: nodejs:24\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/);
  expect(lines.slice(1).map((line) => line.split("\t").at(-1)?.split(" ")[0])).toEqual(["START", "one", "two", "three", "END", ""]);
});

test("a worker reports at once when a scheduler starts", async () => {
  await using harness = await WorkerHarness.start(driver);
  await waitFor(() => harness.report !== undefined, { what: "the first report" });
  const before = Number(harness.report?.report_number);
  harness.askForReport();
  await waitFor(() => Number(harness.report?.report_number) > before, { what: "another report", deadlineMs: 500 });
});

test("a stopping worker finishes what runs, takes nothing new and leaves nothing", async () => {
  const harness = await WorkerHarness.start(driver, { poolSandboxes: 1 });
  const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise((r) => setTimeout(() => r('finished'), 300))" });
  const running = harness.invoke(placed);
  await waitFor(() => harness.stateOf(placed) === "busy", { what: "the invocation to run" });
  const stopped = harness.worker[Symbol.asyncDispose]();
  expect((await harness.place(await harness.spec({ "index.js": "" }))).reply.failure_code).toBe("ServiceUnavailable");
  expect((await running).payload).toBe('"finished"');
  await stopped;
  expect([harness.worker.environments, harness.worker.prewarmed]).toEqual([0, 0]);
  expect(harness.report).toMatchObject({ accepting: false, leaving: true, environments: [] });
  await harness[Symbol.asyncDispose]();
});

test.each(["provided.al2023", "provided.al2"])("%s runs the function's own bootstrap over the Runtime API", async (runtime) => {
  await using harness = await WorkerHarness.start(driver);
  const bootstrap = `#!/usr/bin/perl
use IO::Socket::INET;
my ($host, $port) = split /:/, $ENV{AWS_LAMBDA_RUNTIME_API};
sub call {
  my ($method, $path, $body) = @_;
  my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "connect: $!";
  print $s "$method /2018-06-01/runtime/$path HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\nContent-Length: " . length($body) . "\\r\\n\\r\\n$body";
  local $/; my $answer = <$s>; return split /\\r\\n\\r\\n/, $answer, 2;
}
while (1) {
  my ($head, $event) = call("GET", "invocation/next", "");
  my ($id) = $head =~ /lambda-runtime-aws-request-id: (\\S+)/i;
  if ($event =~ /fail/) { call("POST", "invocation/$id/error", '{"errorType":"My.Error","errorMessage":"told"}'); next; }
  my ($wrong) = call("POST", "invocation/other/response", "1");
  call("POST", "invocation/$id/response", "{\\"event\\":$event,\\"wrong\\":\\"" . ($wrong =~ /HTTP\\/1.1 (\\d+)/)[0] . "\\"}");
}
`;
  const placed = await harness.placed({ bootstrap: { content: bootstrap, mode: 0o755 } }, { runtime });
  expect(JSON.parse((await harness.invoke(placed, { event: '{"a":1}' })).payload)).toEqual({ event: { a: 1 }, wrong: "400" });
  expect(await harness.invoke(placed, { event: '"fail"' })).toMatchObject({
    payload: '{"errorType":"My.Error","errorMessage":"told"}',
    functionError: "Unhandled",
    done: { reusable: true },
  });
  const none = await harness.placed({ other: "" }, { runtime });
  expect((await harness.invoke(none)).payload).toMatch(
    /"Runtime.InvalidEntrypoint","errorMessage":"RequestId: \S+ Error: Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]"/,
  );
});
