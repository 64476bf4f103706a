import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { parseKeyedNumber } from "../cgroups/cgroup-files.ts";
import type { MeterFiles } from "../cgroups/cgroup-tree.ts";
import { parseCpuStat } from "../cgroups/cgroup-v2-tree.ts";
import type { SandboxUsage } from "../sandbox-driver.ts";

const buffer = Buffer.alloc(4096);

/** Reads a sandbox's use from its cgroup's files, which stay open: a few microseconds a reading, no message to the helper. */
export class CgroupMeter {
  readonly #files: MeterFiles;
  readonly #peakFd: number | undefined;
  readonly #cpuFd: number | undefined;
  readonly #outOfMemoryFd: number | undefined;
  #cpuStartNs = 0;
  #last: SandboxUsage = { memoryMaxBytes: 0, cpuMs: 0, oomKills: 0 };
  #isOpen = true;

  constructor(files: MeterFiles) {
    this.#files = files;
    this.#peakFd = files.memoryPeak === undefined ? undefined : openWritable(files.memoryPeak);
    this.#cpuFd = files.cpu === undefined ? undefined : openSync(files.cpu.path, "r");
    this.#outOfMemoryFd = files.outOfMemory === undefined ? undefined : openSync(files.outOfMemory, "r");
  }

  /** Use since the last reset; the last known one when the cgroup is gone. */
  read(): SandboxUsage {
    if (!this.#isOpen) return this.#last;
    try {
      this.#last = {
        memoryMaxBytes: this.#peakFd === undefined ? 0 : Number(readText(this.#peakFd)),
        cpuMs: (this.#readCpuNs() - this.#cpuStartNs) / 1e6,
        oomKills: this.#outOfMemoryFd === undefined ? 0 : parseKeyedNumber(readText(this.#outOfMemoryFd), "oom_kill"),
      };
    } catch {
      // The cgroup has been removed.
    }
    return this.#last;
  }

  reset(): void {
    if (!this.#isOpen) return;
    this.#cpuStartNs = this.#readCpuNs();
    if (this.#peakFd === undefined || this.#files.memoryPeakReset === undefined) return;
    try {
      writeSync(this.#peakFd, this.#files.memoryPeakReset, 0);
    } catch {
      // Before Linux 6.12 cgroup v2 keeps one peak for the cgroup's whole life.
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const fd of [this.#peakFd, this.#cpuFd, this.#outOfMemoryFd]) if (fd !== undefined) closeSync(fd);
  }

  #readCpuNs(): number {
    if (this.#cpuFd === undefined) return 0;
    try {
      const text = readText(this.#cpuFd);
      return this.#files.cpu?.format === "cpu.stat" ? parseCpuStat(text) : Number(text);
    } catch {
      return this.#cpuStartNs;
    }
  }
}

function openWritable(path: string): number {
  try {
    return openSync(path, "r+");
  } catch {
    return openSync(path, "r");
  }
}

function readText(fd: number): string {
  return buffer.toString("latin1", 0, readSync(fd, buffer, 0, buffer.length, 0));
}
