import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { callbackLogSink } from "../ports/function-log-sink.ts";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness } from "../worker-harness.test-support.ts";
import { extensionScript } from "./extension-script.test-support.ts";

const installed = useInstalledDriver();

interface TelemetryEvent {
  readonly time: string;
  readonly type: string;
  readonly record: unknown;
}

/** An extension that takes telemetry on a server of its own and prints what comes. */
function subscriber(path: string, subscription: object, listen: string, beforeExit = ""): string {
  return extensionScript({
    events: ["INVOKE", "SHUTDOWN"],
    beforeExit,
    afterRegister: `${listen}
    const subscribed = await call("PUT", ${JSON.stringify(path)}, ${JSON.stringify(subscription)});
    process.stderr.write("subscribed: " + subscribed.status + " " + subscribed.text.trim() + "\\n");`,
  });
}

const print = `for (const event of events) if (event.type !== "extension") process.stdout.write("event: " + JSON.stringify(event) + "\\n");`;
const httpListener = `await new Promise((resolve) => require("node:http").createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => { response.end(); const events = JSON.parse(text); ${print} });
}).listen(4243, "sandbox.localdomain", resolve));`;
/** TCP only tells that events reached the kernel: the extension itself waits for the last one before it ends. */
const tcpListener = `const reported = Promise.withResolvers();
await new Promise((resolve) => require("node:net").createServer((socket) => {
  require("node:readline").createInterface({ input: socket }).on("line", (line) => { const events = [JSON.parse(line)]; ${print} if (events[0].type === "platform.report") reported.resolve(); });
}).listen(4244, "0.0.0.0", resolve));`;
const http = { protocol: "HTTP", URI: "http://sandbox.localdomain:4243/here" };
const buffering = { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 };

/** Runs one invocation of a function beside an extension; gives back what the extension was told, in order. */
async function eventsOf(
  extension: string,
  code: string,
  spec: Parameters<WorkerHarness["placed"]>[1] = {},
): Promise<{ events: TelemetryEvent[]; lines: string[]; requestId: string }> {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    {},
    callbackLogSink((_stream, more) => void lines.push(...more)),
  );
  const layer = await harness.store({ "extensions/listener": { content: extension, mode: 0o755 } });
  const placed = await harness.placed({ "index.js": code }, { layers: [layer], ...spec });
  const { requestId } = await harness.invoke(placed, { traceHeader: "Root=1-a-b" });
  await harness.worker[Symbol.asyncDispose]();
  const events = lines.filter((line) => line.startsWith("event: ")).map((line) => JSON.parse(line.slice(7)) as TelemetryEvent);
  return { events, lines, requestId };
}

const duration = expect.any(Number);
const tracing = { type: "X-Amzn-Trace-Id", value: "Root=1-a-b" };

test("a subscriber gets the platform's events and the function's lines, in order and as AWS shapes them", async () => {
  const subscription = { schemaVersion: "2022-07-01", types: ["platform", "function"], destination: http, buffering };
  const { events, lines, requestId } = await eventsOf(
    subscriber("/2022-07-01/telemetry", subscription, httpListener),
    "console.log('loads'); exports.handler = async () => { process.stdout.write('runs\\n'); return 'answer'; }",
  );
  expect(lines).toContain('subscribed: 200 "OK"');
  expect(events.map((event) => event.type)).toEqual([
    "platform.initStart",
    "platform.telemetrySubscription",
    ...["function", "platform.initRuntimeDone", "platform.extension", "platform.initReport"],
    "platform.start",
    "function",
    "platform.runtimeDone",
    "platform.report",
  ]);
  const of = (type: string): unknown => events.find((event) => event.type === type)?.record;
  expect(of("platform.initStart")).toEqual({
    initializationType: "on-demand",
    phase: "init",
    runtimeVersion: expect.stringMatching(/^nodejs:24\.v\d+$/),
    runtimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
    functionName: "greeter",
    functionVersion: "$LATEST",
    instanceMaxMemory: 128 * 1024 * 1024,
  });
  expect(of("platform.telemetrySubscription")).toEqual({ name: "listener", state: "Subscribed", types: ["platform", "function"] });
  expect(of("platform.initRuntimeDone")).toEqual({ initializationType: "on-demand", phase: "init", status: "success" });
  expect(of("platform.extension")).toEqual({ name: "listener", state: "Ready", events: ["INVOKE", "SHUTDOWN"] });
  expect(of("platform.initReport")).toEqual({ initializationType: "on-demand", phase: "init", status: "success", metrics: { durationMs: duration } });
  expect(of("platform.start")).toEqual({ requestId, version: "$LATEST", tracing });
  const span = (name: string): unknown => ({ name, start: expect.stringMatching(/^\d{4}-.*Z$/), durationMs: duration });
  expect(of("platform.runtimeDone")).toEqual({
    requestId,
    status: "success",
    tracing,
    spans: [span("responseLatency"), span("responseDuration"), span("runtimeOverhead")],
    metrics: { durationMs: duration, producedBytes: '"answer"'.length },
  });
  expect(of("platform.report")).toMatchObject({
    requestId,
    status: "success",
    tracing,
    metrics: { durationMs: duration, billedDurationMs: duration, initDurationMs: duration, maxMemoryUsedMB: duration, memorySizeMB: 128 },
  });
  expect(events.filter((event) => event.type === "function").map((event) => event.record)).toEqual([expect.stringContaining("\tINFO\tloads"), "runs"]);
});

