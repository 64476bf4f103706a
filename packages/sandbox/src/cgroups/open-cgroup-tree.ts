import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isErrorWithCode, makeCgroup, readProcesses } from "./cgroup-files.ts";
import type { CgroupTree } from "./cgroup-tree.ts";
import { CgroupV1Tree, v1Controllers, type V1Controller } from "./cgroup-v1-tree.ts";
import { CgroupV2Tree, v2Controllers } from "./cgroup-v2-tree.ts";
import { NoCgroupTree } from "./no-cgroup-tree.ts";

/** A mounted cgroup hierarchy. */
export interface CgroupMount {
  readonly path: string;
  readonly version: 1 | 2;
  readonly options: readonly string[];
}

/** The cgroup mounts in a /proc/self/mounts. */
export function parseCgroupMounts(mounts: string): readonly CgroupMount[] {
  return mounts
    .split("\n")
    .map((line) => line.split(" "))
    .filter((fields) => fields[2] === "cgroup" || fields[2] === "cgroup2")
    .map((fields) => ({
      path: String(fields[1]),
      version: fields[2] === "cgroup" ? 1 : 2,
      options: String(fields[3]).split(","),
    }));
}

/**
 * Opens the driver's own cgroups, under a parent `mayfly/<instance>` in every hierarchy that it uses. Where none may be written
 * it gives a tree without limits whose warning says why.
 */
export function openCgroupTree(instance: string, isRoot: boolean): CgroupTree {
  const mounts = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1"));
  const unified = mounts.find((mount) => mount.version === 2);
  const parents = new Map<V1Controller, string>();
  for (const controller of v1Controllers) {
    const found = mounts.find((mount) => mount.version === 1 && mount.options.includes(controller));
    if (found !== undefined) parents.set(controller, join(found.path, "mayfly", instance));
  }
  try {
    if (parents.size > 0) return proven(new CgroupV1Tree(unified === undefined ? "v1" : "hybrid", parents));
    if (unified === undefined) return new NoCgroupTree("No cgroup hierarchy is mounted: mount -t cgroup2 none /sys/fs/cgroup");
    return proven(new CgroupV2Tree(prepareV2Parent(v2Root(unified.path, isRoot), instance)));
  } catch (error) {
    return new NoCgroupTree(noCgroupReason(isRoot, error));
  }
}

/** Sets limits once and reads them back: a kernel that takes them without keeping them would only show under load. */
export function proven(tree: CgroupTree): CgroupTree {
  const name = ".proof";
  const wanted = { memoryMib: 64, processes: 100 };
  tree.create(name, wanted);
  const { memoryBytes = wanted.memoryMib * 1024 * 1024, processes = wanted.processes } = tree.readLimits(name);
  tree.remove(name);
  if (memoryBytes === wanted.memoryMib * 1024 * 1024 && processes === wanted.processes) return tree;
  throw new Error(`limits were set to ${JSON.stringify(wanted)} but read back as ${memoryBytes} bytes and ${processes} processes`);
}

/** Root uses the hierarchy's root; an ordinary user the cgroup that was delegated to it, which is the one it is in. */
function v2Root(mountPath: string, isRoot: boolean): string {
  if (isRoot) return mountPath;
  const line = readFileSync("/proc/self/cgroup", "latin1")
    .split("\n")
    .find((candidate) => candidate.startsWith("0::"));
  const own = join(mountPath, line?.slice("0::".length) ?? "");
  // Where an earlier start has moved this process's parent aside.
  return basename(own) === asideName ? dirname(own) : own;
}

/** Hands the controllers down two levels. A cgroup that hands them down may hold no process itself (cgroups(7)). */
function prepareV2Parent(root: string, instance: string): string {
  const parent = join(root, "mayfly", instance);
  makeCgroup(parent);
  for (const directory of [root, join(root, "mayfly"), parent]) delegateControllers(directory);
  return parent;
}

function delegateControllers(directory: string): void {
  for (const controller of v2Controllers) {
    try {
      enableController(directory, controller);
    } catch (error) {
      if (!isErrorWithCode(error, "EBUSY")) continue;
      moveProcessesAside(directory);
      enableController(directory, controller);
    }
  }
}

function enableController(directory: string, controller: string): void {
  writeFileSync(join(directory, "cgroup.subtree_control"), `+${controller}`);
}

const asideName = "mayfly-agent";

/** As in a container, whose own root holds its processes, and in a scope that was delegated to us. */
function moveProcessesAside(directory: string): void {
  const leaf = join(directory, asideName);
  makeCgroup(leaf);
  for (const pid of readProcesses(directory)) writeFileSync(join(leaf, "cgroup.procs"), String(pid));
}

function noCgroupReason(isRoot: boolean, error: unknown): string {
  const cause = error instanceof Error ? error.message : String(error);
  const command = isRoot
    ? "docker run --privileged --cgroupns=private … (the cgroup file system must be writable)"
    : "sudo npm start, or with systemd and cgroup v2: systemd-run --user --scope -p Delegate=yes npm start";
  return `Memory, processor and process limits and freezing do not hold, because no cgroup may be written (${cause}): ${command}`;
}
