import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { BootstrapProcess, readAnswer, type FunctionFiles } from "./bootstrap-process.test-support.ts";
import { toAgentFrames, toSandboxFrames } from "./frame-protocol.ts";
import { createRuntimeCatalogue, hostArchitecture } from "./runtime-catalogue.ts";

const cacheDirectory = process.env["MAYFLY_CACHE_DIR"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "mayfly");
const catalogue = createRuntimeCatalogue({ cacheDirectory, environment: process.env, architecture: hostArchitecture() });
const logLine = (level: string, message: string): RegExp =>
  new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t11111111-2222-4333-8444-555555555555\\t${level}\\t${message}$`, "m");

test("the sandbox half and the host half agree on the frame types", () => {
  const source = readFileSync(new URL("../bootstraps/node/bootstrap.cjs", import.meta.url), "utf8");
  const table = (name: string): unknown => {
    const text = new RegExp(`const ${name} = \\{([^}]*)\\};`).exec(source)?.[1] ?? "";
    return Object.fromEntries([...text.matchAll(/(\w+): (\d+)/g)].map(([, key, value]) => [key, Number(value)]));
  };
  expect(table("toSandbox")).toEqual(toSandboxFrames);
  expect(table("toAgent")).toEqual(toAgentFrames);
});

describe.each([
  ["nodejs20.x", 20],
  ["nodejs22.x", 22],
  ["nodejs24.x", 24],
])("the bootstrap on %s", (name, major) => {
  let interpreter = "";
  beforeAll(async () => {
    interpreter = (await catalogue.ensure(name)).interpreter ?? "";
  }, 180_000);
  const start = (files: FunctionFiles): BootstrapProcess => new BootstrapProcess(interpreter, files);

  test.each<[string, string, FunctionFiles]>([
    ["a CommonJS file", "index.handler", { "index.js": "exports.handler = async (event) => ({ hello: event.name })" }],
    ["a .cjs file", "index.handler", { "index.cjs": "exports.handler = async (event) => ({ hello: event.name })" }],
    [
      "an .mjs file with top-level await",
      "index.handler",
      { "index.mjs": "const word = await Promise.resolve('hello'); export const handler = async (event) => ({ [word]: event.name })" },
    ],
    [
      "a .js file of a package of type module",
      "index.handler",
      { "package.json": '{"type":"module"}', "index.js": "export const handler = async (event) => ({ hello: event.name })" },
    ],
    [
      "a nested path and a nested property",
      "dir/sub/file.fns.greet",
      { "dir/sub/file.js": "exports.fns = { greet: async (event) => ({ hello: event.name }) }" },
    ],
    [
      "a module that another file requires",
      "index.handler",
      {
        "index.js": "const { greet } = require('./lib/greet'); exports.handler = async (e) => greet(e)",
        "lib/greet.js": "exports.greet = (e) => ({ hello: e.name })",
      },
    ],
    [
      "a handler that imports an ES module",
      "index.handler",
      { "index.js": "exports.handler = async (e) => (await import('./greet.mjs')).default(e)", "greet.mjs": "export default (e) => ({ hello: e.name })" },
    ],
  ])("loads %s", async (_what, handler, files) => {
    await using runtime = start(files);
    expect((await runtime.initialize(handler)).type).toBe("initialized");
    expect(readAnswer(await runtime.invoke('{"name":"Ada"}'))).toEqual({ type: "response", next: true, value: { hello: "Ada" } });
  });

  test("replaces the whole process environment and enters the task root", async () => {
    await using runtime = start({ "index.js": "exports.handler = async () => ({ env: process.env, cwd: process.cwd() })" });
    await runtime.initialize("index.handler", { GREETING: "hi" });
    const { value } = readAnswer(await runtime.invoke("{}", { traceHeader: "Root=1-2-3" }));
    expect(value).toMatchObject({ cwd: runtime.taskRoot, env: { GREETING: "hi", _X_AMZN_TRACE_ID: "Root=1-2-3" } });
    expect(value).not.toHaveProperty("env.PATH");
    expect(readAnswer(await runtime.invoke()).value).not.toHaveProperty("env._X_AMZN_TRACE_ID");
  });

  test("gives the handler a context with all of AWS's fields", async () => {
    await using runtime = start({ "index.js": "exports.handler = async (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() })" });
    await runtime.initialize("index.handler");
    const { value } = readAnswer(await runtime.invoke("{}", { clientContext: '{"client":{"app":1}}', deadlineMs: Date.now() + 5000 }));
    expect(value).toMatchObject({
      functionName: "greeter",
      functionVersion: "$LATEST",
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/greeter",
      logStreamName: "2026/01/01/[$LATEST]0123",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:greeter",
      awsRequestId: "11111111-2222-4333-8444-555555555555",
      clientContext: { client: { app: 1 } },
    });
    expect((value as { remaining: number }).remaining).toBeGreaterThan(4000);
    expect((value as { remaining: number }).remaining).toBeLessThanOrEqual(5000);
  });

  test("answers null for a handler without a return value", async () => {
    await using runtime = start({ "index.js": "exports.handler = async () => {}" });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke())).toEqual({ type: "response", next: true, value: null });
  });

  test("reports a thrown error with its trace, logs it, and takes the next invocation", async () => {
    await using runtime = start({ "index.js": "exports.handler = async (event) => {\n  if (event.fail) throw new TypeError('boom');\n  return 'fine';\n}" });
    await runtime.initialize("index.handler");
    const { type, next, value } = readAnswer(await runtime.invoke('{"fail":true}'));
    expect({ type, next }).toEqual({ type: "error", next: true });
    expect(value).toMatchObject({ errorType: "TypeError", errorMessage: "boom" });
    expect(Object.keys(value as object)).toEqual(["errorType", "errorMessage", "trace"]);
    // How V8 names the frame depends on its version: Runtime.handler or exports.handler.
    expect((value as { trace: string[] }).trace.slice(0, 2)).toEqual([
      "TypeError: boom",
      expect.stringMatching(`^    at (Runtime|exports)\\.handler \\(${runtime.taskRoot}/index\\.js:2:25\\)$`),
    ]);
    expect(readAnswer(await runtime.invoke()).value).toBe("fine");
    expect(runtime.output).toMatch(logLine("ERROR", 'Invoke Error \\t\\{"errorType":"TypeError","errorMessage":"boom","stack":\\[.*\\]\\}'));
  });

  test.each<[string, string, unknown]>([
    ["a string", "'no'", { errorType: "string", errorMessage: "no", trace: [] }],
    ["an object like an error", "{ name: 'Odd', message: 'm', stack: 's' }", { errorType: "Odd", errorMessage: "m", trace: ["s"] }],
    ["an error with a cause", "new Error('outer', { cause: new Error('inner') })", { errorType: "Error", errorMessage: "outer", trace: expect.any(Array) }],
    [
      "an error that cannot be read",
      "{ toString() { throw 1; } }",
      {
        errorType: "handled",
        errorMessage: "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      },
    ],
  ])("reports a rejection with %s as AWS does", async (_what, thrown, expected) => {
    await using runtime = start({ "index.js": `exports.handler = async () => { throw ${thrown}; }` });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke()).value).toEqual(expected);
  });

  test.each<[string, string, FunctionFiles, string, RegExp]>([
    [
      "a syntax error",
      "index.handler",
      { "index.js": "exports.handler = async () => {" },
      "Runtime.UserCodeSyntaxError",
      /^SyntaxError: Unexpected end of input$/,
    ],
    [
      "a syntax error in an ES module",
      "index.handler",
      { "index.mjs": "export const handler = async () => {" },
      "Runtime.UserCodeSyntaxError",
      /^SyntaxError: /,
    ],
    [
      "a missing file",
      "other.handler",
      { "index.js": "" },
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'other'\nRequire stack:\n- \/var\/runtime\/index\.mjs$/,
    ],
    [
      "a missing dependency",
      "index.handler",
      { "index.js": "require('left-pad-x')" },
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'left-pad-x'\nRequire stack:\n- .*\/index\.js\n- \/var\/runtime\/index\.mjs$/,
    ],
    ["a missing export", "index.handler", { "index.js": "exports.other = 1" }, "Runtime.HandlerNotFound", /^index\.handler is undefined or not exported$/],
    ["an export that is no function", "index.handler", { "index.js": "exports.handler = 1" }, "Runtime.HandlerNotFound", /^index\.handler is not a function$/],
    ["a handler without a dot", "index", { "index.js": "" }, "Runtime.MalformedHandlerName", /^Bad handler$/],
    ["a handler that climbs", "../index.handler", { "index.js": "" }, "Runtime.MalformedHandlerName", /^'\.\.\/index\.handler' is not a valid handler name\./],
    ["an error thrown at load", "index.handler", { "index.js": "throw new RangeError('early')" }, "RangeError", /^early$/],
  ])("reports %s as an init error and exits", async (_what, handler, files, errorType, message) => {
    await using runtime = start(files);
    const frame = await runtime.initialize(handler);
    expect(frame.type).toBe("initError");
    expect(JSON.parse(frame.payload.toString())).toEqual({ errorType, errorMessage: expect.stringMatching(message), trace: expect.any(Array) });
    expect(await runtime.exitCode()).toBe(129);
    expect(runtime.output).toMatch(/\tundefined\tERROR\tUncaught Exception \t\{"errorType":/);
  });

  test("reports a promise that loading rejected as an init error", async () => {
    await using runtime = start({ "index.js": "Promise.reject(new Error('lost')); exports.handler = async () => 1" });
    const frame = await runtime.initialize("index.handler");
    expect(frame.type).toBe("initError");
    expect(JSON.parse(frame.payload.toString())).toMatchObject({ errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" });
    expect(await runtime.exitCode()).toBe(128);
  });

  test("does not report a failure between the init phase and the first invocation as one of either", async () => {
    await using runtime = start({ "index.js": "setTimeout(() => { throw new Error('late'); }, 50); exports.handler = async () => 1" });
    expect((await runtime.initialize("index.handler")).type).toBe("initialized");
    await expect(runtime.next()).rejects.toThrow("the process ended with 129");
  });

  test("refuses to stringify a circular answer, and stays usable", async () => {
    await using runtime = start({ "index.js": "exports.handler = async (e) => { if (e.ok) return 1; const a = {}; a.a = a; return a; }" });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke())).toMatchObject({
      type: "error",
      value: { errorType: "Runtime.JSONStringifyError", errorMessage: "Unable to stringify response body" },
    });
    expect(readAnswer(await runtime.invoke('{"ok":1}')).value).toBe(1);
  });

  test("reports an unhandled rejection as the invocation's failure and exits", async () => {
    await using runtime = start({
      "index.js": "exports.handler = () => { Promise.reject(new Error('lost')); return new Promise(() => setInterval(() => {}, 1000)); }",
    });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke())).toMatchObject({
      type: "error",
      next: false,
      value: { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
    });
    expect(await runtime.exitCode()).toBe(128);
  });

  test("reports an uncaught exception as the invocation's failure and exits", async () => {
    await using runtime = start({ "index.js": "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 1); return new Promise(() => {}); }" });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke())).toMatchObject({ type: "error", next: false, value: { errorType: "Error", errorMessage: "late" } });
    expect(await runtime.exitCode()).toBe(129);
  });

  test("reports a promise that nothing will settle", async () => {
    await using runtime = start({ "index.js": "exports.handler = async (e) => e.ok ?? await new Promise(() => {})" });
    await runtime.initialize("index.handler");
    expect(readAnswer(await runtime.invoke())).toMatchObject({ type: "error", next: true, value: { errorType: "Runtime.NodeJsExit" } });
    expect(readAnswer(await runtime.invoke('{"ok":1}')).value).toBe(1);
  });

  test("writes console lines with time, request id and level, one event a line", async () => {
    await using runtime = start({
      "index.js":
        "console.log('loading');\nexports.handler = async () => { console.info('a %s', 'b', { c: 1 }); console.warn('x\\ny'); console.error('bad'); console.debug('fine'); process.stdout.write('raw\\n'); }",
    });
    await runtime.initialize("index.handler");
    await runtime.invoke();
    expect(runtime.output).toMatch(/^\S+\tundefined\tINFO\tloading$/m);
    for (const [level, message] of [
      ["INFO", "a b \\{ c: 1 \\}"],
      ["WARN", "x\\ry"],
      ["ERROR", "bad"],
      ["DEBUG", "fine"],
    ] as const)
      expect(runtime.output).toMatch(logLine(level, message));
    expect(runtime.output).toMatch(/^raw$/m);
  });

  test("writes JSON lines where the function asks for them, from the level it asks for", async () => {
    await using runtime = start({
      "index.js": "exports.handler = async () => { console.info('no'); console.warn({ a: 1 }); console.error('bad', new TypeError('t')); }",
    });
    await runtime.initialize("index.handler", { AWS_LAMBDA_LOG_FORMAT: "JSON", AWS_LAMBDA_LOG_LEVEL: "WARN" });
    await runtime.invoke();
    const lines = runtime.output
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ level: "WARN", requestId: "11111111-2222-4333-8444-555555555555", message: { a: 1 } });
    expect(lines[1]).toMatchObject({ level: "ERROR", errorType: "TypeError", errorMessage: "t", stackTrace: expect.any(Array) });
  });

  test("loses no output when the function ends the process", async () => {
    await using runtime = start({
      "index.js":
        "exports.handler = async () => { for (let i = 0; i < 3000; i += 1) process.stdout.write('x'.repeat(99) + '\\n'); console.log('last'); process.exit(3); }",
    });
    await runtime.initialize("index.handler");
    runtime.send("{}");
    expect(await runtime.exitCode()).toBe(3);
    expect(runtime.output.match(/^x{99}$/gm)).toHaveLength(3000);
    expect(runtime.output).toMatch(logLine("INFO", "last"));
  });

  test("takes events and gives answers of 6 MB", async () => {
    await using runtime = start({ "index.js": "exports.handler = async (e) => e" });
    await runtime.initialize("index.handler");
    const text = "ü".repeat(3_000_000);
    expect(readAnswer(await runtime.invoke(JSON.stringify(text))).value).toBe(text);
  });

  describe("with streamed answers", () => {
    const streamed = async (runtime: BootstrapProcess): Promise<{ head: string; body: Buffer; end: string }> => {
      runtime.send("{}");
      const head = await runtime.next();
      const chunks: Buffer[] = [];
      for (;;) {
        const frame = await runtime.next();
        if (frame.type === "streamChunk") chunks.push(frame.payload);
        else {
          expect(frame.type).toBe("streamEnd");
          expect((await runtime.next()).type).toBe("next");
          return { head: head.payload.toString(), body: Buffer.concat(chunks), end: frame.payload.toString() };
        }
      }
    };

    test("sends what the handler writes, as it writes it", async () => {
      await using runtime = start({
        "index.js":
          "exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { stream.write('one'); await new Promise((r) => setTimeout(r, 5)); stream.write({ two: 2 }); stream.end('x'.repeat(200_000)); })",
      });
      await runtime.initialize("index.handler");
      const { head, body, end } = await streamed(runtime);
      expect({ head, body: body.toString(), end }).toEqual({ head: "application/octet-stream", body: `one{"two":2}${"x".repeat(200_000)}`, end: "" });
    });

    test("puts the prelude of HttpResponseStream first", async () => {
      await using runtime = start({
        "index.mjs":
          "export const handler = awslambda.streamifyResponse(async (event, stream) => { const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); out.write('body'); out.end(); })",
      });
      await runtime.initialize("index.handler");
      const { head, body } = await streamed(runtime);
      expect(head).toBe("application/vnd.awslambda.http-integration-response");
      expect(body.toString()).toBe(`{"statusCode":201}${"\0".repeat(8)}body`);
    });

    test.each<[string, string, object]>([
      ["an error after the first bytes", "async (e, s) => { s.write('part'); throw new Error('mid'); }", { errorType: "Error", errorMessage: "mid" }],
      ["an error before any byte", "async () => { throw new Error('first'); }", { errorType: "Error", errorMessage: "first" }],
      [
        "a handler that is not async",
        "(e, s) => { s.write('part'); }",
        { errorType: "string", errorMessage: "Streaming does not support non-async handlers." },
      ],
      ["a stream that is never ended", "async (e, s) => { s.write('part'); }", { errorType: "string", errorMessage: "Response stream is not finished." }],
    ])("ends with the document of %s", async (_what, handler, document) => {
      await using runtime = start({ "index.js": `exports.handler = awslambda.streamifyResponse(${handler})` });
      await runtime.initialize("index.handler");
      expect(JSON.parse((await streamed(runtime)).end)).toMatchObject(document);
    });
  });

  if (major < 24) {
    describe("with callback handlers", () => {
      const cases: [string, string, unknown][] = [
        ["answers with the callback's result", "(e, c, callback) => { setTimeout(() => callback(null, 'later'), 5); }", { type: "response", value: "later" }],
        [
          "answers with the callback's error",
          "(e, c, callback) => { callback(new Error('cb')); }",
          { type: "error", value: { errorType: "Error", errorMessage: "cb" } },
        ],
        [
          "answers with a string error",
          "(e, c, callback) => { callback('plain'); }",
          { type: "error", value: { errorType: "string", errorMessage: "plain", trace: [] } },
        ],
        ["answers null if the callback is never called", "(e, c, callback) => {}", { type: "response", value: null }],
        ["takes context.succeed", "(e, c) => c.succeed('yes')", { type: "response", value: "yes" }],
        ["takes context.fail", "(e, c) => c.fail(new Error('no'))", { type: "error", value: { errorType: "Error", errorMessage: "no" } }],
        ["takes context.done", "(e, c) => c.done(null, 'done')", { type: "response", value: "done" }],
        ["takes a sync throw", "(e, c, callback) => { throw new Error('sync'); }", { type: "error", value: { errorType: "Error", errorMessage: "sync" } }],
        ["counts only the first call", "(e, c, callback) => { callback(null, 1); callback(null, 2); }", { type: "response", value: 1 }],
        ["ignores what a sync handler returns", "() => 5", { type: "response", value: null }],
      ];
      test.each(cases)("%s", async (_what, handler, expected) => {
        await using runtime = start({ "index.js": `exports.handler = ${handler}` });
        await runtime.initialize("index.handler");
        expect(readAnswer(await runtime.invoke())).toMatchObject({ ...(expected as object), next: true });
      });

      test("waits for the empty event loop unless told not to", async () => {
        const code = (waits: string): FunctionFiles => ({
          "index.js": `exports.handler = (e, c, cb) => { ${waits} setTimeout(() => console.log('timer'), 60); cb(null, 'x'); }`,
        });
        await using waiting = start(code(""));
        await waiting.initialize("index.handler");
        expect(readAnswer(await waiting.invoke()).value).toBe("x");
        expect(waiting.output).toMatch(logLine("INFO", "timer"));
        await using hasty = start(code("c.callbackWaitsForEmptyEventLoop = false;"));
        await hasty.initialize("index.handler");
        expect(readAnswer(await hasty.invoke()).value).toBe("x");
        expect(hasty.output).not.toMatch(/timer/);
      });
    });
  } else {
    test("refuses callback handlers", async () => {
      await using runtime = start({ "index.js": "exports.handler = (event, context, callback) => callback(null, 1)" });
      const frame = await runtime.initialize("index.handler");
      expect(frame.type).toBe("initError");
      expect(JSON.parse(frame.payload.toString())).toMatchObject({
        errorType: "Runtime.CallbackHandlerDeprecated",
        errorMessage:
          "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
      });
    });

    test("answers with what a sync handler returns, and loads TypeScript", async () => {
      await using runtime = start({ "index.mts": "export const handler = (event: { n: number }): number => event.n" });
      await runtime.initialize("index.handler");
      expect(readAnswer(await runtime.invoke('{"n":7}')).value).toBe(7);
    });
  }
});