test("the older API tells what it knows, by TCP too, with line feeds", async () => {
  const subscription = { schemaVersion: "2021-03-18", types: ["platform", "function"], destination: { protocol: "TCP", port: 4244 }, buffering };
  const { events, requestId } = await eventsOf(
    subscriber("/2020-08-15/logs", subscription, tcpListener, "await reported.promise;"),
    "exports.handler = async () => { process.stdout.write('runs\\n'); }",
  );
  expect(events.map(({ type, record }) => [type, record])).toEqual([
    ["platform.logsSubscription", { name: "listener", state: "Subscribed", types: ["platform", "function"] }],
    ["platform.extension", { name: "listener", state: "Ready", events: ["INVOKE", "SHUTDOWN"] }],
    ["platform.start", { requestId, version: "$LATEST" }],
    ["function", "runs\n"],
    ["platform.runtimeDone", { requestId, status: "success" }],
    ["platform.end", { requestId }],
    ["platform.report", expect.objectContaining({ requestId, metrics: expect.objectContaining({ memorySizeMB: 128 }) })],
  ]);
});

test("a function's failure is told with its status and type", async () => {
  const subscription = { schemaVersion: "2022-07-01", types: ["platform"], destination: http, buffering };
  const extension = subscriber("/2022-07-01/telemetry", subscription, httpListener);
  const timedOut = await eventsOf(extension, "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60000))", { timeout_seconds: 1 });
  const crashed = await eventsOf(extension, "exports.handler = () => process.exit(3)");
  for (const [{ events }, status, errorType] of [
    [timedOut, "timeout", "Sandbox.Timedout"],
    [crashed, "error", "Runtime.ExitError"],
  ] as const) {
    for (const type of ["platform.runtimeDone", "platform.report"]) {
      expect(events.find((event) => event.type === type)?.record).toMatchObject({ status, errorType });
    }
  }
});

test("lines of a function that logs JSON come as objects", async () => {
  const subscription = { schemaVersion: "2022-07-01", types: ["function"], destination: http, buffering };
  const { events, requestId } = await eventsOf(
    subscriber("/2022-07-01/telemetry", subscription, httpListener),
    "exports.handler = async () => { console.info({ a: 1 }); }",
    { log_format: "JSON", application_log_level: "INFO", system_log_level: "WARN" },
  );
  expect(events.map((event) => event.record)).toEqual([{ timestamp: expect.any(String), level: "INFO", requestId, message: { a: 1 } }]);
});

test("events wait until somebody listens", async () => {
  const subscription = { schemaVersion: "2022-07-01", types: ["platform"], destination: http, buffering };
  const late = extensionScript({
    events: ["INVOKE", "SHUTDOWN"],
    afterRegister: `await call("PUT", "/2022-07-01/telemetry", ${JSON.stringify(subscription)});
    setTimeout(() => void (async () => { ${httpListener} })(), 200);`,
    workMs: 600,
  });
  const { events } = await eventsOf(late, "exports.handler = async () => 1");
  expect(events.map((event) => event.type)).toEqual(expect.arrayContaining(["platform.initStart", "platform.start"]));
});

test.each([
  ["without types", "/2022-07-01/telemetry", { schemaVersion: "2022-07-01", types: [], destination: http }, "400", "types should not be empty"],
  [
    "to no port and without types",
    "/2022-07-01/telemetry",
    { schemaVersion: "2022-07-01", types: [], destination: { protocol: "HTTP", URI: "http://sandbox.localdomain" } },
    "400",
    "URI port is not provided; types should not be empty",
  ],
  [
    "to another host",
    "/2022-07-01/telemetry",
    { schemaVersion: "2022-07-01", types: ["platform"], destination: { protocol: "HTTP", URI: "http://example.com:80" } },
    "400",
    "destination URI should be http://sandbox.localdomain:PORT",
  ],
  [
    "with a buffer that is too small, by the older API",
    "/2020-08-15/logs",
    { types: ["platform"], destination: http, buffering: { maxItems: 1 } },
    "400",
    '"errorType":"Logs.ValidationError"',
  ],
] as const)("a subscription %s is refused", async (_what, path, subscription, status, message) => {
  const { lines } = await eventsOf(subscriber(path, subscription, ""), "exports.handler = async () => 1");
  const answer = lines.find((line) => line.startsWith("subscribed: "));
  expect(answer).toContain(status);
  expect(answer).toContain(message);
});

test("nobody can subscribe once the function is initialized", async () => {
  const lines: string[] = [];
  await using harness = await WorkerHarness.start(
    installed().driver,
    {},
    callbackLogSink((_stream, more) => void lines.push(...more)),
  );
  const late = extensionScript({
    events: ["INVOKE"],
    afterRegister: `setTimeout(async () => {
      const answer = await call("PUT", "/2022-07-01/telemetry", ${JSON.stringify({ schemaVersion: "2022-07-01", types: ["platform"], destination: http })});
      process.stdout.write("late: " + answer.status + " " + answer.text.trim() + "\\n");
    }, 300);`,
  });
  const layer = await harness.store({ "extensions/late": { content: late, mode: 0o755 } });
  const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 400))" }, { layers: [layer] });
  await harness.invoke(placed);
  await waitFor(() => lines.find((line) => line.startsWith("late: ")), { what: "the answer" });
  expect(lines).toContain('late: 403 {"errorMessage":"Telemetry API subscription is closed already","errorType":"Telemetry.SubscriptionClosed"}');
});
