import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";

const anId = "[0-9a-f-]{36}";

describe.each(shapes)("functions that fail, $shape", ({ start }) => {
  const system = useSystem(start);

  test.each([
    [
      "a thrown error",
      "async (event) => { if (event.fail) throw new TypeError('broken'); return 'fine'; }",
      { errorType: "TypeError", errorMessage: "broken" },
    ],
    [
      "a rejected promise",
      "(event) => event.fail ? Promise.reject(new Error('rejected')) : Promise.resolve('fine')",
      { errorType: "Error", errorMessage: "rejected" },
    ],
  ])("%s is answered in AWS's shape and the next invocation works in the same environment", async (_name, body, error) => {
    await using fn = await createFunction(system(), handlerModule(body));

    const failed = await invoke(fn, { fail: true });

    expect(failed).toMatchObject({ status: 200, functionError: "Unhandled" });
    expect(JSON.parse(failed.payload)).toMatchObject({ ...error, trace: expect.arrayContaining([expect.stringContaining(error.errorMessage)]) });
    expect(await invoke(fn)).toMatchObject({ functionError: undefined, payload: '"fine"' });
  });

  test.each([
    ["a syntax error", { "index.mjs": "export const handler = async ( => 1;" }, "index.handler", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
    ["a missing module", { "other.mjs": "" }, "index.handler", "Runtime.ImportModuleError", /^Error: Cannot find module 'index'\nRequire stack:/],
    [
      "a missing handler",
      { "index.mjs": "export const other = 1;" },
      "index.handler",
      "Runtime.HandlerNotFound",
      /^index\.handler is undefined or not exported$/,
    ],
    ["a bad handler name", { "index.mjs": "" }, "index", "Runtime.MalformedHandlerName", /^Bad handler$/],
  ])("%s is answered at every invocation", async (_name, files: Record<string, string>, handler, errorType, message) => {
    await using fn = await createFunction(system(), files, { Handler: handler });

    for (let call = 0; call < 2; call++) {
      const answer = await invoke(fn);
      expect(answer).toMatchObject({ status: 200, functionError: "Unhandled" });
      expect(JSON.parse(answer.payload)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    }
  });

  test("a timeout ends the invocation in time and the next one runs in a new environment", async () => {
    await using fn = await createFunction(
      system(),
      {
        "index.mjs": `
import { readdirSync, writeFileSync } from "node:fs";
let calls = 0;
export const handler = (event) => {
  if (event.keep) writeFileSync("/tmp/kept", "");
  return event.hang ? new Promise(() => setInterval(() => {}, 1000)) : Promise.resolve([++calls, readdirSync("/tmp")]);
};`,
      },
      { Timeout: 1 },
    );

    expect((await invoke(fn, { keep: true })).payload).toBe('[1,["kept"]]');
    const hung = await invoke(fn, { hang: true });

    expect(hung.functionError).toBe("Unhandled");
    expect(JSON.parse(hung.payload)).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: ${anId} Error: Task timed out after 1\\.00 seconds$`)),
    });
    expect((await invoke(fn)).payload).toBe("[1,[]]");
  });

  test.each([
    ["exit 0", "process.exit(0)", "Runtime exited without providing a reason"],
    ["exit 3", "process.exit(3)", "Runtime exited with error: exit status 3"],
    ["for its own kill", "process.kill(process.pid, 'SIGKILL')", "Runtime exited with error: signal: killed"],
    ["abort", "process.abort()", "Runtime exited with error: signal: aborted"],
  ])("a handler that calls %s is answered and the next invocation works", async (_name, statement, text) => {
    await using fn = await createFunction(system(), handlerModule(`async (event) => { if (event.fail) ${statement}; return 'fine'; }`));

    const answer = await invoke(fn, { fail: true });

    expect(answer.functionError).toBe("Unhandled");
    expect(JSON.parse(answer.payload)).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: ${anId} Error: ${text}$`)),
    });
    expect((await invoke(fn)).payload).toBe('"fine"');
  });

  test("a function that takes more memory than it has is killed, told apart, and the next invocation works", async () => {
    await using fn = await createFunction(
      system(),
      handlerModule("async (event) => { const kept = []; while (event.fail) kept.push(Buffer.alloc(8 * 1024 * 1024, 1)); return 'fine'; }"),
      { Timeout: 20 },
    );

    const answer = await invoke(fn, { fail: true });

    expect(answer.functionError).toBe("Unhandled");
    expect(JSON.parse(answer.payload)).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: ${anId} Error: Runtime exited with error: signal: killed$`)),
    });
    expect((await invoke(fn)).payload).toBe('"fine"');
  });

  test("an answer above 6 MiB + 100 is refused and the environment survives", async () => {
    await using fn = await createFunction(
      system(),
      { "index.mjs": "let calls = 0; export const handler = async (event) => (++calls, event.big ? 'x'.repeat(7 * 1024 * 1024) : calls);" },
      { MemorySize: 512, Timeout: 20 },
    );

    const answer = await invoke(fn, { big: true });

    expect(JSON.parse(answer.payload)).toMatchObject({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
    expect((await invoke(fn)).payload).toBe("2");
  });
});
