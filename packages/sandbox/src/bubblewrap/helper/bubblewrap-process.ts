import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { findProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { createMemoryFile } from "../../linux/system-calls.ts";
import { bubblewrapArguments, type BubblewrapRequest } from "./bubblewrap-arguments.ts";
import { exitStatusPath, makeOwnFifo, readFifo } from "./exit-status.ts";
import { killWithChildren } from "./sandbox-record.ts";
import { describeExit, type ProcessExit, type ProcessStart, type SandboxProcess } from "./sandbox-process.ts";

/** What all bubblewraps of a helper share. */
export interface BubblewrapHost {
  readonly bubblewrapPath: string;
  readonly bubblewrapEnvironment: Readonly<Record<string, string>>;
  readonly seccompProgram: Uint8Array;
}

/**
 * One running bubblewrap. Its constructor only starts it, synchronously, so that it may run inside a namespace window. The
 * sandbox's processes wait, with all namespaces and mounts made, until `release`: also when the helper dies, and then for ever,
 * until the next helper ends them. Bubblewrap and its sandbox outlive the helper.
 */
export class BubblewrapProcess implements SandboxProcess {
  readonly exited: Promise<ProcessExit>;
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #identity: ProcessIdentity | undefined;
  readonly #statusPath: string;
  /** Writing to it starts the first process. Bubblewrap has it for writing too, so that it does not start when the helper dies. */
  #gateFd: number | undefined;
  #failure: Error | undefined;

  constructor(host: BubblewrapHost, start: ProcessStart) {
    this.#statusPath = exitStatusPath(start.directory);
    const statusFd = makeOwnFifo(this.#statusPath);
    const argumentsFd = fillMemoryFile("arguments", encodeArguments(start.request));
    const seccompFd = fillMemoryFile("seccomp", host.seccompProgram);
    const gatePath = join(start.directory, "gate");
    const gateFd = makeOwnFifo(gatePath);
    this.#gateFd = gateFd;
    try {
      rmSync(gatePath);
      const { stdoutFd, stderrFd, channelFd, owner } = start;
      const stdio: StdioOptions = ["ignore", stdoutFd, stderrFd, channelFd, argumentsFd, seccompFd, gateFd, statusFd, ...start.supervisionFds];
      this.#child = spawn(host.bubblewrapPath, ["--args", "4", "--", ...start.request.command], {
        stdio,
        cwd: "/",
        env: host.bubblewrapEnvironment,
        ...(owner === undefined ? {} : { uid: owner, gid: owner }),
      });
    } finally {
      for (const fd of [argumentsFd, seccompFd, statusFd]) closeSync(fd);
    }
    this.pid = this.#child.pid;
    this.#identity = this.pid === undefined ? undefined : findProcess(this.pid);
    this.exited = new Promise((resolve) => {
      this.#child.once("error", (error) => {
        this.#failure = error;
        resolve({ exitCode: undefined, signal: undefined });
      });
      this.#child.once("exit", (code, signal) => resolve(describeExit(code, signal)));
    });
  }

  /** Host pid of the sandbox's pid 1. Throws if bubblewrap ended before there was one. */
  async readInitPid(): Promise<number> {
    const pid = parseInitPid(await readFifo(this.#statusPath, (text) => text.includes("}")));
    if (pid !== undefined) return pid;
    const exit = await this.exited;
    throw this.#failure ?? new Error(`bubblewrap ended with ${exit.signal ?? `exit code ${exit.exitCode}`}`);
  }

  /** Lets the sandbox's first process start. */
  release(): void {
    if (this.#gateFd !== undefined) writeSync(this.#gateFd, "x");
    this.#closeGate();
  }

  /** Ends bubblewrap's outer process, and the sandbox's pid 1, if there is one. */
  kill(): void {
    if (this.#identity !== undefined) killWithChildren(this.#identity);
  }

  /** Bubblewrap leaves nothing. */
  remove(): void {
    this.#closeGate();
  }

  #closeGate(): void {
    if (this.#gateFd !== undefined) closeSync(this.#gateFd);
    this.#gateFd = undefined;
  }
}

function encodeArguments(request: BubblewrapRequest): Uint8Array {
  return Buffer.from(
    bubblewrapArguments(request)
      .map((argument) => `${argument}\0`)
      .join(""),
  );
}

function fillMemoryFile(name: string, content: Uint8Array): number {
  const fd = createMemoryFile(name);
  // Written at a position, so that the reader's offset stays at the start.
  for (let written = 0; written < content.length;) {
    written += writeSync(fd, content, written, content.length - written, written);
  }
  return fd;
}

function parseInitPid(info: string): number | undefined {
  const pid = /"child-pid"\s*:\s*(\d+)/.exec(info)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
