import { constants } from "node:os";
import { killProcess } from "./kill-process.ts";
import type { SandboxRecord } from "./sandbox-record.ts";
import type { BubblewrapRequest } from "./bubblewrap-arguments.ts";

/** What to start a sandbox's processes with. */
export interface ProcessStart {
  readonly sandboxId: string;
  /** The sandbox's own, on the host: its FIFOs and records. */
  readonly directory: string;
  readonly request: BubblewrapRequest;
  /** Host uid and gid of the process; undefined keeps the helper's own. */
  readonly owner: number | undefined;
  readonly stdoutFd: number;
  readonly stderrFd: number;
  readonly channelFd: number;
  /** Descriptors 8 and 9 of the first process, or none. */
  readonly supervisionFds: readonly number[];
}

/** How a process ended. */
export interface ProcessExit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** The processes of one sandbox as the program that isolates them gives them. */
export interface SandboxProcess {
  /** Host pid of the process that sets it up, if it could be started. */
  readonly pid: number | undefined;
  /** Settles when everything in the sandbox ends; a signal of its first process is told as such. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Host pid of the sandbox's pid 1, once namespaces and mounts are made. Throws if it never came to that. */
  readInitPid(): Promise<number>;
  /** Lets the sandbox's first process start. */
  release(): Promise<void> | void;
  /** Ends the sandbox before its pid 1 is known. */
  kill(): void;
  /** Removes what is left of it once it has ended. */
  remove(): Promise<void> | void;
}

/** The program that isolates sandboxes. */
export interface Isolation {
  /** Starts a sandbox's processes, synchronously. */
  start(start: ProcessStart): SandboxProcess;
  /** Forgets what the program has noted down of a sandbox that ended. */
  remove(sandboxId: string): Promise<void> | void;
  /** Takes away what all sandboxes shared, once they are gone. */
  close(): void;
}

/** The processes of a sandbox that an earlier helper has started; `exited` tells how they end. */
export function adoptedProcess(init: SandboxRecord, exited: Promise<ProcessExit>, remove: () => Promise<void> | void): SandboxProcess {
  return { pid: undefined, exited, readInitPid: () => Promise.resolve(init.pid), release: () => undefined, kill: () => killProcess(init), remove };
}

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** AWS's runtime clients for Node end with this status after an uncaught exception; nothing in a sandbox is hung up on. */
const statusThatIsNoSignal = 128 + constants.signals.SIGHUP;

/** pid 1 exits with 128 + n when the first process died of signal n. */
export function describeExit(code: number | null | undefined, signal: string | null | undefined): ProcessExit {
  const inner = typeof code === "number" && code > 128 && code !== statusThatIsNoSignal ? signalNames.get(code - 128) : undefined;
  if (inner !== undefined) return { exitCode: undefined, signal: inner };
  return { exitCode: code ?? undefined, signal: signal ?? undefined };
}
