import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CgroupTree } from "./cgroup-tree.ts";
import { CgroupV1Tree, v1Controllers, type V1Controller } from "./cgroup-v1-tree.ts";
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

/** Opens the driver's own cgroups, under a parent `mayfly/<instance>` in every hierarchy that it uses. */
export function openCgroupTree(instance: string): CgroupTree {
  const mounts = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1"));
  const unified = mounts.find((mount) => mount.version === 2);
  const parents = new Map<V1Controller, string>();
  for (const controller of v1Controllers) {
    const found = mounts.find((mount) => mount.version === 1 && mount.options.includes(controller));
    if (found !== undefined) parents.set(controller, join(found.path, "mayfly", instance));
  }
  if (parents.size > 0) return new CgroupV1Tree(unified === undefined ? "v1" : "hybrid", parents);
  return new NoCgroupTree("No cgroup hierarchy is mounted: mount -t cgroup2 none /sys/fs/cgroup");
}
