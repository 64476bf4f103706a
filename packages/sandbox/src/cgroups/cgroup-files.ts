import { mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Names of the cgroups directly below `directory`; none if it does not exist. */
export function listCgroups(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** Process ids in a `cgroup.procs`; none if the cgroup is gone. */
export function readProcesses(directory: string): readonly number[] {
  try {
    return readFileSync(join(directory, "cgroup.procs"), "latin1").split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The number in a control file. */
export function readNumber(directory: string, file: string): number {
  return Number(readFileSync(join(directory, file), "latin1"));
}

/** Value after `key ` in a file of such lines; 0 if absent or the cgroup is gone. */
export function readKeyedNumber(path: string, key: string): number {
  try {
    return parseKeyedNumber(readFileSync(path, "latin1"), key);
  } catch {
    return 0;
  }
}

/** Value after `key ` at the start of a line; 0 if there is none. */
export function parseKeyedNumber(text: string, key: string): number {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${key} `));
  return line === undefined ? 0 : Number(line.slice(key.length + 1));
}

/** Removes a cgroup; true if it is gone, false if it is still in use. */
export function removeCgroup(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    return isErrorWithCode(error, "ENOENT");
  }
}

/** True for a system error of this code. */
export function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Makes a cgroup that may exist already. */
export function makeCgroup(directory: string): void {
  mkdirSync(directory, { recursive: true });
}

/** Writes one control file. */
export function writeControl(directory: string, file: string, value: string | number): void {
  writeFileSync(join(directory, file), String(value));
}

/** Waits until `done` holds, asking at once, then every half millisecond; false after the deadline. */
export async function waitUntil(done: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadlineAt = performance.now() + timeoutMs;
  for (let round = 0; !done(); round += 1) {
    if (performance.now() > deadlineAt) return false;
    await new Promise<void>((resolve) => (round < 20 ? setImmediate(resolve) : setTimeout(resolve, 1)));
  }
  return true;
}
