import type { FatalFailure } from "../core/function-failure.ts";

/** Why an environment ends, as extensions are told (behaviours.md §13). */
export type ShutdownReason = "spindown" | "timeout" | "failure";

/** The processes of one function in a sandbox: its runtime, and external extensions where it has some. */
export interface SandboxProcesses {
  /** Resolves when the function cannot go on: the runtime's process has ended, or an extension has failed. Never rejects. */
  readonly ended: Promise<FatalFailure>;
  /** Called once the function's code is bound: starts whatever waits for it. */
  start(): void;
  /** The function is over: nothing of it runs on but what may take leave of it. */
  kill(reason: ShutdownReason): void;
  /** The shutdown phase: resolves when everything may be killed. The first reason counts. Takes no time without extensions, at most 2 s with. */
  shutDown(reason: ShutdownReason): Promise<void>;
}
