import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isErrorWithCode, listCgroups, makeCgroup, readNumber, readKeyedNumber, readProcesses, removeCgroup, waitUntil, writeControl } from "./cgroup-files.ts";
import { cpuShare, processorQuota, type CgroupLimits, type CgroupTree, type MeterFiles } from "./cgroup-tree.ts";

/** The v1 controllers that a sandbox uses. */
export const v1Controllers = ["memory", "cpu", "cpuacct", "pids", "freezer"] as const;

/** One of them. */
export type V1Controller = (typeof v1Controllers)[number];

interface V1Setting {
  readonly file: string;
  readonly value: string | number;
}

const oneMib = 1024 * 1024;
const freezeTimeoutMs = 2_000;
/** Processes that do not stand still after this long hold each other up. */
const knotAfterMs = 100;

/** cgroup v1, also on hybrid hosts: one directory per controller, freezing by freezer.state. */
export class CgroupV1Tree implements CgroupTree {
  readonly kind: "v1" | "hybrid";
  readonly limitsMemory: boolean;
  readonly limitsProcesses: boolean;
  readonly freezes: boolean;
  readonly freezerDirectory: string | undefined;
  readonly warnings: readonly string[];
  readonly #parents: ReadonlyMap<V1Controller, string>;

  /** `parents` are the driver's own parents by controller; they are made here. */
  constructor(kind: "v1" | "hybrid", parents: ReadonlyMap<V1Controller, string>) {
    this.kind = kind;
    this.#parents = parents;
    for (const directory of new Set(parents.values())) makeCgroup(directory);
    this.limitsMemory = parents.has("memory");
    this.limitsProcesses = parents.has("pids");
    this.freezes = parents.has("freezer");
    this.freezerDirectory = parents.get("freezer");
    this.warnings = v1Controllers.filter((controller) => !parents.has(controller)).map((controller) => missingController(controller));
  }

  create(name: string, limits: CgroupLimits): void {
    for (const parent of this.#directories()) makeCgroup(join(parent, name));
    this.setMemory(name, limits.memoryMib);
    this.#write(name, "pids", { file: "pids.max", value: limits.processes });
  }

  setMemory(name: string, memoryMib: number): void {
    const memory = this.#find("memory", name);
    if (memory !== undefined) limitMemory(memory, memoryMib * oneMib);
    this.#write(name, "cpu", { file: "cpu.shares", value: cpuShare(memoryMib, 1024) });
  }

  limitProcessor(name: string, processors: number): void {
    const { quotaUs, periodUs } = processorQuota(processors);
    this.#write(name, "cpu", { file: "cpu.cfs_period_us", value: periodUs });
    this.#write(name, "cpu", { file: "cpu.cfs_quota_us", value: quotaUs });
  }

  readLimits(name: string): { readonly memoryBytes: number | undefined; readonly processes: number | undefined } {
    const [memory, pids] = [this.#find("memory", name), this.#find("pids", name)];
    return {
      memoryBytes: memory === undefined ? undefined : readNumber(memory, "memory.limit_in_bytes"),
      processes: pids === undefined ? undefined : readNumber(pids, "pids.max"),
    };
  }

  attach(name: string, pid: number): void {
    for (const parent of this.#directories()) writeControl(join(parent, name), "cgroup.procs", pid);
  }

  async freeze(name: string): Promise<void> {
    const directory = this.#find("freezer", name);
    if (directory === undefined) throw new Error("this host has no freezer controller");
    const state = join(directory, "freezer.state");
    let letGoAtMs = performance.now() + knotAfterMs;
    const frozen = await waitUntil(() => {
      // One thread that replaces the process by exec(2) waits, unfreezable, for the others, which stand still: let go for a moment, they end.
      if (performance.now() > letGoAtMs) {
        writeControl(directory, "freezer.state", "THAWED");
        letGoAtMs = performance.now() + knotAfterMs;
        return false;
      }
      // Asking again picks up processes that were forked while the first request ran.
      writeControl(directory, "freezer.state", "FROZEN");
      return readFileSync(state, "latin1").startsWith("FROZEN");
    }, freezeTimeoutMs);
    if (!frozen) throw new Error(`the sandbox did not stand still within ${freezeTimeoutMs} ms`);
  }

  thaw(name: string): void {
    this.#write(name, "freezer", { file: "freezer.state", value: "THAWED" });
  }

  processes(name: string): readonly number[] {
    return [...new Set(this.#directories().flatMap((parent) => readProcesses(join(parent, name))))];
  }

  oomKills(name: string): number {
    const directory = this.#find("memory", name);
    return directory === undefined ? 0 : readKeyedNumber(join(directory, "memory.oom_control"), "oom_kill");
  }

  meterFiles(name: string): MeterFiles {
    const memory = this.#find("memory", name);
    const cpuacct = this.#find("cpuacct", name);
    return {
      ...(memory === undefined
        ? {}
        : {
            memoryPeak: join(memory, "memory.max_usage_in_bytes"),
            memoryPeakReset: "0",
            outOfMemory: join(memory, "memory.oom_control"),
          }),
      ...(cpuacct === undefined ? {} : { cpu: { path: join(cpuacct, "cpuacct.usage"), format: "nanoseconds" } }),
    };
  }

  remove(name: string): boolean {
    return this.#directories().every((parent) => removeCgroup(join(parent, name)));
  }

  list(): readonly string[] {
    return [...new Set(this.#directories().flatMap((parent) => listCgroups(parent)))];
  }

  close(): void {
    for (const parent of this.#directories()) {
      removeCgroup(parent);
      // The level above is shared by all drivers of the host: it goes with the last.
      removeCgroup(dirname(parent));
    }
  }

  #directories(): readonly string[] {
    return [...new Set(this.#parents.values())];
  }

  #find(controller: V1Controller, name: string): string | undefined {
    const parent = this.#parents.get(controller);
    return parent === undefined ? undefined : join(parent, name);
  }

  #write(name: string, controller: V1Controller, setting: V1Setting): void {
    const directory = this.#find(controller, name);
    if (directory === undefined) return;
    try {
      writeControl(directory, setting.file, setting.value);
    } catch (error) {
      if (!isErrorWithCode(error, "ENOENT")) throw error;
    }
  }
}

/** Raising goes memory+swap first, lowering the limit first; the kernel refuses the other order (SANDBOX.md §2). */
function limitMemory(directory: string, bytes: number): void {
  const swap = "memory.memsw.limit_in_bytes";
  if (!existsSync(join(directory, swap))) return writeControl(directory, "memory.limit_in_bytes", bytes);
  const current = readNumber(directory, "memory.limit_in_bytes");
  const order = bytes > current ? [swap, "memory.limit_in_bytes"] : ["memory.limit_in_bytes", swap];
  for (const file of order) writeControl(directory, file, bytes);
}

function missingController(controller: V1Controller): string {
  return `The cgroup controller "${controller}" is not mounted: mount -t cgroup -o ${controller} cgroup /sys/fs/cgroup/${controller}`;
}
