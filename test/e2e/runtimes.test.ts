import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Runtime } from "@aws-sdk/client-lambda";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { describe, expect, test } from "vitest";
import { createFunction, invoke } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";

const environment = processEnvironment();
// The SDK's union of names is a closed one.
const runtimes = createRuntimeCatalogue({ cacheDirectory: cacheDirectory(environment), environment, architecture: hostArchitecture() })
  .list()
  .map((listing) => ({ ...listing, name: listing.name as Runtime }));
const pythons = runtimes.filter(({ name, status }) => name.startsWith("python") && status === "ready").map(({ name }) => name);
const javas = runtimes.filter(({ name, status }) => name.startsWith("java") && status !== "missing");
const missing = runtimes.filter(({ status }) => status === "missing");

const commonJs = `
const { readFileSync } = require("node:fs");
exports.handler = (event, context, callback) => {
  if (event.fail) return callback(new RangeError("called back"));
  setTimeout(() => callback(null, { node: process.versions.node.split(".")[0], here: __filename, read: typeof readFileSync }), 1);
};
`;

describe.each(shapes)("managed runtimes, $shape", ({ start }) => {
  const system = useSystem(start);

  test.each([
    ["nodejs20.x", "20"],
    ["nodejs22.x", "22"],
  ] as const)(
    "%s runs a CommonJS handler that answers through its callback",
    async (runtime, node) => {
      await using fn = await createFunction(system(), { "index.js": commonJs }, { Runtime: runtime });

      expect(JSON.parse((await invoke(fn)).payload)).toEqual({ node, here: "/var/task/index.js", read: "function" });
      const failed = await invoke(fn, { fail: true });
      expect(failed.functionError).toBe("Unhandled");
      expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "RangeError", errorMessage: "called back" });
    },
    180_000,
  );

  describe.each(pythons)("%s", (runtime) => {
    test("runs, logs, fails and times out as on AWS", async () => {
      const code = [
        "import json, logging, sys, time",
        "def handler(event, context):",
        "    if event.get('fail'): raise ValueError('boom')",
        "    if event.get('exit'): sys.exit(0)",
        "    if event.get('sleep'): time.sleep(30)",
        "    print('printed'); logging.warning('warned')",
        "    return {'version': 'python%d.%d' % sys.version_info[:2], 'file': __file__, 'remaining': context.get_remaining_time_in_millis() <= 2000}",
      ];
      await using fn = await createFunction(system(), { "app/main.py": code.join("\n") }, { Runtime: runtime, Handler: "app/main.handler", Timeout: 2 });

      const answer = await invoke(fn, {}, { LogType: "Tail" });
      expect(JSON.parse(answer.payload)).toEqual({ version: runtime, file: "/var/task/app/main.py", remaining: true });
      expect(answer.log).toMatch(/^printed$/m);
      expect(answer.log).toMatch(/^\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t[0-9a-f-]{36}\twarned$/m);

      const failed = await invoke(fn, { fail: true }, { LogType: "Tail" });
      expect(failed.functionError).toBe("Unhandled");
      expect(JSON.parse(failed.payload)).toEqual({
        ...{ errorMessage: "boom", errorType: "ValueError", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        stackTrace: ["  File \"/var/task/app/main.py\", line 3, in handler\n    if event.get('fail'): raise ValueError('boom')\n"],
      });
      expect(failed.log).toContain("[ERROR] ValueError: boom\rTraceback (most recent call last):\r\u00a0\u00a0File");

      expect(JSON.parse((await invoke(fn, { exit: true })).payload)).toEqual({
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Runtime exited without providing a reason$/),
      });
      expect(JSON.parse((await invoke(fn, { sleep: true })).payload)).toMatchObject({
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/Error: Task timed out after 2\.00 seconds$/),
      });
      expect((await invoke(fn)).functionError).toBeUndefined();
    }, 60_000);

    test("tells a module that cannot be imported and one that fails", async () => {
      await using missing = await createFunction(system(), { "index.py": "import left_pad" }, { Runtime: runtime });
      expect(JSON.parse((await invoke(missing)).payload)).toEqual({
        ...{ errorType: "Runtime.ImportModuleError", errorMessage: "Unable to import module 'index': No module named 'left_pad'" },
        ...{ requestId: expect.any(String), stackTrace: [] },
      });
      await using failing = await createFunction(system(), { "index.py": "raise KeyError('config')" }, { Runtime: runtime });
      expect(JSON.parse((await invoke(failing)).payload)).toMatchObject({ errorType: "KeyError", errorMessage: "'config'" });
    }, 60_000);

    test("writes JSON logs where the function is configured so", async () => {
      const code = "import logging\ndef handler(event, context):\n    logging.getLogger('app').error('told', extra={'degrees': 41})";
      await using fn = await createFunction(system(), { "index.py": code }, { Runtime: runtime, LoggingConfig: { LogFormat: "JSON" } });
      const { log } = await invoke(fn, {}, { LogType: "Tail" });
      const line = log.split("\n").find((each) => each.includes("told")) ?? "{}";
      expect(JSON.parse(line)).toMatchObject({
        level: "ERROR",
        message: "told",
        logger: "app",
        degrees: 41,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    }, 60_000);
  });

  test.each(missing)("$name, which this machine lacks, is told with what adds it", async ({ name, explanation }) => {
    const settled = createFunction(system(), { "index.py": "" }, { Runtime: name }).then((fn) => fn[Symbol.asyncDispose]());
    await expect(settled).rejects.toThrow(new RegExp(`is Failed: The runtime ${name} needs .* which is not on this host: install`));
    expect(explanation).toMatch(/\/runtimes\/.*\.json/);
  });

  test.each(javas)(
    "$name runs a class through AWS's runtime interface client",
    async ({ name: runtime }) => {
      const classFile = await compileJava(
        "demo/Hello.java",
        `package demo;
       public class Hello {
         public java.util.Map<String, Object> handle(java.util.Map<String, String> event) {
           if (event.containsKey("fail")) throw new IllegalStateException("boom");
           System.out.println("printed");
           return java.util.Map.of("hello", event.get("name"), "version", Runtime.version().feature());
         }
       }`,
      );
      await using fn = await createFunction(
        system(),
        { "demo/Hello.class": classFile },
        { Runtime: runtime, Handler: "demo.Hello::handle", MemorySize: 512, Timeout: 10 },
      );
      const answer = await invoke(fn, { name: "Ada" }, { LogType: "Tail" });
      expect(JSON.parse(answer.payload)).toEqual({ hello: "Ada", version: Number(runtime.slice("java".length)) });
      expect(answer.log).toMatch(/^printed$/m);
      expect(JSON.parse((await invoke(fn, { fail: "x" })).payload)).toMatchObject({
        ...{
          errorType: "java.lang.IllegalStateException",
          errorMessage: "boom",
          stackTrace: expect.arrayContaining(["demo.Hello.handle(Hello.java:4)"]),
        },
      });
    },
    180_000,
  );
});

/** Compiles one class for Java 17 and later with this machine's compiler. */
async function compileJava(path: string, text: string): Promise<Uint8Array> {
  await using directory = await temporaryDirectory();
  const source = join(directory.path, path);
  await mkdir(dirname(source), { recursive: true });
  await writeFile(source, text);
  await promisify(execFile)("javac", ["--release", "17", "-d", directory.path, source]);
  return await readFile(source.replace(/java$/, "class"));
}
