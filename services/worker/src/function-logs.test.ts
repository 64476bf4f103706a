import { waitFor } from "@mayfly/testkit/wait-for";
import type { ZipEntry } from "@mayfly/testkit/zip-of";
import { expect, test } from "vitest";
import { callbackLogSink } from "./ports/function-log-sink.ts";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness, type Answered } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

/** Invokes a function once and gives back its whole log after the environment's end. */
async function logOf(
  files: Readonly<Record<string, ZipEntry>>,
  spec: Parameters<WorkerHarness["placed"]>[1] = {},
): Promise<{ lines: readonly string[]; answer: Answered }> {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    {},
    callbackLogSink((_stream, more) => void lines.push(...more)),
  );
  const answer = await harness.invoke(await harness.placed(files, spec));
  await harness.worker[Symbol.asyncDispose]();
  return { lines, answer };
}

function parsed(lines: readonly string[]): unknown[] {
  return lines.map((line): unknown => JSON.parse(line));
}

const talker = { "index.js": "exports.handler = async () => { console.debug('quiet'); console.warn('loud', { a: 1 }); return 1; }" };
const json = { log_format: "JSON", application_log_level: "INFO", system_log_level: "INFO" } as const;

test("a log of JSON lines has the platform's and the function's lines as AWS shapes them", async () => {
  const { lines, answer } = await logOf(talker, json);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(parsed(lines)).toEqual([
    { time, type: "platform.initStart", record: expect.objectContaining({ initializationType: "on-demand", phase: "init" }) },
    { time, type: "platform.start", record: { requestId: answer.requestId, version: "$LATEST" } },
    { timestamp: time, level: "WARN", requestId: answer.requestId, message: "loud { a: 1 }" },
    { time, type: "platform.report", record: expect.objectContaining({ requestId: answer.requestId, status: "success" }) },
  ]);
});

test("the two levels choose what of the platform and of the function is logged", async () => {
  const { lines: all } = await logOf(talker, { ...json, application_log_level: "DEBUG", system_log_level: "DEBUG" });
  expect(parsed(all).map((line) => (line as { type?: string; message?: string }).type ?? (line as { message?: string }).message)).toEqual([
    ...["platform.initStart", "platform.initRuntimeDone", "platform.initReport", "platform.start"],
    ...["quiet", "loud { a: 1 }", "platform.runtimeDone", "platform.report"],
  ]);
  const { lines: few } = await logOf(talker, { ...json, application_log_level: "FATAL", system_log_level: "WARN" });
  expect(few).toEqual([]);
});

test("a failure is in the platform's lines of a JSON log", async () => {
  const { lines, answer } = await logOf({ "index.js": "exports.handler = async () => process.exit(3)" }, json);
  const failed = { requestId: answer.requestId, status: "error", errorType: "Runtime.ExitError" };
  expect(parsed(lines).slice(-2)).toEqual([
    expect.objectContaining({ type: "platform.runtimeDone", record: expect.objectContaining(failed) }),
    expect.objectContaining({ type: "platform.report", record: expect.objectContaining(failed) }),
  ]);
});

test("an init phase that fails has a line of its own", async () => {
  const { lines } = await logOf({ "index.js": "process.exit(4)" });
  expect(lines.find((line) => line.startsWith("INIT_REPORT"))).toMatch(
    /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError$/,
  );
});

test("a shell bootstrap writes to its log by every name that outputs have", async () => {
  const names = ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2", "/proc/self/fd/1", "/proc/self/fd/2"];
  const script = ["#!/bin/sh", ...names.map((name) => `echo "by ${name}" >${name}`), "echo plain", "echo error >&2", "printf unfinished", "exit 1", ""].join(
    "\n",
  );
  const { lines } = await logOf({ bootstrap: { content: script, mode: 0o755 } }, { runtime: "provided.al2023" });
  expect(lines).toEqual(expect.arrayContaining([...names.map((name) => `by ${name}`), "plain", "error", "unfinished"]));
});

const many = "for (let count = 0; count < 20000; count++) require('node:fs').writeSync(1, `line ${count}\\n`);";

test.each([
  ["is killed at its timeout", `${many} for (;;) {}`],
  ["kills itself", `${many} process.kill(process.pid, "SIGKILL");`],
])("nothing of what a function wrote is lost when it %s", async (_how, body) => {
  const { lines, answer } = await logOf({ "index.js": `exports.handler = async () => { ${body} }` }, { timeout_seconds: 3 });
  expect(answer.functionError).toBe("Unhandled");
  expect(lines.filter((line) => line.startsWith("line "))).toEqual(Array.from({ length: 20_000 }, (_, count) => `line ${count}`));
});

test("nothing of what a function writes up to the moment it is frozen is lost", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    { freezeAfterMs: 50 },
    callbackLogSink((_stream, more) => void lines.push(...more)),
  );
  const code = `let count = 0; setInterval(() => process.stdout.write("tick " + count++ + "\\n"), 1); exports.handler = async () => { console.log("invoked"); };`;
  const placed = await harness.placed({ "index.js": code });
  await harness.invoke(placed);
  await waitFor(() => harness.stateOf(placed) === "frozen", { what: "the environment to be frozen" });
  await harness.invoke(placed);
  const ticks = lines.filter((line) => line.startsWith("tick "));
  expect(ticks.length).toBeGreaterThan(10);
  expect(ticks).toEqual(ticks.map((_, count) => `tick ${count}`));
});

test("the log tail is AWS's, with the init duration on the first invocation only", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
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

test("functions' lines reach the log sink with those of the platform", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    {},
    callbackLogSink((_stream, written) => lines.push(...written)),
  );
  const placed = await harness.placed({ "index.js": "exports.handler = async () => { console.log('one'); process.stdout.write('two\\nthree\\n'); }" });
  await harness.invoke(placed);
  await waitFor(() => lines.length === 7, { what: "all lines" });
  expect(lines[0]).toMatch(/^INIT_START Runtime Version: nodejs:24\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/);
  expect(lines.slice(1).map((line) => line.split("\t").at(-1)?.split(" ")[0])).toEqual(["START", "one", "two", "three", "END", ""]);
});
