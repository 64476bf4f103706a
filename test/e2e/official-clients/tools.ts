import { findExecutable, programFolders } from "@mayfly/servers/executables";
import { runCommand } from "@mayfly/servers/run-command";

const timeoutMs = 10 * 60_000;

/** A compiler or package tool is not on this machine; the message says what to install. */
export class MissingTool extends Error {
  override readonly name = "MissingTool";
}

/** Where a program is; throws MissingTool with `advice` if it is in none of `folders` and `more`. */
export function findTool(program: string, advice: string, more: readonly string[] = [], folders = programFolders(process.env)): string {
  const path = findExecutable(program, [...folders, ...more]);
  if (path !== undefined) return path;
  throw new MissingTool(`${program} is not on this machine. ${advice}`);
}

/** Runs a tool in this machine's own environment and gives back what it wrote; at most ten minutes. */
export async function runTool(
  command: readonly [string, ...string[]],
  workingDirectory: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  return await runCommand(command, { environment: { ...process.env, ...variables }, workingDirectory, timeoutMs });
}
