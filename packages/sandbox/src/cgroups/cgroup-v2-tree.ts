import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  listCgroups,
  makeCgroup,
  parseKeyedNumber,
  readKeyedNumber,
  readNumber,
  readProcesses,
  removeCgroup,
  waitUntil,
  writeControl,
} from "./cgroup-files.ts";
import { cpuShare, processorQuota, type CgroupLimits, type CgroupTree, type MeterFiles } from "./cgroup-tree.ts";

/** The v2 controllers that a sandbox uses. */
export const v2Controllers = ["memory", "cpu", "pids"] as const;

const oneMib = 1024 * 1024;
const freezeTimeoutMs = 2_000;

/** cgroup v2: one directory per sandbox under `parent`, whose `cgroup.subtree_control` the caller has filled. */
export class CgroupV2Tree implements CgroupTree {
  readonly kind = "v2";
  readonly limitsMemory: boolean;
  readonly limitsProcesses: boolean;
  readonly freezes: boolean;
  readonly freezerDirectory = undefined;
  readonly warnings: readonly string[];
  readonly #parent: string;
  readonly #controllers: ReadonlySet<string>;

  constructor(parent: string) {
    this.#parent = parent;
    makeCgroup(parent);
    this.#controllers = new Set(readFileSync(join(parent, "cgroup.subtree_control"), "latin1").trim().split(" "));
    this.limitsMemory = this.#controllers.has("memory");
    this.limitsProcesses = this.#controllers.has("pids");
    this.freezes = existsSync(join(parent, "cgroup.freeze"));
    this.warnings = v2Controllers
      .filter((controller) => !this.#controllers.has(controller))
      .map(
        (controller) =>
          `The cgroup controller "${controller}" is not delegated: systemctl set-property user@$(id -u).service Delegate=yes, or run mayfly as root.`,
      );
  }

  create(name: string, limits: CgroupLimits): void {
    const directory = join(this.#parent, name);
    makeCgroup(directory);
    this.setMemory(name, limits.memoryMib);
    if (this.limitsProcesses) writeControl(directory, "pids.max", limits.processes);
  }

  setMemory(name: string, memoryMib: number): void {
    const directory = join(this.#parent, name);
    if (this.limitsMemory) {
      writeControl(directory, "memory.max", memoryMib * oneMib);
      if (existsSync(join(directory, "memory.swap.max"))) writeControl(directory, "memory.swap.max", 0);
    }
    if (this.#controllers.has("cpu")) writeControl(directory, "cpu.weight", cpuShare(memoryMib, 100));
  }

  limitProcessor(name: string, processors: number): void {
    if (!this.#controllers.has("cpu")) return;
    const { quotaUs, periodUs } = processorQuota(processors);
    writeControl(join(this.#parent, name), "cpu.max", `${quotaUs} ${periodUs}`);
  }

  readLimits(name: string): { readonly memoryBytes: number | undefined; readonly processes: number | undefined } {
    const directory = join(this.#parent, name);
    return {
      memoryBytes: this.limitsMemory ? readNumber(directory, "memory.max") : undefined,
      processes: this.limitsProcesses ? readNumber(directory, "pids.max") : undefined,
    };
  }

  attach(name: string, pid: number): void {
    writeControl(join(this.#parent, name), "cgroup.procs", pid);
  }

  async freeze(name: string): Promise<void> {
    const directory = join(this.#parent, name);
    writeControl(directory, "cgroup.freeze", 1);
    const events = join(directory, "cgroup.events");
    const frozen = await waitUntil(() => readKeyedNumber(events, "frozen") === 1, freezeTimeoutMs);
    if (!frozen) throw new Error(`the sandbox did not stand still within ${freezeTimeoutMs} ms`);
  }

  thaw(name: string): void {
    const directory = join(this.#parent, name);
    if (existsSync(directory)) writeControl(directory, "cgroup.freeze", 0);
  }

  processes(name: string): readonly number[] {
    return readProcesses(join(this.#parent, name));
  }

  oomKills(name: string): number {
    return readKeyedNumber(join(this.#parent, name, "memory.events"), "oom_kill");
  }

  meterFiles(name: string): MeterFiles {
    const directory = join(this.#parent, name);
    return {
      cpu: { path: join(directory, "cpu.stat"), format: "cpu.stat" },
      ...(this.limitsMemory ? memoryMeterFiles(directory) : {}),
    };
  }

  remove(name: string): boolean {
    return removeCgroup(join(this.#parent, name));
  }

  list(): readonly string[] {
    return listCgroups(this.#parent);
  }

  close(): void {
    removeCgroup(this.#parent);
  }
}

/** memory.peak exists since 5.19 and can be reset, per file descriptor, since 6.12 (SANDBOX.md §8). */
function memoryMeterFiles(directory: string): MeterFiles {
  const peak = join(directory, "memory.peak");
  return {
    memoryPeak: existsSync(peak) ? peak : join(directory, "memory.current"),
    memoryPeakReset: "0",
    memoryPeakPerDescriptor: true,
    outOfMemory: join(directory, "memory.events"),
  };
}

/** Processor time in nanoseconds out of a `cpu.stat`. */
export function parseCpuStat(text: string): number {
  return parseKeyedNumber(text, "usage_usec") * 1000;
}
