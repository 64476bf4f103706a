import { once } from "node:events";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import type { SandboxExit } from "@mayfly/sandbox/sandbox-driver";
import type { Logger } from "@mayfly/telemetry/logger";
import { FunctionOutput } from "./function-output.ts";
import type { FunctionLogSink, FunctionLogStream } from "../ports/function-log-sink.ts";
import { noListener, type RuntimeListener } from "../ports/runtime-session.ts";
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
  readonly logger: Logger;
  readonly logs: FunctionLogSink;
}

/** Who is told of a process. */
export interface FunctionProcessOwner extends RuntimeListener {
  /** The process has ended, by itself or because it was killed; everything that it sent has been told before. */
  onExit(exit: SandboxExit): void;
  /** The host did not freeze or thaw it: nobody knows whether it runs. */
  onDoubt(phrase: string, error: unknown): void;
}

const mib = 1024 * 1024;
const noEvent = Buffer.from("{}");
/** Frames that a process wrote before it ended are read within this time of the news of its end. */
const lastFramesMs = 250;

/** The sandbox of one environment with the function's process in it. Started again only where an init phase ran out of time. */
export class FunctionProcess implements AsyncDisposable {
  /** How the last init phase ended. */
  outcome: InitOutcome = { kind: "initialized" };
  /** High-water mark as last read; 0 before. */
  memoryMaxMib = 0;
  readonly #dependencies: FunctionProcessDependencies;
  readonly #request: StartRequest;
  readonly #logStream: FunctionLogStream;
  #bound: BoundSandbox | undefined;
  #output: FunctionOutput | undefined;
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

  /** What the process writes. Throws before the first start. */
  get output(): FunctionOutput {
    if (this.#output === undefined) throw new Error("the function has not been started");
    return this.#output;
  }

  /** True if there is something to freeze. */
  get freezable(): boolean {
    return this.#bound !== undefined && this.outcome.kind === "initialized" && this.#dependencies.driver.capabilities.freezes;
  }

  /** Binds and initializes the function, in at most `limitMs` of init phase. A process that did not initialize is killed. Fails with PlatformError if there is no sandbox. */
  async start(limitMs: number, owner: FunctionProcessOwner): Promise<void> {
    await this.#removeSandbox();
    const bound = await bindFunction(this.#dependencies, this.#request);
    this.#bound = bound;
    if (this.#isDisposed) {
      await this.#removeSandbox();
      throw new PlatformError("EnvironmentGone", "The environment was ended while it started.");
    }
    const { sandbox, session } = bound.booted;
    const output = new FunctionOutput(sandbox, this.#dependencies.logs, this.#logStream);
    this.#output = output;
    this.outcome = await initializeFunction(bound, this.#request, { clock: this.#dependencies.clock, limitMs });
    output.drain();
    await this.meter();
    if (this.outcome.kind === "initialized") {
      session.listener = owner;
      void sandbox.exited.then((exit) => this.#passExit(bound, exit, owner));
    } else sandbox.kill();
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

  kill(): void {
    this.#bound?.booted.sandbox.kill();
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

  /** Lets them go on. What is sent meanwhile they read then. */
  thaw(owner: FunctionProcessOwner): void {
    const sandbox = this.#bound?.booted.sandbox;
    this.#freezer = this.#freezer.then(() => sandbox?.thaw()).catch((error: unknown) => owner.onDoubt("environment not thawed", error));
  }

  /** Ends every process and removes the sandbox; failures are logged. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    return this.#removeSandbox();
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

  async #passExit(bound: BoundSandbox, exit: SandboxExit, owner: FunctionProcessOwner): Promise<void> {
    const { channel } = bound.booted.sandbox;
    if (!channel.readableEnded && !channel.destroyed && !channel.isPaused()) {
      await once(channel, "close", { signal: AbortSignal.timeout(lastFramesMs) }).catch(() => undefined);
    }
    if (this.#bound === bound) owner.onExit(exit);
  }
}
