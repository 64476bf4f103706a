import { chownSync, closeSync, constants, mkdirSync, openSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isErrorWithCode } from "../../cgroups/cgroup-files.ts";
import { makeFifo } from "../../linux/system-calls.ts";

const readLimitBytes = 8192;

/**
 * The FIFOs of one sandbox's stdout and stderr. FIFOs, because a process can open /dev/stdout on one, and owned by the
 * sandbox's uid, because it may. The reading ends are held until the agent has its own, so that none hits end of file early.
 */
export class OutputFifos {
  readonly stdoutPath: string;
  readonly stderrPath: string;
  /** Where processes write that are not the function's; only of a supervised sandbox. */
  readonly companionsPath: string | undefined;
  readonly #directory: string;
  #readFds: readonly number[] = [];
  #writeFds: readonly number[] = [];

  /** The FIFOs of a sandbox that has them already, opened by its processes and the agent. */
  constructor(directory: string, options: { readonly companions: boolean }) {
    this.#directory = directory;
    this.stdoutPath = join(directory, "stdout");
    this.stderrPath = join(directory, "stderr");
    this.companionsPath = options.companions ? join(directory, "companions") : undefined;
  }

  /** Makes them, and opens both ends. */
  create(owner: number | undefined): void {
    const paths = [this.stdoutPath, this.stderrPath, ...(this.companionsPath === undefined ? [] : [this.companionsPath])];
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      for (const path of paths) {
        makeFifo(path, 0o600);
        if (owner !== undefined) chownSync(path, owner, owner);
        this.#readFds = [...this.#readFds, openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)];
        this.#writeFds = [...this.#writeFds, openSync(path, constants.O_WRONLY)];
      }
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** For the sandbox's descriptors 1 and 2, and 9 if it is supervised. */
  get writeFds(): readonly number[] {
    return this.#writeFds;
  }

  /** After the sandbox's process has been started. */
  closeWriters(): void {
    for (const fd of this.#writeFds) closeSync(fd);
    this.#writeFds = [];
  }

  /** After the agent has opened them. */
  closeReaders(): void {
    for (const fd of this.#readFds) closeSync(fd);
    this.#readFds = [];
  }

  /** What was written to stderr, for the message of a start that failed. */
  readErrorText(): string {
    const [, stderr] = this.#readFds;
    if (stderr === undefined) return "";
    const buffer = Buffer.alloc(readLimitBytes);
    try {
      return buffer.toString("utf8", 0, readSync(stderr, buffer)).trim();
    } catch (error) {
      if (isErrorWithCode(error, "EAGAIN")) return "";
      throw error;
    }
  }

  remove(): void {
    this.closeWriters();
    this.closeReaders();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
