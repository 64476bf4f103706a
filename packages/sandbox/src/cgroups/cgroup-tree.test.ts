import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cpuShare, processorQuota } from "./cgroup-tree.ts";
import { CgroupV2Tree, parseCpuStat } from "./cgroup-v2-tree.ts";
import { openCgroupTree, parseCgroupMounts, proven } from "./open-cgroup-tree.ts";

const mounts = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1"));
const unified = mounts.find((mount) => mount.version === 2);
const isRoot = process.geteuid?.() === 0;

test("the processor share is proportional to memory, 1,769 MB being one processor", () => {
  expect(cpuShare(1769, 1024)).toBe(1024);
  expect(cpuShare(128, 1024)).toBe(74);
  expect(cpuShare(3538, 100)).toBe(200);
});

test("the processor limit is a part of a short period, never less than the kernel takes", () => {
  expect(processorQuota(1)).toEqual({ quotaUs: 20_000, periodUs: 20_000 });
  expect(processorQuota(128 / 1769)).toEqual({ quotaUs: 1447, periodUs: 20_000 });
  expect(processorQuota(0.01)).toEqual({ quotaUs: 1000, periodUs: 20_000 });
});

test("cgroup mounts are told by version and controllers", () => {
  const text = "cgroup /c/memory cgroup rw,memory 0 0\ncgroup2 /c/unified cgroup2 rw,nsdelegate 0 0\nproc /proc proc rw 0 0\n";
  expect(parseCgroupMounts(text)).toEqual([
    { path: "/c/memory", version: 1, options: ["rw", "memory"] },
    { path: "/c/unified", version: 2, options: ["rw", "nsdelegate"] },
  ]);
});

test("this host's own cgroups keep the limits that are set, or it is said why there are none", () => {
  const tree = openCgroupTree(`test${process.pid}`, isRoot);
  try {
    if (tree.kind === "none") return expect(tree.warnings.join()).toContain("sudo npm start");
    tree.create("one", { memoryMib: 128, processes: 742 });
    tree.setMemory("one", 256);
    tree.setMemory("one", 192);
    expect(tree.readLimits("one")).toEqual({ memoryBytes: 192 * 2 ** 20, processes: 742 });
    expect(tree.list()).toEqual(["one"]);
    expect(tree.remove("one")).toBe(true);
    expect(tree.list()).toEqual([]);
  } finally {
    tree.close();
  }
});

/** A directory of plain files in the shape of a cgroup v2, for the values that are written into them. */
function imitatedV2(controllers: string): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "mayfly-cgroup-"));
  writeFileSync(join(path, "cgroup.subtree_control"), controllers);
  mkdirSync(join(path, "one"));
  writeFileSync(join(path, "one", "memory.swap.max"), "max");
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

test("cgroup v2 is given memory without swap, a weight and a number of processes", () => {
  using directory = imitatedV2("cpu memory pids\n");
  const tree = new CgroupV2Tree(directory.path);
  tree.create("one", { memoryMib: 1769, processes: 742 });
  const written = (file: string): string => readFileSync(join(directory.path, "one", file), "latin1");
  expect(["memory.max", "memory.swap.max", "cpu.weight", "pids.max"].map(written)).toEqual(["1854930944", "0", "100", "742"]);
  tree.limitProcessor("one", 2);
  expect(written("cpu.max")).toBe("40000 20000");
  expect(tree.warnings).toEqual([]);
});

test("cgroup v2 without delegated controllers names each of them", () => {
  using directory = imitatedV2("pids\n");
  const tree = new CgroupV2Tree(directory.path);
  expect(tree.limitsMemory).toBe(false);
  expect(tree.warnings.map((warning) => /"(\w+)"/.exec(warning)?.[1])).toEqual(["memory", "cpu"]);
});

test("limits that the kernel does not keep are refused", () => {
  using directory = imitatedV2("memory pids\n");
  class Forgetful extends CgroupV2Tree {
    override readLimits(): { readonly memoryBytes: number; readonly processes: number } {
      return { memoryBytes: 1, processes: 100 };
    }
  }
  expect(() => proven(new Forgetful(directory.path))).toThrow("read back as 1 bytes");
});

test("cgroup v2 freezes a busy process, kills it while frozen and is removed", async () => {
  // An ordinary user may write no cgroup here; root runs this on the host's cgroup2 mount, which a hybrid host has too.
  if (unified === undefined || !isRoot) return;
  const parent = join(unified.path, `mayfly-test-${process.pid}`);
  const tree = new CgroupV2Tree(parent);
  const busy = spawn("/bin/sh", ["-c", "while :; do :; done"]);
  try {
    tree.create("one", { memoryMib: 128, processes: 10 });
    tree.attach("one", Number(busy.pid));
    expect(tree.processes("one")).toEqual([busy.pid]);
    await tree.freeze("one");
    const before = processorTicks(Number(busy.pid));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(processorTicks(Number(busy.pid))).toBe(before);
    expect(tree.remove("one")).toBe(false);
    const exited = once(busy, "exit");
    busy.kill("SIGKILL");
    await exited;
    expect(tree.remove("one")).toBe(true);
  } finally {
    busy.kill("SIGKILL");
    tree.thaw("one");
    tree.remove("one");
    tree.close();
  }
  expect(existsSync(parent)).toBe(false);
});

function processorTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(" ");
  return Number(fields[13]) + Number(fields[14]);
}

test("processor time of cgroup v2 is read in nanoseconds", () => {
  expect(parseCpuStat("usage_usec 1234\nuser_usec 1000\n")).toBe(1_234_000);
});
