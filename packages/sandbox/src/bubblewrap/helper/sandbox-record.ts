/**
 * What the helper notes down of a sandbox beside its FIFOs, so that a later helper can go on with it, or end it. One line of JSON that begins with pid
 * and start time: the anchor reads it by shell (anchor.ts).
 */
import { readdirSync, readFileSync, statSync, writeFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findProcess, isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { exitStatusPath } from "./exit-status.ts";
import { killProcess, stopProcess } from "./kill-process.ts";

const identitySchema = z.object({ pid: z.number().int().positive(), startTicks: z.number() });
const recordSchema = identitySchema.extend({
  owner: z.number().int().optional(),
  supervised: z.boolean(),
  natPort: z.number().int().optional(),
});

/** A sandbox that has been set up: the identity is that of its pid 1. */
export type SandboxRecord = z.output<typeof recordSchema>;

const recordName = "sandbox.json";
const parentName = "parent.json";

/** Notes a sandbox's pid 1 and what it holds. */
export function writeSandboxRecord(directory: string, record: SandboxRecord): void {
  const { pid, startTicks, ...held } = record;
  writeFileSync(join(directory, recordName), JSON.stringify({ pid, startTicks, ...held }));
}

/** Undefined for a sandbox that was not set up to its end. */
export function readSandboxRecord(directory: string): SandboxRecord | undefined {
  return parseFile(join(directory, recordName), recordSchema);
}

/** Notes the process that sets a sandbox up, before its pid 1 is known. */
export function recordParent(directory: string, pid: number | undefined): void {
  const parent = pid === undefined ? undefined : findProcess(pid);
  if (parent !== undefined) writeFileSync(join(directory, parentName), JSON.stringify(parent));
}

/**
 * Kills what the records of a directory tell of: pid 1, and where it is not known its parent with its children. A helper may have been killed between
 * starting a process and noting it: where nothing is noted, whoever holds the exit status open is killed.
 */
export function killRecorded(directory: string): void {
  const parent = parseFile(join(directory, parentName), identitySchema);
  if (parent !== undefined) killWithChildren(parent);
  const init = readSandboxRecord(directory);
  if (init !== undefined) killProcess(init);
  if (parent === undefined && init === undefined) for (const holder of holdersOf(exitStatusPath(directory))) killWithChildren(holder);
}

/** Other processes that have a file open; none if there is no such file. */
function holdersOf(path: string): readonly ProcessIdentity[] {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.filter((pid) => hasOpen(pid, file)).flatMap((pid) => findProcess(Number(pid)) ?? []);
}

function hasOpen(pid: string, file: Stats): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => isFile(`/proc/${pid}/fd/${fd}`, file));
  } catch {
    // It has ended, or is another user's.
    return false;
  }
}

function isFile(path: string, { dev, ino }: Stats): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.dev === dev && found.ino === ino;
}

/** SIGKILL to a process and its children; it is stopped first, so that it makes no more of them. */
export function killWithChildren(parent: ProcessIdentity): void {
  if (!isSameProcess(parent)) return;
  stopProcess(parent);
  for (const child of childrenOf(parent.pid)) {
    const identity = findProcess(child);
    if (identity !== undefined) killProcess(identity);
  }
  killProcess(parent);
}

/** Children of a process, the oldest first. */
export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** What a file holds; undefined if it is missing or damaged. */
export function parseFile<Value>(path: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
