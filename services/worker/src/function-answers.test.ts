import { expect, test } from "vitest";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

test("a warm answer without log tail comes in one frame", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => 'x'" });
  const frames: number[] = [];
  for (let count = 0; count < 20; count += 1) frames.push((await harness.invoke(placed)).frames);
  // Now and then an invocation is under way when those that take longer are told that they were accepted.
  expect(frames.filter((each) => each === 1).length).toBeGreaterThan(10);
});

test("an answer that is too large is refused, and the environment survives", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => 'x'.repeat(e.size)" }, { memory_mib: 512 });
  const answer = await harness.invoke(placed, { event: '{"size":6291555}' });
  expect(answer.payload).toBe(
    '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
  );
  expect(answer).toMatchObject({ functionError: "Unhandled", done: { reusable: true } });
  expect((await harness.invoke(placed, { event: '{"size":6291554}' })).payload).toHaveLength(6_291_556);
});

test("an event of 6 MB arrives whole", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => e.length" }, { memory_mib: 512 });
  expect((await harness.invoke(placed, { event: JSON.stringify("x".repeat(6 * 1024 * 1024 - 2)) })).payload).toBe(String(6 * 1024 * 1024 - 2));
});

test("a streamed answer comes in pieces and may fail midway", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
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
  await using harness = await WorkerHarness.start(installed().driver);
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

test("a stream of more than 200 MiB is cut and fails, and the environment survives", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const code =
    "exports.handler = awslambda.streamifyResponse(async (event, stream) => { const piece = Buffer.alloc(1024 * 1024); for (let i = 0; i < event.mib; i++) if (!stream.write(piece)) await new Promise((r) => stream.once('drain', r)); stream.end('!'); })";
  const spec = await harness.spec({ "index.js": code }, { memory_mib: 512, timeout_seconds: 30 });
  const placed = await harness.place(spec);
  const cut = await harness.invoke(placed, { stream: true, countOnly: true, event: '{"mib":200}' });
  expect(cut.end).toMatchObject({ function_error: "Unhandled", stream_error_type: "Function.ResponseSizeTooLarge" });
  expect(Number(cut.payload)).toBe(200 * 1024 * 1024);
  // On a slow machine that took longer than the lease of a holder without heartbeats lasts.
  const again = await harness.place(spec, { environmentId: placed.environmentId });
  expect(await harness.invoke(again, { stream: true, event: '{"mib":0}' })).toMatchObject({ payload: "!", functionError: "" });
});

test("the trace header of the invocation is in the environment", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed({ "index.js": "exports.handler = async () => process.env._X_AMZN_TRACE_ID ?? 'none'" });
  expect((await harness.invoke(placed, { traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" })).payload).toBe(
    '"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"',
  );
  expect((await harness.invoke(placed)).payload).toBe('"none"');
});
