/**
 * What a helper that was killed may have left: itself still clearing up, sandboxes, their cgroups and directories. Those that the agent claims and that
 * still run as they were noted down are kept; everything else is ended and removed. Mounts, network namespaces and loop devices end with the last
 * process that holds them.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { waitUntil } from "../../cgroups/cgroup-files.ts";
import type { CgroupTree } from "../../cgroups/cgroup-tree.ts";
import { killProcess } from "./kill-process.ts";
import { killRecorded, parseFile, readSandboxRecord, type SandboxRecord } from "./sandbox-record.ts";

const identitySchema = z.object({ pid: z.number().int().positive(), startTicks: z.number() });
const recordSchema = z.object({ helper: identitySchema, agent: identitySchema });
const recordName = ".helper.json";
const waitMs = 5_000;
/** An earlier helper whose agent is gone has this long to end by itself: a start after kill -9 waits for it. */
const graceMs = 300;

/** Ends an earlier helper of this directory whose agent is gone. Throws if its agent still runs. */
export async function takeOverStateDirectory(stateDirectory: string): Promise<void> {
  const earlier = parseFile(join(stateDirectory, recordName), recordSchema);
  if (earlier !== undefined && isSameProcess(earlier.helper)) {
    // It may be ending just now, because its agent is. What it does not manage soon, `clearLeftovers` does as well, and quicker.
    const ended = await waitUntil(() => !isSameProcess(earlier.helper) || isSameProcess(earlier.agent), graceMs);
    if (ended && isSameProcess(earlier.helper)) {
      throw new Error(`the agent with pid ${earlier.agent.pid} uses ${stateDirectory}; stop it or choose another directory`);
    }
    killProcess(earlier.helper);
    await waitUntil(() => !isSameProcess(earlier.helper), waitMs);
  }
  const [helper, agent] = [findProcess(process.pid), findProcess(process.ppid)];
  writeFileSync(join(stateDirectory, recordName), JSON.stringify({ helper, agent }));
}

/** Those of the claimed sandboxes that had been set up and that are in their cgroup, or have ended; by id. */
export function findAdoptable(stateDirectory: string, cgroups: CgroupTree, claimed: readonly string[]): ReadonlyMap<string, SandboxRecord> {
  const found = new Map<string, SandboxRecord>();
  for (const sandboxId of claimed) {
    const record = readSandboxRecord(join(stateDirectory, sandboxId));
    if (record === undefined) continue;
    const isInItsCgroup = cgroups.kind === "none" || cgroups.processes(sandboxId).includes(record.pid);
    if (isInItsCgroup || !isSameProcess(record)) found.set(sandboxId, record);
  }
  return found;
}

/**
 * Kills what runs in this driver's cgroups and directories and removes them, but for the sandboxes that are kept. Where `kept` is given, also the
 * helper's own directories stay: in the earlier helper's namespace there may be mounts in them, which `Slots` and `LoopTemporaryStorage` take away.
 */
export async function clearLeftovers(stateDirectory: string, cgroups: CgroupTree, kept?: ReadonlySet<string>): Promise<void> {
  const stays = (name: string): boolean => name === recordName || (kept !== undefined && (kept.has(name) || name.startsWith(".")));
  const directories = listDirectory(stateDirectory).filter((name) => !stays(name));
  for (const name of directories) killRecorded(join(stateDirectory, name));
  for (const name of cgroups.list()) if (kept?.has(name) !== true) await endCgroup(cgroups, name);
  for (const name of directories) rmSync(join(stateDirectory, name), { recursive: true, force: true });
}

/** Forgets this helper. */
export function leaveStateDirectory(stateDirectory: string): void {
  rmSync(join(stateDirectory, recordName), { force: true });
}

async function endCgroup(cgroups: CgroupTree, name: string): Promise<void> {
  const gone = await waitUntil(() => {
    for (const pid of cgroups.processes(name)) killQuietly(pid);
    cgroups.thaw(name);
    return cgroups.remove(name);
  }, waitMs);
  if (!gone) throw new Error(`the cgroup ${name} of an earlier agent could not be removed`);
}

/** Nothing, where the directory has been removed under a helper that is ending. */
function listDirectory(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended in between.
  }
}
