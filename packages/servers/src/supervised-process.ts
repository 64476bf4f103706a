import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { findExecutable, programFolders } from "./executables.ts";
import { endOrphan, forgetProcess, recordProcess, signalProcess } from "./process-record.ts";
import { waitUntil } from "./wait-until.ts";

/** How to start a server. Nothing of Mayfly's own environment reaches it. */
export interface ServerCommand {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A server that ended although nobody stopped it. */
export interface UnexpectedExit {
  readonly name: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** After this long it is started again. */
  readonly restartInMs: number;
  /** The last lines that it wrote. */
  readonly logTail: string;
}

/** What the supervisor has to know of a server. */
export interface SupervisionOptions {
  readonly name: string;
  /** Its working directory; one server of a kind per directory. Holds its log and the record of its process. */
  readonly dataDirectory: string;
  readonly command: ServerCommand;
  /** True once it answers. Asked again and again until then. */
  readonly isReady: () => Promise<boolean>;
  readonly onUnexpectedExit?: ((exit: UnexpectedExit) => void) | undefined;
  /** How long a stopping server may take before it is killed; 8,000 by default. */
  readonly stopTimeoutMs?: number;
}

interface Live {
  readonly child: ChildProcess;
  readonly identity: ProcessIdentity;
  readonly startedAtMs: number;
}

type State =
  /** The first start: an end is a failure to start, not an exit to mend. */
  | ({ readonly name: "starting" } & Live)
  | ({ readonly name: "running" } & Live)
  | { readonly name: "waiting"; readonly timer: NodeJS.Timeout }
  | { readonly name: "stopped" };

const readyTimeoutMs = 30_000;
const stopTimeoutMsDefault = 8_000;
const killTimeoutMs = 5_000;
const backoffMs = { first: 100, max: 5_000, resetAfterMs: 30_000 } as const;
const logTailBytes = 2_000;

/**
 * A server process that is started again (same command, so same port) whenever it ends by itself. It runs in a process
 * group of its own, so that a terminal's Ctrl-C does not reach it, and gets SIGTERM when this process dies.
 */
export class SupervisedProcess implements AsyncDisposable {
  readonly #options: SupervisionOptions;
  #state: State = { name: "stopped" };
  #failures = 0;
  readonly #onProcessExit = (): void => {
    if ("child" in this.#state) this.#state.child.kill("SIGTERM");
  };

  private constructor(options: SupervisionOptions) {
    this.#options = options;
  }

  /**
   * Ends a server that an earlier, killed Mayfly left on the data directory, starts this one and resolves when it is ready.
   * Fails with PlatformError ServiceUnavailable and the last lines of its log if it ends or is not ready after 30 s.
   */
  static async start(options: SupervisionOptions): Promise<SupervisedProcess> {
    mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
    await endOrphan(options.dataDirectory);
    const supervised = new SupervisedProcess(options);
    rotateLog(logFileOf(options));
    const live = supervised.#spawn();
    supervised.#state = { name: "starting", ...live };
    try {
      await supervised.#becomeReady(live.identity);
      supervised.#state = { name: "running", ...live };
    } catch (error) {
      await supervised[Symbol.asyncDispose]();
      throw error;
    }
    process.once("exit", supervised.#onProcessExit);
    return supervised;
  }

  /** The process that runs now; undefined between an unexpected exit and the next start. */
  get pid(): number | undefined {
    return "child" in this.#state ? this.#state.identity.pid : undefined;
  }

  /** Stops the server: SIGTERM, after 8 s SIGKILL. Resolves when the process is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    process.off("exit", this.#onProcessExit);
    const state = this.#state;
    this.#state = { name: "stopped" };
    if (state.name === "waiting") clearTimeout(state.timer);
    if (!("child" in state)) return;
    await endProcess(state.identity, state.child, this.#options.stopTimeoutMs ?? stopTimeoutMsDefault);
    forgetProcess(this.#options.dataDirectory);
  }

  #spawn(): Live {
    const { command, dataDirectory } = this.#options;
    const log = openSync(logFileOf(this.#options), "a", 0o600);
    const [path = command.path, ...commandArguments] = [...endWithParent(), command.path, ...command.arguments];
    const child = spawn(path, commandArguments, {
      cwd: dataDirectory,
      detached: true,
      stdio: ["ignore", log, log],
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C", ...command.environment },
    });
    closeSync(log);
    child.on("error", () => {});
    if (child.pid === undefined) throw this.#failedToStart();
    // One that has ended already is told by its exit, which is still to come.
    const identity = recordProcess(dataDirectory, child.pid) ?? { pid: child.pid, startTicks: -1 };
    child.once("exit", (exitCode, signal) => this.#exited(child, exitCode, signal));
    return { child, identity, startedAtMs: performance.now() };
  }

  async #becomeReady(identity: ProcessIdentity): Promise<void> {
    const ready = await waitUntil(async () => !isSameProcess(identity) || (await this.#options.isReady()), readyTimeoutMs);
    // Another process may have answered on the port that ours could not get.
    if (!ready || !isSameProcess(identity)) throw this.#failedToStart();
  }

  #exited(child: ChildProcess, exitCode: number | null, signal: NodeJS.Signals | null): void {
    const state = this.#state;
    if (state.name !== "running" || state.child !== child) return;
    this.#failures = performance.now() - state.startedAtMs > backoffMs.resetAfterMs ? 0 : this.#failures + 1;
    const restartInMs = Math.min(backoffMs.first * 2 ** this.#failures, backoffMs.max);
    this.#scheduleRestart(restartInMs);
    this.#options.onUnexpectedExit?.({ name: this.#options.name, exitCode, signal, restartInMs, logTail: readLogTail(this.#options) });
  }

  #scheduleRestart(restartInMs: number): void {
    const timer = setTimeout(() => {
      try {
        this.#state = { name: "running", ...this.#spawn() };
      } catch {
        this.#scheduleRestart(backoffMs.max);
      }
    }, restartInMs);
    this.#state = { name: "waiting", timer };
  }

  #failedToStart(): PlatformError {
    return new PlatformError("ServiceUnavailable", `${this.#options.name} did not start. It said:\n${readLogTail(this.#options)}`);
  }
}

/** setpriv (util-linux) arranges the SIGTERM at our death and then becomes the server: pid and start time stay. Where it is missing, the next start ends the orphan. */
function endWithParent(): readonly string[] {
  const setpriv = findExecutable("setpriv", programFolders({}));
  return setpriv === undefined ? [] : [setpriv, "--pdeathsig", "TERM", "--"];
}

async function endProcess(identity: ProcessIdentity, child: ChildProcess, stopTimeoutMs: number): Promise<void> {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null || !isSameProcess(identity);
  signalProcess(identity, "SIGTERM");
  if (await waitUntil(isGone, stopTimeoutMs)) return;
  signalProcess(identity, "SIGKILL");
  await waitUntil(isGone, killTimeoutMs);
}

function logFileOf(options: SupervisionOptions): string {
  return join(options.dataDirectory, `${options.name}.log`);
}

/** One log per start and the one before it, so that many starts cannot fill the disk and an error shows this start's lines only. */
function rotateLog(logFile: string): void {
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
}

function readLogTail(options: SupervisionOptions): string {
  try {
    return readFileSync(logFileOf(options), "utf8").slice(-logTailBytes).trim();
  } catch {
    return "(nothing)";
  }
}
