/** What the suites of every driver share: sandboxes that run small scripts, and waiting with a deadline. For tests only. */
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import type { Sandbox, SandboxDriver, SandboxExit, SandboxSpec } from "./sandbox-driver.ts";

/** Opens the driver under test on a directory of its own. */
export type OpenDriver = (stateDirectory: string) => Promise<SandboxDriver>;

/** What a script left behind. */
export interface ScriptResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: SandboxExit;
}

/** The interpreter that runs the tests, as sandboxes see it. */
export const nodeInside = "/var/lang/bin/node";

/** A folder that sandboxes may read and that is removed with its scope. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "mayfly-sandbox-"));
  chmodSync(path, 0o755);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A specification with node at /var/lang, 256 MiB of memory and 64 MiB of /tmp, unless said otherwise. */
export function sandboxSpec(command: readonly string[], changes: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    sandboxId: `test-${randomUUID().slice(0, 18)}`,
    command,
    environment: { PATH: "/var/lang/bin:/usr/bin:/bin" },
    mounts: [{ hostPath: dirname(dirname(realpathSync(process.execPath))), sandboxPath: "/var/lang" }],
    memoryMib: 256,
    ephemeralMib: 64,
    ...changes,
  };
}

/** Collects a stream's text from now on. */
export class OutputText {
  #text = "";

  constructor(stream: Readable) {
    stream.on("data", (chunk: Buffer) => (this.#text += chunk.toString()));
  }

  get text(): string {
    return this.#text;
  }
}

/** Runs a command to its end in a sandbox of its own. */
async function runToEnd(driver: SandboxDriver, command: readonly string[], changes: Partial<SandboxSpec> = {}): Promise<ScriptResult> {
  await using sandbox = await driver.create(sandboxSpec(command, changes));
  return await collect(sandbox);
}

/** Runs a shell script to its end. */
export function runShell(driver: SandboxDriver, script: string, changes: Partial<SandboxSpec> = {}): Promise<ScriptResult> {
  return runToEnd(driver, ["/bin/sh", "-c", script], changes);
}

/** Runs JavaScript (CommonJS) to its end. */
export function runNode(driver: SandboxDriver, script: string, changes: Partial<SandboxSpec> = {}): Promise<ScriptResult> {
  return runToEnd(driver, [nodeInside, "-e", script], changes);
}

/** Everything a sandbox writes until its first process ends, at most 15 s. */
export async function collect(sandbox: Sandbox): Promise<ScriptResult> {
  const [stdout, stderr] = [new OutputText(sandbox.stdout), new OutputText(sandbox.stderr)];
  const timer = setTimeout(() => sandbox.kill(), 15_000);
  const exit = await sandbox.exited;
  clearTimeout(timer);
  return { stdout: stdout.text, stderr: stderr.text, exit };
}

/** Waits for a condition, at most 10 s unless said otherwise. */
export async function until(condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
  const deadlineAt = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadlineAt) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
