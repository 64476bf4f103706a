import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import { Duplex } from "node:stream";
import { createMemoryFile } from "../../linux/system-calls.ts";
import { bubblewrapArguments, type BubblewrapRequest } from "./bubblewrap-arguments.ts";
import { describeExit, type ProcessExit, type ProcessStart, type SandboxProcess } from "./sandbox-process.ts";

/** What all bubblewraps of a helper share. */
export interface BubblewrapHost {
  readonly bubblewrapPath: string;
  readonly bubblewrapEnvironment: Readonly<Record<string, string>>;
  readonly seccompProgram: Uint8Array;
}

/**
 * One running bubblewrap. Its constructor only starts it, synchronously, so that it may run inside a namespace window. The
 * sandbox's processes wait, with all namespaces and mounts made, until `release`.
 */
export class BubblewrapProcess implements SandboxProcess {
  readonly exited: Promise<ProcessExit>;
  readonly #child: ChildProcess;
  #info = "";
  #failure: Error | undefined;

  constructor(host: BubblewrapHost, start: ProcessStart) {
    const argumentsFd = fillMemoryFile("arguments", encodeArguments(start.request));
    const seccompFd = fillMemoryFile("seccomp", host.seccompProgram);
    try {
      const { stdoutFd, stderrFd, channelFd, owner } = start;
      const stdio: StdioOptions = ["ignore", stdoutFd, stderrFd, channelFd, argumentsFd, seccompFd, "pipe", "pipe", ...start.supervisionFds];
      this.#child = spawn(host.bubblewrapPath, ["--args", "4", "--", ...start.request.command], {
        stdio,
        cwd: "/",
        env: host.bubblewrapEnvironment,
        ...(owner === undefined ? {} : { uid: owner, gid: owner }),
      });
    } finally {
      closeSync(argumentsFd);
      closeSync(seccompFd);
    }
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
    const info = this.#pipe(7);
    info.on("data", (chunk: Buffer) => (this.#info += chunk.toString("latin1")));
    const ended = new Promise<void>((resolve) => info.once("close", resolve));
    const complete = new Promise<void>((resolve) => info.on("data", () => this.#info.includes("}") && resolve()));
    await Promise.race([ended, complete]);
    const pid = parseInitPid(this.#info);
    if (pid !== undefined) return pid;
    const exit = await this.exited;
    throw this.#failure ?? new Error(`bubblewrap ended with ${exit.signal ?? `exit code ${exit.exitCode}`}`);
  }

  /** Lets the sandbox's first process start. */
  release(): void {
    const block = this.#pipe(6);
    block.on("error", () => {});
    block.end("x");
  }

  /** Ends bubblewrap's outer process; the sandbox dies with it. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Bubblewrap leaves nothing. */
  remove(): void {}

  #pipe(fd: number): Duplex {
    const pipe = this.#child.stdio[fd];
    if (!(pipe instanceof Duplex)) throw new Error("bubblewrap was started without its control pipes");
    return pipe;
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
