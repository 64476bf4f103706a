import type { CgroupTree, MeterFiles } from "./cgroup-tree.ts";

/** Stands in where no cgroup may be written: nothing is limited, nothing freezes. */
export class NoCgroupTree implements CgroupTree {
  readonly kind = "none";
  readonly limitsMemory = false;
  readonly limitsProcesses = false;
  readonly freezes = false;
  readonly freezerDirectory = undefined;
  readonly warnings: readonly string[];

  /** `reason` says why, and what mends it. */
  constructor(reason: string) {
    this.warnings = [reason];
  }

  create(): void {}
  setMemory(): void {}
  limitProcessor(): void {}
  attach(): void {}

  readLimits(): { readonly memoryBytes: undefined; readonly processes: undefined } {
    return { memoryBytes: undefined, processes: undefined };
  }

  async freeze(): Promise<void> {
    throw new Error("this host has no cgroup that the agent may write, so sandboxes cannot be frozen");
  }

  thaw(): void {}

  processes(): readonly number[] {
    return [];
  }

  oomKills(): number {
    return 0;
  }

  meterFiles(): MeterFiles {
    return {};
  }

  remove(): boolean {
    return true;
  }

  list(): readonly string[] {
    return [];
  }

  close(): void {}
}
