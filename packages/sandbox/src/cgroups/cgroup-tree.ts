/** What one cgroup of a sandbox is held to. */
export interface CgroupLimits {
  readonly memoryMib: number;
  readonly processes: number;
}

/** How the files of a cgroup are read for metering. Absent where the host gives no such figure. */
export interface MeterFiles {
  /** Holds the memory high-water mark in bytes; writing `memoryPeakReset` begins a new one. */
  readonly memoryPeak?: string;
  readonly memoryPeakReset?: string;
  /** Of this file descriptor only, as in cgroup v2. */
  readonly memoryPeakPerDescriptor?: boolean;
  readonly cpu?: { readonly path: string; readonly format: "nanoseconds" | "cpu.stat" };
  /** Has a line `oom_kill N`. */
  readonly outOfMemory?: string;
}

/**
 * The cgroups of one driver on this host, all under one parent of its own. Names are sandbox ids. Everything is
 * synchronous but waiting for processes: cgroup files answer in microseconds (SANDBOX.md §8).
 */
export interface CgroupTree {
  readonly kind: "v1" | "hybrid" | "v2" | "none";
  readonly limitsMemory: boolean;
  readonly limitsProcesses: boolean;
  readonly freezes: boolean;
  /** Where the driver's cgroups are whose processes, once killed, die only when they are thawed: `freezer.state` of cgroup v1. */
  readonly freezerDirectory: string | undefined;
  /** One sentence for each thing that this host does not give. */
  readonly warnings: readonly string[];
  /** Makes the cgroup and sets its limits. */
  create(name: string, limits: CgroupLimits): void;
  setMemory(name: string, memoryMib: number): void;
  /** Lets it use so many processors' time and no more, also while others idle. No effect where there is no controller. */
  limitProcessor(name: string, processors: number): void;
  /** The limits that the kernel has taken, undefined where there is no controller. */
  readLimits(name: string): { readonly memoryBytes: number | undefined; readonly processes: number | undefined };
  /** Moves one process into it; what it starts later is in it too. */
  attach(name: string, pid: number): void;
  /** Resolves when every process in it stands still; rejects after two seconds. */
  freeze(name: string): Promise<void>;
  thaw(name: string): void;
  /** Processes in it, zombies not counted. */
  processes(name: string): readonly number[];
  oomKills(name: string): number;
  meterFiles(name: string): MeterFiles;
  /** Removes an empty cgroup; false while something is still in it. */
  remove(name: string): boolean;
  /** Names of all cgroups there are under the parent. */
  list(): readonly string[];
  /** Removes the parent, if it is empty. */
  close(): void;
}

/** Period in which a processor limit is counted: short, so that a small function is stopped briefly and often. */
const quotaPeriodUs = 20_000;
/** The kernel takes no smaller quota. */
const quotaUsMin = 1000;

/** Time that `processors` have in one period, in microseconds. */
export function processorQuota(processors: number): { readonly quotaUs: number; readonly periodUs: number } {
  return { quotaUs: Math.max(quotaUsMin, Math.round(processors * quotaPeriodUs)), periodUs: quotaPeriodUs };
}

/** CPU weight in proportion to memory: 1,769 MB is one vCPU (AWS: Configure Lambda function memory). */
export function cpuShare(memoryMib: number, oneCpu: number): number {
  return Math.max(2, Math.min(10_000, Math.round((memoryMib * oneCpu) / 1769)));
}
