import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BootstrapProcess, pythonArguments, readAnswer, type FunctionFiles } from "./bootstrap-process.test-support.ts";
import { toAgentFrames, toSandboxFrames } from "./frame-protocol.ts";
import { createRuntimeCatalogue, hostArchitecture } from "./runtime-catalogue.ts";

const requestId = "11111111-2222-4333-8444-555555555555";
const catalogue = createRuntimeCatalogue({ cacheDirectory: "/nonexistent", environment: process.env, architecture: hostArchitecture() });
const present = catalogue.names.filter((name) => name.startsWith("python") && catalogue.isInstalled(name));
const textLine = (level: string, message: string): RegExp => new RegExp(`^\\[${level}\\]\\t\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t${requestId}\\t${message}$`, "m");

test("the sandbox half and the host half agree on the frame types", () => {
  const source = readFileSync(new URL("../bootstraps/python/mayfly_runtime.py", import.meta.url), "utf8");
  const table = (name: string): Record<string, number> => {
    const text = new RegExp(`^${name} = \\{([^}]*)\\}`, "m").exec(source)?.[1] ?? "";
    return Object.fromEntries([...text.matchAll(/"(\w+)": (\d+)/g)].map(([, key = "", value]) => [key, Number(value)]));
  };
  expect(table("TO_SANDBOX")).toEqual(toSandboxFrames);
  expect(toAgentFrames).toMatchObject(table("TO_AGENT"));
  expect(Object.keys(table("TO_AGENT"))).toHaveLength(5);
});

test("this machine has a Python to test with", () => {
  expect(present).not.toEqual([]);
});

