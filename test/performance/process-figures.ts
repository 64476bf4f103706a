import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc a second (Linux: USER_HZ is 100 on every architecture that Mayfly runs on). */
const ticksPerSecond = 100;

interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  readonly cpuMs: number;
}

/** A process and everything below it. */
export function processTree(rootPid: number): readonly number[] {
  return treeBelow(rootPid, readStats());
}

function readStats(): readonly ProcessStat[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return all.map((name) => readStat(Number(name))).filter((stat) => stat !== undefined);
}

function childrenOf(stats: readonly ProcessStat[]): ReadonlyMap<number, readonly ProcessStat[]> {
  return Map.groupBy(stats, ({ parentPid }) => parentPid);
}

function treeBelow(rootPid: number, stats: readonly ProcessStat[]): readonly number[] {
  const children = childrenOf(stats);
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap((stat) => below(stat.pid))];
  return below(rootPid);
}

/** The sandboxes of a Mayfly that stand still, each with all its processes: what its sandbox helper has started, wrappers included. */
export function frozenSandboxes(mayflyPid: number): readonly (readonly number[])[] {
  const helper = processTree(mayflyPid).find((pid) => readIfThere(`/proc/${pid}/cmdline`).includes("bubblewrap/helper/main"));
  if (helper === undefined) return [];
  const stats = readStats();
  const sandboxes = (childrenOf(stats).get(helper) ?? []).map(({ pid }) => treeBelow(pid, stats));
  return sandboxes.filter((pids) => pids.some(isFrozen));
}

/** Memory that is these processes' own, in MiB: what would be free if they were not there (Private_Clean and Private_Dirty). */
export function privateMib(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + privateKibOf(pid), 0) / 1024;
}

/** Processor time that these processes have used, in ms. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (readStat(pid)?.cpuMs ?? 0), 0);
}

/** True if it is frozen with its cgroup. */
function isFrozen(pid: number): boolean {
  const directory = freezerOf(pid);
  if (directory === undefined) return false;
  return readIfThere(`${directory}/freezer.state`).startsWith("FROZEN") || readIfThere(`${directory}/cgroup.events`).includes("frozen 1");
}

/** The directory of the cgroup that it is frozen by, of v1 or v2; undefined if it is in the root. */
function freezerOf(pid: number): string | undefined {
  const paths = new Map([...readIfThere(`/proc/${pid}/cgroup`).matchAll(/^\d+:([^:]*):(.+)$/gm)].map(([, controllers = "", path = ""]) => [controllers, path]));
  const [v1, v2] = [paths.get("freezer") ?? "/", paths.get("") ?? "/"];
  if (v1 !== "/") return `/sys/fs/cgroup/freezer${v1}`;
  return v2 === "/" ? undefined : `/sys/fs/cgroup${v2}`;
}

function privateKibOf(pid: number): number {
  const rollup = readIfThere(`/proc/${pid}/smaps_rollup`);
  return [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].reduce((sum, [, kib]) => sum + Number(kib), 0);
}

function readStat(pid: number): ProcessStat | undefined {
  // The name is in parentheses and may hold anything.
  const fields = /^\d+ \(.*\) \S (.*)$/s.exec(readIfThere(`/proc/${pid}/stat`))?.[1]?.split(" ");
  if (fields === undefined) return undefined;
  return { pid, parentPid: Number(fields[0]), cpuMs: ((Number(fields[10]) + Number(fields[11])) * 1000) / ticksPerSecond };
}

/** A process may end at any moment. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
