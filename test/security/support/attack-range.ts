/** A standalone with two functions of different owners: one that runs whatever a test sends it, and a neighbour that only wants to be answered. */
import type { CreateFunctionCommandInput } from "@aws-sdk/client-lambda";
import { createFunction, invoke, type Answer, type TestFunction } from "../../e2e/support/functions.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../../e2e/support/standalone-system.ts";
import { Neighbour } from "./neighbour.ts";

/** Runs the event's `code` as the body of an async function that has `require` and `event`. */
const anyCode = `const AsyncFunction = (async () => {}).constructor;
exports.handler = (event) => new AsyncFunction("require", "event", event.code)(require, event);`;

/** Where attacks are run. */
export interface AttackRange extends AsyncDisposable {
  readonly system: StandaloneSystem;
  readonly neighbour: Neighbour;
  /** A new function that runs JavaScript which it is sent. */
  attacker(settings?: Partial<CreateFunctionCommandInput>): Promise<TestFunction>;
}

/** Starts the system and the neighbour. */
export async function openAttackRange(): Promise<AttackRange> {
  await using stack = new AsyncDisposableStack();
  const system = stack.use(await startStandaloneSystem());
  const neighbour = stack.use(await Neighbour.move(system));
  const running = stack.move();
  return {
    system,
    neighbour,
    attacker: (settings = {}) => createFunction(system, { "index.js": anyCode }, { Timeout: 20, MemorySize: 256, ...settings }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Runs JavaScript in a function. */
export function runInside(fn: TestFunction, code: string, event: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  return invoke(fn, { ...event, code });
}

/** Runs JavaScript in a function and gives back what it returned; fails if the function failed. */
export async function valueInside(fn: TestFunction, code: string, event: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const answer = await runInside(fn, code, event);
  if (answer.functionError !== undefined) throw new Error(answer.payload);
  return JSON.parse(answer.payload);
}

/** Runs a shell script in a function and gives back all that it wrote. */
export async function shellInside(fn: TestFunction, script: string): Promise<string> {
  const code = `return require("child_process").spawnSync("/bin/sh", ["-c", event.script], { encoding: "utf8", timeout: 10000, stdio: ["ignore", "pipe", "pipe"] }).output.join("")`;
  return String(await valueInside(fn, code, { script }));
}

/** The error document of an invocation that failed. */
export function failureOf(answer: Answer): { readonly errorType?: string; readonly errorMessage?: string } {
  if (answer.functionError === undefined) throw new Error(`the function did not fail: ${answer.payload}`);
  // An error document as the API gives it; what is missing shows in the expectation.
  return JSON.parse(answer.payload) as { errorType?: string; errorMessage?: string };
}
