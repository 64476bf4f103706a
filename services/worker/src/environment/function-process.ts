import { once } from "node:events";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import type { Logger } from "@mayfly/telemetry/logger";
import type { FatalFailure } from "../core/function-failure.ts";
import type { BootedSandbox } from "../placement/boot-sandbox.ts";
import { initStatusOf } from "./init-failure.ts";
import { PlatformLog } from "./platform-log.ts";
import { FunctionOutput } from "./function-output.ts";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";
import { noListener, type RuntimeListener } from "../ports/runtime-session.ts";
import type { ShutdownReason } from "../ports/sandbox-processes.ts";
import {
  bindFunction,
  initializeFunction,
  type BoundSandbox,
  type InitOutcome,
  type StartDependencies,
  type StartRequest,
} from "../placement/start-function.ts";

/** What a function's process needs of the agent. */
export interface FunctionProcessDependencies extends StartDependencies {
  /** Limits the function to its memory's part of the processors once it has initialized. */
  readonly strictCpu: boolean;
  readonly logger: Logger;
  readonly logs: FunctionLogSink;
}

/** Who is told of a process. */
export interface FunctionProcessOwner extends RuntimeListener {
  /** The function cannot go on, because a process of it has ended; everything that it sent has been told before. */
  onEnded(failure: FatalFailure): void;
  /** The host did not freeze or thaw it: nobody knows whether it runs. */
  onDoubt(phrase: string, error: unknown): void;
}

const mib = 1024 * 1024;
/** AWS: "Configure Lambda function memory". */
const mibOfOneProcessor = 1769;
const noEvent = Buffer.from("{}");
/** Frames that a process wrote before it ended are read within this time of the news of its end. */
const lastFramesMs = 250;

/** The sandbox of one environment with the function's process in it. Started again only where an init phase ran out of time. */
export class FunctionProcess {
  /** How the last init phase ended. */
  outcome: InitOutcome = { kind: "initialized" };
  /** High-water mark as last read; 0 before. */
  memoryMaxMib = 0;
  readonly #dependencies: FunctionProcessDependencies;
  #request: StartRequest;
  readonly #logStream: FunctionLogStream;
  #bound: BoundSandbox | undefined;
  #log: PlatformLog | undefined;
  #isDisposed = false;
  /** The freeze or thaw that is under way; each waits for the one before. */
  #freezer: Promise<void> = Promise.resolve();

  constructor(dependencies: FunctionProcessDependencies, request: StartRequest, logStream: FunctionLogStream) {
    this.#dependencies = dependencies;
    this.#request = request;
    this.#logStream = logStream;
  }

  get prewarmed(): boolean {
    return this.#bound?.prewarmed ?? false;
  }

