import { waitFor } from "@mayfly/testkit/wait-for";
import type { ZipEntry } from "@mayfly/testkit/zip-of";
import { expect, test } from "vitest";
import { callbackLogSink } from "../ports/function-log-sink.ts";
import { useInstalledDriver } from "../installed-driver.test-support.ts";
import { WorkerHarness } from "../worker-harness.test-support.ts";
import { extensionScript } from "./extension-script.test-support.ts";

const installed = useInstalledDriver();

const handler = { "index.js": "console.log('function loads'); exports.handler = async (event) => { console.log('function runs'); return event; };" };

/** A worker, a layer with these extensions, and every line of the function's log. */
class ExtensionHarness implements AsyncDisposable {
  readonly lines: string[];
  readonly worker: WorkerHarness;

  private constructor(worker: WorkerHarness, lines: string[]) {
    this.worker = worker;
    this.lines = lines;
  }

  static async start(): Promise<ExtensionHarness> {
    const lines: string[] = [];
    return new ExtensionHarness(
      await WorkerHarness.start(
        installed().driver,
        {},
        callbackLogSink((_stream, more) => void lines.push(...more)),
      ),
      lines,
    );
  }

  async place(extensions: Readonly<Record<string, ZipEntry>>, changes: Parameters<WorkerHarness["placed"]>[1] = {}): ReturnType<WorkerHarness["placed"]> {
    const files: Record<string, ZipEntry> = {};
    for (const [name, entry] of Object.entries(extensions)) files[`extensions/${name}`] = typeof entry === "string" ? { content: entry, mode: 0o755 } : entry;
    const layer = await this.worker.store(files);
    return await this.worker.placed(handler, { layers: [layer], ...changes });
  }

  /** What an extension wrote after its name, parsed. */
  told(name: string): unknown[] {
    return this.lines.filter((line) => line.startsWith(`${name}: `)).map((line): unknown => JSON.parse(line.slice(name.length + 2)));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.worker[Symbol.asyncDispose]();
  }
}

test("an external extension registers before the function loads, hears of each invocation, and of the end", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place({ observer: extensionScript({ events: ["INVOKE", "SHUTDOWN"], features: "accountId" }) });
  const answer = await harness.worker.invoke(placed, { event: '{"a":1}', traceHeader: "Root=1-a-b" });
  expect(answer).toMatchObject({ payload: '{"a":1}', functionError: "", done: { reusable: true } });
  await harness.worker.worker[Symbol.asyncDispose]();
  const [registered, invoked, ended] = harness.told("observer");
  expect(registered).toEqual({ accountId: "000000000000", functionName: "greeter", functionVersion: "$LATEST", handler: "index.handler" });
  expect(invoked).toEqual({
    eventType: "INVOKE",
    deadlineMs: expect.any(Number),
    requestId: answer.requestId,
    invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:greeter",
    tracing: { type: "X-Amzn-Trace-Id", value: "Root=1-a-b" },
  });
  expect(ended).toEqual({ eventType: "SHUTDOWN", deadlineMs: expect.any(Number), shutdownReason: "spindown" });
  const at = (text: string): number => harness.lines.findIndex((line) => line.includes(text));
  expect(at('observer: {"accountId"')).toBeLessThan(at("function loads"));
});

