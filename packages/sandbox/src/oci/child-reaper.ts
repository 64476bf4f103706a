import { adoptOrphans, waitForChild } from "../linux/system-calls.ts";
import type { ProcessExit } from "../bubblewrap/helper/sandbox-process.ts";

/**
 * Waits for processes that this one has not started itself: an OCI runtime ends once it has made the sandbox, and whose subreaper this process is
 * inherits the sandbox's first process. Never waits for node's own children.
 */
export class ChildReaper {
  readonly #waiting = new Map<number, (exit: ProcessExit) => void>();

  constructor() {
    adoptOrphans();
    process.on("SIGCHLD", () => this.#look());
  }

  /** Resolves when this child has ended. */
  exitOf(pid: number): Promise<ProcessExit> {
    const { promise, resolve } = Promise.withResolvers<ProcessExit>();
    this.#waiting.set(pid, resolve);
    // It may have ended already.
    this.#look();
    return promise;
  }

  #look(): void {
    for (const [pid, resolve] of this.#waiting) {
      const exit = waitForChild(pid);
      if (exit === undefined) continue;
      this.#waiting.delete(pid);
      resolve(exit);
    }
  }
}