  /** What is said of the function, and `log.output` what it writes. Throws before the first start. */
  get log(): PlatformLog {
    if (this.#log === undefined) throw new Error("the function has not been started");
    return this.#log;
  }

  /** True if there is something to freeze. */
  get freezable(): boolean {
    return this.#bound !== undefined && this.outcome.kind === "initialized" && this.#dependencies.driver.capabilities.freezes;
  }

  /** Binds and initializes the function, in at most `limitMs` of init phase. A process that did not initialize is killed. Fails with PlatformError if there is no sandbox. */
  async start(limitMs: number, owner: FunctionProcessOwner): Promise<void> {
    await this.#removeSandbox();
    if (this.#log !== undefined) this.#request = { ...this.#request, ...(await this.#request.refetch()) };
    const bound = await bindFunction(this.#dependencies, this.#request);
    this.#bound = bound;
    if (this.#isDisposed) {
      await this.#removeSandbox();
      throw new PlatformError("EnvironmentGone", "The environment was ended while it started.");
    }
    const { session, processes } = bound.booted;
    const { clock, stages } = this.#dependencies;
    const log = this.#openLog(bound.booted);
    this.outcome = await initializeFunction(bound, this.#request, { clock, stages, limitMs, onRuntimeReady: () => log.initRuntimeDone("success") });
    if (this.outcome.kind === "ended" && this.outcome.failure.lost === true)
      throw new PlatformError("ServiceUnavailable", "The worker has lost the function's sandbox while it started.");
    log.output.drain();
    this.#tellInit(log, bound.booted);
    await this.meter();
    if (this.outcome.kind === "initialized") {
      if (this.#dependencies.strictCpu) await bound.booted.sandbox.limitProcessor(this.#request.spec.memory_mib / mibOfOneProcessor);
      session.listener = owner;
      void processes.ended.then((failure) => this.#passEnd(bound, failure, owner));
    } else processes.kill(this.outcome.kind === "timed-out" ? "timeout" : "failure");
  }

  /** Hands over one invocation. */
  invoke(header: InvokeHeader, event: Buffer): void {
    this.#bound?.booted.session.invoke(header, event.length === 0 ? noEvent : event);
  }

  /** Reads no more of a streamed answer until `drained`. */
  pauseUntil(drained: Promise<void>): void {
    const session = this.#bound?.booted.session;
    session?.pause();
    void drained.then(() => session?.resume());
  }

  /** The function is over; what is beside it may take leave until `end`. */
  kill(reason: ShutdownReason): void {
    this.#bound?.booted.processes.kill(reason);
  }

  /** Reads the memory's high-water mark. */
  async meter(): Promise<void> {
    const usage = await this.#bound?.booted.sandbox.usage();
    if (usage !== undefined) this.memoryMaxMib = Math.max(this.memoryMaxMib, Math.ceil(usage.memoryMaxBytes / mib));
  }

  /** Stops all processes, unless `wanted` is false by the time that it can be done. */
  freeze(owner: FunctionProcessOwner, wanted: () => boolean): void {
    const sandbox = this.#bound?.booted.sandbox;
    this.#freezer = this.#freezer
      .then(async () => {
        await this.meter();
        if (wanted()) await sandbox?.freeze();
      })
      .catch((error: unknown) => owner.onDoubt("environment not frozen", error));
  }

  /** Lets them go on. Resolves then, or once the owner has been told that it failed. */
  thaw(owner: FunctionProcessOwner): Promise<void> {
    const sandbox = this.#bound?.booted.sandbox;
    this.#freezer = this.#freezer.then(() => sandbox?.thaw()).catch((error: unknown) => owner.onDoubt("environment not thawed", error));
    return this.#freezer;
  }

  /** The shutdown phase: ends every process and removes the sandbox; failures are logged. */
  async end(reason: ShutdownReason): Promise<void> {
    this.#isDisposed = true;
    const booted = this.#bound?.booted;
    if (booted !== undefined) {
      booted.session.listener = noListener;
      await this.#freezer;
      await booted.processes.shutDown(reason);
    }
    await this.#removeSandbox();
  }

  #openLog({ sandbox, telemetry }: BootedSandbox): PlatformLog {
    const { logs, clock } = this.#dependencies;
    const { spec, runtime } = this.#request;
    const output = new FunctionOutput(sandbox, { sink: logs, stream: this.#logStream, listener: telemetry });
    const log = new PlatformLog({ spec, manifest: runtime.manifest, output, events: telemetry, clock });
    log.initStarted(this.#log === undefined ? "init" : "invoke");
    this.#log = log;
    return log;
  }

  #tellInit(log: PlatformLog, { extensions, telemetry }: BootedSandbox): void {
    const { status, errorType } = initStatusOf(this.outcome);
    log.initEnded(
      extensions.all.map((extension) => ({ ...extension, events: extension.subscriptions })),
      status,
      errorType,
    );
    telemetry.close();
  }

  async #removeSandbox(): Promise<void> {
    const bound = this.#bound;
    this.#bound = undefined;
    if (bound === undefined) return;
    bound.booted.session.listener = noListener;
    try {
      await bound.booted[Symbol.asyncDispose]();
    } catch (error) {
      this.#dependencies.logger.error("sandbox not removed", {
        sandboxId: bound.booted.sandbox.sandboxId,
        error: error instanceof Error ? error : String(error),
      });
    }
  }

  async #passEnd(bound: BoundSandbox, failure: FatalFailure, owner: FunctionProcessOwner): Promise<void> {
    const { channel } = bound.booted.sandbox;
    if (failure.errorType === "Runtime.ExitError" && !channel.readableEnded && !channel.destroyed) {
      await once(channel, "close", { signal: AbortSignal.timeout(lastFramesMs) }).catch(() => undefined);
    }
    if (this.#bound === bound) owner.onEnded(failure);
  }
}