test("extensions have the function's environment without what is the runtime's", async () => {
  await using harness = await ExtensionHarness.start();
  const printer = `#!/bin/sh\nenv | sort | sed 's/^/env /'\nid -un; pwd\nexit 7\n`;
  const placed = await harness.place({ printer }, { variables: { MINE: "it's\nmine", _HIDDEN: "x" } });
  await harness.worker.invoke(placed);
  const names = harness.lines.filter((line) => line.startsWith("env ")).map((line) => line.slice(4).split("=")[0]);
  expect(names).toEqual(expect.arrayContaining(["AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_FUNCTION_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "MINE", "PATH"]));
  for (const name of [
    "_HANDLER",
    "_HIDDEN",
    "AWS_EXECUTION_ENV",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
    "AWS_XRAY_DAEMON_ADDRESS",
    "AWS_LAMBDA_LOG_GROUP_NAME",
  ])
    expect(names).not.toContain(name);
  expect(harness.lines).toEqual(expect.arrayContaining(["env MINE=it's", "env mine", "sbx_user1051", "/var/task"]));
});

test("an invocation is answered at once and over only when its extensions are ready", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place({ slow: extensionScript({ events: ["INVOKE"], workMs: 400 }) });
  await harness.worker.invoke(placed);
  const startedMs = performance.now();
  const answer = await harness.worker.invoke(placed);
  expect(answer.tookMs).toBeLessThan(300);
  expect(performance.now() - startedMs).toBeGreaterThan(390);
  expect(answer.done.duration_ms).toBeGreaterThan(390);
});

test("an extension that takes longer than the function's timeout ends the environment, and hears why", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place(
    { slow: extensionScript({ events: ["INVOKE", "SHUTDOWN"], workMs: 1300 }), watch: extensionScript({ events: ["SHUTDOWN"] }) },
    { timeout_seconds: 1 },
  );
  const answer = await harness.worker.invoke(placed);
  expect(answer).toMatchObject({ payload: "{}", functionError: "", done: { reusable: false } });
  await waitFor(() => harness.worker.stateOf(placed) === undefined, { what: "the environment to end" });
  expect(harness.told("watch")).toContainEqual({ eventType: "SHUTDOWN", deadlineMs: expect.any(Number), shutdownReason: "timeout" });
  // It was busy when the event came and got it when it asked.
  expect(harness.told("slow")).toContainEqual(expect.objectContaining({ eventType: "SHUTDOWN" }));
});

test("the runtime's crash is told to extensions as a failure", async () => {
  await using harness = await ExtensionHarness.start();
  const layer = await harness.worker.store({ "extensions/watch": { content: extensionScript({ events: ["SHUTDOWN"] }), mode: 0o755 } });
  const placed = await harness.worker.placed({ "index.js": "exports.handler = async () => process.exit(3)" }, { layers: [layer] });
  const answer = await harness.worker.invoke(placed);
  expect(JSON.parse(answer.payload)).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${answer.requestId} Error: Runtime exited with error: exit status 3`,
  });
  await waitFor(() => harness.worker.stateOf(placed) === undefined, { what: "the environment to end" });
  expect(harness.told("watch")).toContainEqual(expect.objectContaining({ shutdownReason: "failure" }));
});

test.each([
  ["that crashes while it starts", { content: "#!/bin/sh\nexit 3\n", mode: 0o755 }, "Extension.Crash", "exit status 3"],
  ["that ends without an error", { content: "#!/bin/sh\nexit 0\n", mode: 0o755 }, "Extension.Crash", "exit code 0"],
  ["that is killed", { content: "#!/bin/sh\nkill -9 $$\n", mode: 0o755 }, "Extension.Crash", "signal: killed"],
  ["that cannot be executed", { content: "#!/bin/sh\n", mode: 0o644 }, "Extension.LaunchError", "fork/exec /opt/extensions/broken: permission denied"],
  [
    "without its interpreter",
    { content: "#!/nowhere/x\n", mode: 0o755 },
    "Extension.LaunchError",
    "fork/exec /opt/extensions/broken: no such file or directory",
  ],
  ["that reports an error of its init", extensionScript({ events: [], initError: "Extension.NoConfig" }), "Extension.InitError", "exit status 1"],
] as const)("an extension %s fails the function", async (_what, broken, errorType, phrase) => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place({ broken });
  const answer = await harness.worker.invoke(placed);
  expect(answer.functionError).toBe("Unhandled");
  expect(JSON.parse(answer.payload)).toEqual({ errorType, errorMessage: `RequestId: ${answer.requestId} Error: ${phrase}` });
  await waitFor(() => harness.worker.stateOf(placed) === undefined, { what: "the environment to end" });
});

test.each([
  ["crashes", { exitOnInvoke: 9 }, "Extension.Crash", "exit status 9"],
  ["gives up with an error of its own", { exitError: "Extension.Broken" }, "Extension.ExitError", "exit status 1"],
] as const)("an extension that %s during an invocation fails it", async (_how, script, errorType, phrase) => {
  await using harness = await ExtensionHarness.start();
  const layer = await harness.worker.store({ "extensions/fragile": { content: extensionScript({ events: ["INVOKE"], ...script }), mode: 0o755 } });
  const placed = await harness.worker.placed(
    { "index.js": "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60000))" },
    { layers: [layer] },
  );
  const answer = await harness.worker.invoke(placed);
  expect(JSON.parse(answer.payload)).toEqual({ errorType, errorMessage: `RequestId: ${answer.requestId} Error: ${phrase}` });
  expect(harness.lines).toEqual(expect.arrayContaining([`RequestId: ${answer.requestId} Error: ${phrase}`, errorType]));
});

test("more than ten extensions are too many", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place(Object.fromEntries(Array.from({ length: 11 }, (_, number) => [`e${number}`, "#!/bin/sh\nsleep 100\n"])));
  expect(JSON.parse((await harness.worker.invoke(placed)).payload)).toMatchObject({
    errorType: "Extension.LaunchError",
    errorMessage: expect.stringContaining("ErrTooManyExtensions"),
  });
});

test("a custom runtime starts after its extensions, too", async () => {
  await using harness = await ExtensionHarness.start();
  const layer = await harness.worker.store({ "extensions/first": { content: "#!/bin/sh\necho extension starts; exit 5\n", mode: 0o755 } });
  const bootstrap = { content: "#!/bin/sh\necho runtime starts\n", mode: 0o755 };
  const placed = await harness.worker.placed({ bootstrap }, { layers: [layer], runtime: "provided.al2023" });
  expect((await harness.worker.invoke(placed)).payload).toContain("Extension.Crash");
  expect(harness.lines).toContain("extension starts");
  expect(harness.lines).not.toContain("runtime starts");
});

test("a function with extensions is frozen and thawed with them, also to end", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.place({ observer: extensionScript({ events: ["INVOKE", "SHUTDOWN"] }) });
  await harness.worker.invoke(placed);
  await waitFor(() => harness.worker.stateOf(placed) === "frozen", { what: "the environment to be frozen" });
  expect((await harness.worker.invoke(placed, { event: "2" })).payload).toBe("2");
  await waitFor(() => harness.worker.stateOf(placed) === "frozen", { what: "the environment to be frozen again" });
  await harness.worker.retire({ environment_ids: [placed.environmentId] });
  await waitFor(() => harness.worker.stateOf(placed) === undefined, { what: "the environment to end" });
  const invoked = expect.objectContaining({ eventType: "INVOKE" });
  expect(harness.told("observer").slice(1)).toEqual([invoked, invoked, expect.objectContaining({ eventType: "SHUTDOWN", shutdownReason: "spindown" })]);
});

test("an extension that does not end has two seconds, and neither it nor the runtime outlives them", async () => {
  await using harness = await ExtensionHarness.start();
  const stubborn = extensionScript({ events: ["SHUTDOWN"], afterRegister: "process.exit = () => {}; setInterval(() => {}, 1000);" });
  const placed = await harness.place({ stubborn });
  await harness.worker.invoke(placed);
  const startedMs = performance.now();
  await harness.worker.retire({ environment_ids: [placed.environmentId] });
  await waitFor(() => harness.worker.stateOf(placed) === undefined, { what: "the environment to end" });
  expect(performance.now() - startedMs).toBeGreaterThan(1900);
  expect(harness.told("stubborn")).toContainEqual(expect.objectContaining({ eventType: "SHUTDOWN" }));
});

const internal = `import { request } from "node:http";
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const call = (method, path, headers, body) => new Promise((resolve, reject) => {
  const sent = request({ host, port, method, path, headers, agent: false }, (response) => {
    let text = "";
    response.on("data", (chunk) => (text += chunk));
    response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(text) }));
  });
  sent.on("error", reject);
  sent.end(body);
});
const register = (name, events) => call("POST", "/2020-01-01/extension/register", { "Lambda-Extension-Name": name }, JSON.stringify({ events }));
const refused = await register("inside", ["SHUTDOWN"]);
const registered = await register("inside", ["INVOKE"]);
const seen = [];
const listen = async () => {
  for (;;) seen.push((await call("GET", "/2020-01-01/extension/event/next", { "Lambda-Extension-Identifier": registered.headers["lambda-extension-identifier"] })).body.requestId);
};
void listen();
process.on("SIGTERM", () => { console.log("asked to end"); process.exit(0); });
export const handler = async (event, context) => {
  const late = await register("late", ["INVOKE"]);
  return { refused: refused.body, name: registered.body.functionName, late: late.body, seen, id: context.awsRequestId };
};`;

test("an internal extension of a managed runtime registers while the function loads, and gives it time to end", async () => {
  await using harness = await ExtensionHarness.start();
  const placed = await harness.worker.placed({ "index.mjs": internal });
  const answer = await harness.worker.invoke(placed);
  expect(JSON.parse(answer.payload)).toEqual({
    refused: { errorType: "Extension.InvalidEventType", errorMessage: "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension" },
    name: "greeter",
    late: { errorType: "Extension.RegistrationClosed", errorMessage: "Extension registration closed already" },
    seen: [answer.requestId],
    id: answer.requestId,
  });
  await harness.worker.worker[Symbol.asyncDispose]();
  expect(harness.lines.join()).toContain("asked to end");
});
