import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { waitFor } from "@mayfly/testkit/wait-for";

const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url));
const cliMain = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url));
const readyDeadlineMs = 30_000;
const stopDeadlineMs = 20_000;

/** A `mayfly` command that runs in a process of its own. */
export interface MayflyProcess extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Everything it has written so far. */
  output(): string;
  /** Resolves with the exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  /** Waits for a condition; fails at once with the output if the process ends before it holds. */
  waitFor<T>(condition: () => T | undefined | Promise<T | undefined>, what: string): Promise<T>;
}

/** What runs the CLI: node itself, as users' service files do. */
const launcherDefault: readonly string[] = [process.execPath, ...(process.env["MAYFLY_TEST_NODE_FLAGS"]?.split(" ") ?? []), cliMain];

/** Starts `mayfly <args>`, by another launcher if one is given. Disposing sends SIGTERM and fails unless it exits with 0 within 20 s (DESIGN §10). */
export function startMayfly(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  launcher: readonly string[] = launcherDefault,
): MayflyProcess {
  const [program = "", ...words] = [...launcher, ...args];
  const child = spawn(program, words, {
    cwd: repositoryRoot,
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid === undefined) throw new Error("mayfly could not be started");
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output += text.toString()));
  const exited = once(child, "exit").then(([code, signal]: unknown[]) => (typeof code === "number" ? code : String(signal)));
  const fail = (result: number | string): never => {
    throw new Error(`mayfly ${args.join(" ")} ended with ${result}:\n${output}`);
  };
  return {
    pid: child.pid,
    child,
    output: () => output,
    exited,
    waitFor: (condition, what) => Promise.race([waitFor(condition, { deadlineMs: readyDeadlineMs, what }), exited.then((result) => fail(result))]),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const result = await Promise.race([exited, deadline()]);
      if (result === 0) return;
      child.kill("SIGKILL");
      fail(result);
    },
  };
}

async function deadline(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, stopDeadlineMs).unref());
  return "no exit within 20 s";
}