describe.each(present)("the bootstrap on %s", (name) => {
  const start = async (files: FunctionFiles): Promise<BootstrapProcess> =>
    new BootstrapProcess((await catalogue.ensure(name)).interpreter ?? "", files, pythonArguments);

  test.each<[string, string, FunctionFiles]>([
    ["a module", "index.handler", { "index.py": "def handler(event, context): return {'hello': event['name']}" }],
    ["a module in a package, by slashes", "app/main.handler", { "app/main.py": "def handler(event, context): return {'hello': event['name']}" }],
    [
      "a module in a package, by dots",
      "app.main.handler",
      { "app/__init__.py": "", "app/main.py": "def handler(event, context): return {'hello': event['name']}" },
    ],
    [
      "a module that imports its neighbour",
      "index.handler",
      { "index.py": "from greet import greet\ndef handler(event, context): return greet(event)", "greet.py": "def greet(e): return {'hello': e['name']}" },
    ],
    [
      "a callable object",
      "index.handler",
      { "index.py": "class App:\n    def __call__(self, event, context): return {'hello': event['name']}\nhandler = App()" },
    ],
  ])("loads %s", async (_what, handler, files) => {
    await using runtime = await start(files);
    expect((await runtime.initialize(handler)).type).toBe("initialized");
    expect(readAnswer(await runtime.invoke('{"name":"Ada"}'))).toEqual({ type: "response", next: true, value: { hello: "Ada" } });
  });

  test("replaces the whole process environment and enters the task root", async () => {
    await using runtime = await start({ "index.py": "import os\ndef handler(event, context): return {'env': dict(os.environ), 'cwd': os.getcwd()}" });
    await runtime.initialize("index.handler", { GREETING: "hi" });
    const { value } = readAnswer(await runtime.invoke("{}", { traceHeader: "Root=1-2-3" }));
    expect(value).toMatchObject({ cwd: runtime.taskRoot, env: { GREETING: "hi", _X_AMZN_TRACE_ID: "Root=1-2-3" } });
    expect(value).not.toHaveProperty("env.PATH");
    expect(readAnswer(await runtime.invoke()).value).not.toHaveProperty("env._X_AMZN_TRACE_ID");
  });

  test("gives the handler a context with all of AWS's fields", async () => {
    await using runtime = await start({
      "index.py": [
        "def handler(event, context):",
        "    c = context",
        "    return [c.aws_request_id, c.function_name, c.function_version, c.memory_limit_in_mb, c.log_group_name, c.log_stream_name, c.invoked_function_arn,",
        "        c.client_context.client.installation_id, c.client_context.client.app_title, c.client_context.custom, c.client_context.env,",
        "        c.identity.cognito_identity_id, c.identity.cognito_identity_pool_id, c.get_remaining_time_in_millis(), c.tenant_id, repr(c)]",
      ].join("\n"),
    });
    await runtime.initialize("index.handler");
    const clientContext = '{"client":{"installation_id":"i"},"custom":{"a":1}}';
    const { value } = readAnswer(
      await runtime.invoke("{}", { clientContext, cognitoIdentity: '{"cognitoIdentityId":"c","cognitoIdentityPoolId":"p"}', deadlineMs: Date.now() + 5000 }),
    );
    expect(value).toEqual([
      ...[requestId, "greeter", "$LATEST", "128", "/aws/lambda/greeter", "2026/01/01/[$LATEST]0123", "arn:aws:lambda:us-east-1:000000000000:function:greeter"],
      ...[
        "i",
        null,
        { a: 1 },
        null,
        "c",
        "p",
        expect.any(Number),
        null,
        expect.stringMatching(/^LambdaContext\(\[aws_request_id=1111.*identity=CognitoIdentity\(/),
      ],
    ]);
    expect((value as number[])[13]).toBeGreaterThan(4000);
    const bare = readAnswer(await runtime.invoke("{}", { deadlineMs: Date.now() - 1 }));
    expect(bare.value).toMatchObject({ errorType: "AttributeError", errorMessage: "'NoneType' object has no attribute 'client'" });
  });

  test("reports an exception with its trace, logs it as one event, and takes the next invocation", async () => {
    await using runtime = await start({
      "index.py": "def deeper(event):\n    raise ValueError('boom')\ndef handler(event, context):\n    return deeper(event) if event else 'fine'\n",
    });
    await runtime.initialize("index.handler");
    const { type, next, value } = readAnswer(await runtime.invoke('{"fail":true}'));
    expect({ type, next }).toEqual({ type: "error", next: true });
    expect(Object.keys(value as object)).toEqual(["errorMessage", "errorType", "requestId", "stackTrace"]);
    expect(value).toEqual({
      errorMessage: "boom",
      errorType: "ValueError",
      requestId,
      stackTrace: [
        `  File "${runtime.taskRoot}/index.py", line 4, in handler\n    return deeper(event) if event else 'fine'\n`,
        `  File "${runtime.taskRoot}/index.py", line 2, in deeper\n    raise ValueError('boom')\n`,
      ],
    });
    expect(runtime.output).toBe(
      `[ERROR] ValueError: boom\rTraceback (most recent call last):\r\u00a0\u00a0File "${runtime.taskRoot}/index.py", line 4, in handler\r\u00a0\u00a0\u00a0\u00a0return deeper(event) if event else 'fine'\r\u00a0\u00a0File "${runtime.taskRoot}/index.py", line 2, in deeper\r\u00a0\u00a0\u00a0\u00a0raise ValueError('boom')\n`,
    );
    expect(readAnswer(await runtime.invoke()).value).toBe("fine");
  });

  test.each<[string, string, FunctionFiles, string, string | RegExp]>([
    [
      "a syntax error",
      "index.handler",
      { "index.py": "def handler(:" },
      "Runtime.UserCodeSyntaxError",
      /^Syntax error in module 'index': invalid syntax.* \(index\.py, line 1\)$/,
    ],
    ["a missing module", "other.handler", {}, "Runtime.ImportModuleError", "Unable to import module 'other': No module named 'other'"],
    [
      "a missing dependency",
      "index.handler",
      { "index.py": "import left_pad" },
      "Runtime.ImportModuleError",
      "Unable to import module 'index': No module named 'left_pad'",
    ],
    ["a missing function", "index.handler", { "index.py": "other = 1" }, "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"],
    ["a handler without a dot", "index", {}, "Runtime.MalformedHandlerName", "Bad handler 'index': not enough values to unpack (expected 2, got 1)"],
    ["the name of a built-in module", "sys.exit", {}, "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"],
    ["an exception at import", "index.handler", { "index.py": "raise KeyError('config')" }, "KeyError", "'config'"],
  ])("fails init for %s", async (_what, handler, files, errorType, errorMessage) => {
    await using runtime = await start(files);
    const frame = await runtime.initialize(handler);
    expect(frame.type).toBe("initError");
    const document: unknown = JSON.parse(frame.payload.toString());
    expect(document).toMatchObject({
      errorType,
      errorMessage: typeof errorMessage === "string" ? errorMessage : expect.stringMatching(errorMessage),
      requestId: "",
    });
    expect(await runtime.exitCode()).toBe(1);
    expect(runtime.output).toContain(`[ERROR] ${errorType}: `);
  });

  test("shows where an import failed only in the function's own code", async () => {
    await using runtime = await start({ "index.py": "import deep", "deep.py": "raise KeyError('config')" });
    const document: unknown = JSON.parse((await runtime.initialize("index.handler")).payload.toString());
    const trace = (document as { stackTrace: string[] }).stackTrace.filter((line) => !line.includes("importlib"));
    expect(trace).toEqual([
      `  File "${runtime.taskRoot}/index.py", line 1, in <module>\n    import deep\n`,
      `  File "${runtime.taskRoot}/deep.py", line 1, in <module>\n    raise KeyError('config')\n`,
    ]);
  });

  test.each<[string, string, string]>([
    ["a set", "{1}", "Unable to marshal response: Object of type set is not JSON serializable"],
    ["a generator", "(x for x in [1])", "Unable to marshal response: Object of type generator is not JSON serializable"],
    ["a coroutine", "later()", "Unable to marshal response: Object of type coroutine is not JSON serializable"],
    ["infinity", "float('inf')", "Unable to marshal response: Out of range float values are not JSON compliant"],
  ])("refuses to marshal %s, and stays usable", async (_what, expression, message) => {
    await using runtime = await start({ "index.py": `async def later(): pass\ndef handler(event, context): return ${expression} if event else 'fine'` });
    await runtime.initialize("index.handler");
    const { type, value } = readAnswer(await runtime.invoke('{"fail":1}'));
    expect(type).toBe("error");
    expect(value).toMatchObject({ errorType: "Runtime.MarshalError", errorMessage: expect.stringContaining(message), requestId, stackTrace: [] });
    expect(readAnswer(await runtime.invoke()).value).toBe("fine");
  });

  test("answers Decimals as numbers, text as AWS does, and None as null", async () => {
    await using runtime = await start({
      "index.py":
        "from decimal import Decimal\ndef handler(event, context): return [Decimal('1.10'), {'d': Decimal(12345678901234567890)}, 'ü', None] if event else None",
    });
    await runtime.initialize("index.handler");
    const minor = Number(name.split(".")[1]);
    expect((await runtime.invoke('{"a":1}')).payload.toString("utf8", 1)).toBe(
      `[1.10, {"d": 12345678901234567890}, ${minor < 12 ? String.raw`"\u00fc"` : '"ü"'}, null]`,
    );
    expect(readAnswer(await runtime.invoke()).value).toBeNull();
  });

  test("passes bytes through, and takes events and gives answers of 6 MB", async () => {
    await using runtime = await start({ "index.py": "def handler(event, context): return b'<raw>' if event == 1 else event" });
    await runtime.initialize("index.handler");
    expect((await runtime.invoke("1")).payload.toString("utf8", 1)).toBe("<raw>");
    const text = "x".repeat(6_000_000);
    expect(readAnswer(await runtime.invoke(JSON.stringify(text))).value).toBe(text);
  });

  test("writes records of logging with level, time and request id, one event a line", async () => {
    await using runtime = await start({
      "index.py": [
        "import logging",
        "log = logging.getLogger()",
        "log.setLevel(logging.INFO)",
        "def handler(event, context):",
        "    log.info('one\\ntwo'); log.debug('no'); logging.getLogger('child').warning('%s warns', 'it')",
        "    try: 1 / 0",
        "    except ZeroDivisionError: log.exception('divided')",
        "    print('plain'); print('part', end='')",
      ].join("\n"),
    });
    await runtime.initialize("index.handler");
    await runtime.invoke();
    expect(runtime.output).toMatch(textLine("INFO", "one\rtwo"));
    expect(runtime.output).toMatch(textLine("WARNING", "it warns"));
    expect(runtime.output).toMatch(textLine("ERROR", "divided\rTraceback \\(most recent call last\\):\r[^\n]*ZeroDivisionError: division by zero"));
    expect(runtime.output).not.toContain("\tno");
    expect(runtime.output.endsWith("plain\npart")).toBe(true);
  });

  test("writes JSON lines where the function asks for them, from the level it asks for", async () => {
    await using runtime = await start({
      "index.py": [
        "import logging",
        "log = logging.getLogger('app')",
        "def handler(event, context):",
        "    log.info('no'); log.warning('hot', extra={'degrees': 41})",
        "    try: 1 / 0",
        "    except ZeroDivisionError: log.exception('divided')",
        "    print('plain')",
        "    raise RuntimeError('boom')",
      ].join("\n"),
    });
    await runtime.initialize("index.handler", { AWS_LAMBDA_LOG_FORMAT: "JSON", AWS_LAMBDA_LOG_LEVEL: "WARN" });
    await runtime.invoke();
    const lines = runtime.output.trim().split("\n");
    const parsed = lines.filter((line) => line.startsWith("{")).map((line): unknown => JSON.parse(line));
    const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(parsed).toEqual([
      { timestamp, level: "WARNING", message: "hot", logger: "app", requestId, degrees: 41 },
      expect.objectContaining({
        ...{ level: "ERROR", message: "divided", errorType: "ZeroDivisionError", errorMessage: "division by zero", requestId },
        ...{ stackTrace: [expect.stringContaining("line 5")], location: expect.stringMatching(/index\.py:handler:6$/) },
      }),
      { timestamp, level: "ERROR", errorMessage: "boom", errorType: "RuntimeError", requestId, stackTrace: [expect.stringContaining("line 8")] },
    ]);
    expect(lines).toContain("plain");
  });

  test.each<[string, string, number]>([
    ["sys.exit(3)", "import sys; sys.exit(3)", 3],
    ["exit()", "exit()", 0],
    ["os._exit(4) with output before", "import os; os._exit(4)", 4],
  ])("ends with the function's own exit code after %s and loses no output", async (_what, statement, code) => {
    await using runtime = await start({
      "index.py": `def handler(event, context):\n    for i in range(3000): print('x' * 99)\n    print('last', end='')\n    ${statement}`,
    });
    await runtime.initialize("index.handler");
    runtime.send("{}");
    expect(await runtime.exitCode()).toBe(code);
    expect(runtime.output.match(/^x{99}$/gm)).toHaveLength(3000);
    expect(runtime.output.endsWith("last")).toBe(true);
  });

  test("ends like any program at an exception that is no Exception", async () => {
    await using runtime = await start({ "index.py": "def handler(event, context): raise KeyboardInterrupt()" });
    await runtime.initialize("index.handler");
    runtime.send("{}");
    // Python ends itself by the signal's default action.
    expect([null, 1, 130]).toContain(await runtime.exitCode());
  });
});
