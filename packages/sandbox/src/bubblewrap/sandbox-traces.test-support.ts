/** What of sandboxes is on the host, for the tests that look whether anything stays. */
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parseCgroupMounts } from "../cgroups/open-cgroup-tree.ts";
import { until } from "../sandbox-fixture.ts";

/** The helper that works for this directory. */
export function helperPid(stateDirectory: string): number {
  const record: unknown = JSON.parse(readFileSync(join(stateDirectory, ".helper.json"), "utf8"));
  // Written by our own helper: leftovers.ts.
  return (record as { readonly helper: { readonly pid: number } }).helper.pid;
}

/** Everything on the host that belongs to sandboxes of this directory. */
export function tracesOf(stateDirectory: string, marker: string): readonly string[] {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readQuietly(`/proc/${name}/cmdline`).includes(marker))
    .map((pid) => `process ${pid}`);
  const cgroups = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")).flatMap(({ path }) =>
    listQuietly(join(path, "mayfly"))
      .flatMap((instance) => listQuietly(join(path, "mayfly", instance)))
      .filter((name) => name.startsWith(marker))
      .map((name) => `cgroup ${name}`),
  );
  const loops = listQuietly("/sys/block").filter((name) => readQuietly(`/sys/block/${name}/loop/backing_file`).startsWith(stateDirectory));
  const files = listQuietly(stateDirectory).filter((name) => !name.startsWith("."));
  const mounts = readFileSync("/proc/self/mounts", "latin1")
    .split("\n")
    .filter((line) => line.includes(stateDirectory));
  return [...processes, ...cgroups, ...loops, ...files, ...mounts];
}

/** A driver that lives keeps the loop devices of two images for its next sandboxes; the kernel frees those of a dead one soon after. */
export async function expectOnlyStock(state: string, marker: string): Promise<void> {
  const isStock = (trace: string): boolean => trace.startsWith("loop");
  expect(tracesOf(state, marker).filter((trace) => !isStock(trace))).toEqual([]);
  await until(() => tracesOf(state, marker).filter(isStock).length <= 2, "other loop devices to be freed");
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function listQuietly(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Network namespaces of all processes whose command line names the marker, or of all. */
export function networkNamespaces(marker = ""): ReadonlySet<string> {
  const links = listQuietly("/proc").flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readQuietly(`/proc/${pid}/cmdline`).includes(marker)) return [];
      return [readlinkSync(`/proc/${pid}/ns/net`)];
    } catch {
      return [];
    }
  });
  return new Set(links);
}

/** The anchors of this directory's helpers. */
export function anchorsOf(stateDirectory: string): readonly number[] {
  return tracesOf(stateDirectory, `mayfly-anchor\0${stateDirectory}`).flatMap((trace) =>
    trace.startsWith("process ") ? [Number(trace.slice("process ".length))] : [],
  );
}
