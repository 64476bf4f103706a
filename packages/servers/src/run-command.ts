import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Environment } from "@mayfly/config/process-environment";

/** How to run a command to its end. */
export interface RunCommandOptions {
  readonly environment: Environment;
  readonly workingDirectory?: string;
  /** It is killed after this long. */
  readonly timeoutMs: number;
}

const outputBytesMax = 16 * 1024 * 1024;
const execute = promisify(execFile);

/** Runs a command and resolves with what it wrote to standard output. Fails with an error that holds the command and what it wrote to standard error. */
export async function runCommand(command: readonly [string, ...string[]], options: RunCommandOptions): Promise<string> {
  const [path, ...commandArguments] = command;
  const { stdout } = await execute(path, commandArguments, {
    cwd: options.workingDirectory,
    env: options.environment,
    timeout: options.timeoutMs,
    maxBuffer: outputBytesMax,
    killSignal: "SIGKILL",
  });
  return stdout;
}
