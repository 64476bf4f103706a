/**
 * What a helper that was killed may have left: itself still clearing up, frozen sandboxes that could not die, their cgroups and
 * directories. Mounts, network namespaces and loop devices end with the last process that holds them.
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findProcess, isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { waitUntil } from "../../cgroups/cgroup-files.ts";
import type { CgroupTree } from "../../cgroups/cgroup-tree.ts";
import { killProcess } from "./kill-process.ts";

const identitySchema = z.object({ pid: z.number().int().positive(), startTicks: z.number() });
const recordSchema = z.object({ helper: identitySchema, agent: identitySchema });
const recordName = ".helper.json";
const initName = "init.json";
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

/** Notes a sandbox's pid 1, for `clearLeftovers` where there are no cgroups. */
export function recordInit(directory: string, init: ProcessIdentity): void {
  writeFileSync(join(directory, initName), JSON.stringify(init));
}

/** Kills what runs in this driver's cgroups and directories and removes them; gives back how many sandboxes there were. */
export async function clearLeftovers(stateDirectory: string, cgroups: CgroupTree): Promise<number> {
  const directories = listDirectory(stateDirectory).filter((name) => name !== recordName);
  for (const name of directories) {
    const init = parseFile(join(stateDirectory, name, initName), identitySchema);
    if (init !== undefined) killProcess(init);
  }
  const names = cgroups.list();
  for (const name of names) await endCgroup(cgroups, name);
  for (const name of directories) rmSync(join(stateDirectory, name), { recursive: true, force: true });
  return Math.max(names.length, directories.filter((name) => !name.startsWith(".")).length);
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

function parseFile<Value>(path: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
