import { once } from "node:events";
import type { EnvironmentReport } from "@mayfly/contracts/generated/mayfly/agent/v1/EnvironmentReport";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import type { SandboxExit } from "@mayfly/sandbox/sandbox-driver";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { starting, transition, type EnvironmentEvent, type EnvironmentState, type RetireReason } from "./core/environment-state.ts";
import { exited, exitedPhrase, invalidEntrypoint, responseTooLarge, runtimeFailed, timedOut, timedOutPhrase } from "./core/function-failure.ts";
import { FunctionOutput } from "./function-output.ts";
import { compareEpoch, type EnvironmentLease } from "./lease.ts";
import type { FunctionLogSink, FunctionLogStream } from "./ports/function-log-sink.ts";
import { noListener, type RuntimeListener } from "./ports/runtime-session.ts";
import { RunningInvocation } from "./run-invocation.ts";
import { bindFunction, initializeFunction, type BoundSandbox, type InitOutcome, type StartDependencies, type StartRequest } from "./start-function.ts";
import { WakeUp } from "./wake-up.ts";

/** What environments need of the agent. */
export interface EnvironmentDependencies extends StartDependencies {
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly logs: FunctionLogSink;
  readonly initPhaseMs: number;
  /** Idle for this long, an environment is frozen. */
  readonly freezeAfterMs: number;
  /** Idle for this long, an environment is retired, unless the scheduler is silent. */
  readonly keepAliveMs: number;
  /** True while the scheduler is heard. */
  readonly schedulerHeard: () => boolean;
  /** Told of every change that the scheduler should know soon. */
  readonly onChange: (environment: Environment) => void;
}

/** A function version's place on this host. */
export interface EnvironmentOptions extends StartRequest {
  readonly environmentId: string;
  readonly lease: EnvironmentLease;
  readonly logStream: FunctionLogStream;
  /** Frees what the environment uses once it is gone. */
  readonly release: () => void;
}

/** How an environment came into being. */
export interface StartedEnvironment {
  /** Milliseconds from the first step to the end of the init phase. */
  readonly initMs: number;
  readonly prewarmed: boolean;
}

const mib = 1024 * 1024;
const initialized: InitOutcome = { kind: "initialized" };
/** Frames that a process wrote before it ended are read within this time of the news of its end. */
const lastFramesMs = 250;

/**
 * One execution environment: a function version in a sandbox, from placement to removal. Only its agent decides about it.
 * Takes one invocation at a time, freezes itself when idle, and ends after whatever leaves its process in doubt.
 */
export class Environment implements RuntimeListener {
  readonly environmentId: string;
  readonly spec: FunctionSpec__Output;
  /** Resolves when nothing of it is left. */
  readonly gone: Promise<void>;
  readonly #dependencies: EnvironmentDependencies;
  readonly #options: EnvironmentOptions;
  readonly #gone = Promise.withResolvers<void>();
  readonly #wakeUp: WakeUp;
  #state: EnvironmentState = starting;
  #lease: EnvironmentLease;
  #leaseEnded = false;
  #bound: BoundSandbox | undefined;
  #output: FunctionOutput | undefined;
  #outcome: InitOutcome = initialized;
  #initMs = 0;
  #isFirst = true;
  #running: RunningInvocation | undefined;
  #idleSinceMs = 0;
  #memoryMaxMib = 0;
  /** The freeze or thaw that is under way; each waits for the one before. */
  #freezer: Promise<void> = Promise.resolve();

  constructor(dependencies: EnvironmentDependencies, options: EnvironmentOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.environmentId = options.environmentId;
    this.spec = options.spec;
    this.#lease = options.lease;
    this.gone = this.#gone.promise;
    this.#wakeUp = new WakeUp(dependencies.clock, () => this.#lookWhatIsDue());
    this.#step({ kind: "bind" });
  }

  get state(): EnvironmentState {
    return this.#state;
  }

  /** The lease that counts; undefined once its holder has fallen silent. */
  get lease(): EnvironmentLease | undefined {
    return this.#leaseEnded ? undefined : this.#lease;
  }

  /** Boots or binds a sandbox and runs the init phase. A function that fails there is placed nevertheless. Fails with PlatformError; then the environment is gone. */
  async start(): Promise<StartedEnvironment> {
    const startedMs = this.#dependencies.clock.monotonicMs();
    try {
      this.#outcome = await this.#startFunction(this.#dependencies.initPhaseMs);
    } catch (error) {
      await this.#end("failed");
      throw PlatformError.from(error);
    }
    this.#initMs = this.#dependencies.clock.monotonicMs() - startedMs;
    if (this.#step({ kind: "initialize" }).kind === "idle") this.#becomeIdle();
    else void this.#remove();
    this.#dependencies.onChange(this);
    return { initMs: this.#initMs, prewarmed: this.#bound?.prewarmed ?? false };
  }

  /** The scheduler has leased the environment anew: a newer lease replaces the one that is known. True if `lease` counts now. */
  adopt(lease: EnvironmentLease): boolean {
    const verdict = compareEpoch(this.#lease, lease);
    if (verdict === "newer") {
      this.#lease = lease;
      this.#leaseEnded = false;
    }
    return verdict === "newer" || (verdict === "current" && !this.#leaseEnded);
  }

  /** The holder has fallen silent. */
  endLease(): void {
    this.#leaseEnded = true;
    this.#dependencies.onChange(this);
  }

  /** Runs one invocation, or refuses it: LeaseFenced if its lease does not count, EnvironmentGone if the environment ends. */
  invoke(incoming: IncomingInvocation): void {
    const { start } = incoming;
    const { kind } = this.#state;
    if (kind !== "idle" && kind !== "frozen") {
      incoming.refuse(kind === "busy" || kind === "initializing" ? "LeaseFenced" : "EnvironmentGone");
      return;
    }
    if (this.#leaseEnded || compareEpoch(this.#lease, { leaseId: start.lease_id, epochTerm: start.epoch_term, epochCounter: start.epoch_counter }) !== "current") {
      incoming.refuse("LeaseFenced");
      return;
    }
    if (kind === "frozen") this.#thaw();
    this.#step({ kind: "invoke" });
    incoming.accept();
    const { payload } = incoming;
    if (Buffer.isBuffer(payload)) this.#run(incoming, payload);
    else {
      payload.then(
        (event) => this.#run(incoming, event),
        () => this.#freeAgain(),
      );
    }
  }

  /** Ends the environment: at once if it is idle, else after its init or invocation. */
  retire(reason: RetireReason): void {
    if (this.#state.kind === "gone" || this.#state.kind === "shutting-down") return;
    if (this.#step({ kind: "retire", reason }).kind === "shutting-down") void this.#remove();
  }

  /** As the scheduler is told. */
  report(): EnvironmentReport {
    const { lease } = this;
    return {
      environment_id: this.environmentId,
      identity: this.spec.identity,
      generation: this.spec.generation,
      state: this.#state.kind,
      lease_id: lease?.leaseId ?? "",
      holder_id: lease?.holderId ?? "",
      epoch_term: this.#lease.epochTerm,
      epoch_counter: this.#lease.epochCounter,
      memory_mib: this.spec.memory_mib,
    };
  }

  // What the runtime says while an invocation runs.

  onInitialized(): void {
    this.onBroken("the runtime initialized twice");
  }

  onInitFailed(): void {
    this.onBroken("the runtime failed to initialize after it had initialized");
  }

  onAnswer(payload: Buffer, next: boolean): void {
    this.#answer(payload, "", next);
  }

  onFailed(document: Buffer, next: boolean): void {
    this.#answer(document, "Unhandled", next);
  }

  onAnswerTooLarge(next: boolean): void {
    this.#answer(Buffer.from(responseTooLarge().document), "Unhandled", next);
  }

  onStreamHead(contentType: string): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "none") return this.onBroken("an answer began that nobody awaits");
    return running.begin(contentType);
  }

  onStreamChunk(bytes: Buffer): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "begun") return this.onBroken("bytes came that nobody awaits");
    const session = this.#bound?.booted.session;
    const drained = running.pass(bytes);
    if (drained === undefined) return undefined;
    session?.pause();
    void drained.then(() => session?.resume());
    return undefined;
  }

  onStreamEnd(document: Buffer | undefined): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "begun") return this.onBroken("an answer ended that had not begun");
    return running.finishStream(document);
  }

  onNext(): void {
    const running = this.#running;
    // A runtime asks once more after its first answer of none; only one that skips its answer breaks the protocol.
    if (running === undefined) return undefined;
    if (running.answer !== "complete") return this.onBroken("the runtime asked for the next invocation before it answered");
    return this.#finish(running);
  }

  onBroken(reason: string): void {
    const running = this.#running;
    this.#dependencies.logger.warn("runtime broke its protocol", { environmentId: this.environmentId, reason });
    if (running === undefined) this.retire("failed");
    else this.#giveUp(running, runtimeFailed(running.requestId, reason).document, "failed");
  }

  #run(incoming: IncomingInvocation, event: Buffer): void {
    if (this.#outcome.kind === "timed-out") {
      void this.#runAfterSecondInit(incoming, event);
      return;
    }
    const running = this.#begin(incoming);
    if (this.#outcome.kind !== "initialized") {
      this.#giveUp(running, initFailureDocument(this.#outcome, running.requestId), "failed");
      return;
    }
    this.#hand(running, event);
  }

  /** The init phase had run out of time: it runs again, now in the function's own time (AWS: suppressed init). */
  async #runAfterSecondInit(incoming: IncomingInvocation, event: Buffer): Promise<void> {
    this.#initMs = 0;
    this.#output?.drain();
    const startedMs = this.#dependencies.clock.monotonicMs();
    try {
      this.#outcome = await this.#startFunction(this.spec.timeout_seconds * 1000);
    } catch (error) {
      this.#outcome = { kind: "broken", reason: PlatformError.from(error).publicMessage };
    }
    const running = this.#begin(incoming, startedMs);
    if (this.#outcome.kind === "timed-out") this.#timeOut(running);
    else if (this.#outcome.kind === "initialized") this.#hand(running, event);
    else this.#giveUp(running, initFailureDocument(this.#outcome, running.requestId), "failed");
  }

  #begin(incoming: IncomingInvocation, startedMs = this.#dependencies.clock.monotonicMs()): RunningInvocation {
    const { tracing } = this.#dependencies;
    const { start } = incoming;
    const output = this.#output;
    if (output === undefined) throw new Error("an environment without a sandbox was invoked");
    if (!this.#isFirst) output.clear();
    const initMs = this.#isFirst ? this.#initMs : 0;
    this.#isFirst = false;
    const span = tracing.enabled ? tracing.startSpan("function", { traceParent: start.trace_parent, attributes: { "faas.invocation_id": start.request_id } }) : undefined;
    const running = new RunningInvocation(incoming, { spec: this.spec, output, startedMs, initMs, span });
    this.#running = running;
    return running;
  }

  #hand(running: RunningInvocation, event: Buffer): void {
    const { start } = running.incoming;
    const { clock } = this.#dependencies;
    const header: InvokeHeader = {
      requestId: start.request_id,
      deadlineMs: Math.floor(clock.now() + running.deadlineMs - clock.monotonicMs()),
      invokedFunctionArn: start.invoked_function_arn,
      ...(start.trace_header === "" ? {} : { traceHeader: start.trace_header }),
      ...(start.client_context === "" ? {} : { clientContext: start.client_context }),
    };
    this.#bound?.booted.session.invoke(header, event.length === 0 ? Buffer.from("{}") : event);
    this.#wakeUp.by(running.deadlineMs);
  }

  #answer(payload: Buffer, functionError: string, next: boolean): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "none") {
      this.onBroken("an answer came that nobody awaits");
      return;
    }
    // Everything goes in one frame; metering waits until the environment is idle.
    if (next && !running.wantsLog) {
      this.#running = undefined;
      running.complete(payload, functionError, { atMs: this.#dependencies.clock.monotonicMs(), memoryMaxMib: this.#memoryMaxMib, reusable: this.#willStay() });
      this.#free();
      return;
    }
    running.complete(payload, functionError);
    if (next) this.#finish(running);
  }

  /** The runtime is free again. */
  #finish(running: RunningInvocation): void {
    const atMs = this.#dependencies.clock.monotonicMs();
    this.#running = undefined;
    if (running.wantsLog) {
      this.#output?.drain();
      void this.#meter().then(() => this.#close(running, atMs));
    } else this.#close(running, atMs);
  }

  #close(running: RunningInvocation, atMs: number): void {
    running.close({ atMs, memoryMaxMib: this.#memoryMaxMib, reusable: this.#willStay() });
    this.#free();
  }

  /** False if the environment ends with the running invocation. */
  #willStay(): boolean {
    return this.#state.kind === "busy" && !this.#state.retireAfter;
  }

  #free(): void {
    if (this.#state.kind !== "busy") return;
    if (this.#step({ kind: "finish" }).kind === "idle") this.#becomeIdle();
    else void this.#remove();
  }

  /** The event never came: its invoker is lost, and nothing has run. */
  #freeAgain(): void {
    this.#free();
  }

  /** Answers a failure that ends the environment. */
  #giveUp(running: RunningInvocation, document: string, reason: RetireReason): void {
    this.#running = undefined;
    this.#output?.drain();
    const atMs = this.#dependencies.clock.monotonicMs();
    running.fail(document);
    void this.#meter().then(() => {
      running.close({ atMs, memoryMaxMib: this.#memoryMaxMib, reusable: false });
      this.retire(reason);
    });
  }

  #timeOut(running: RunningInvocation): void {
    this.#bound?.booted.sandbox.kill();
    const { clock } = this.#dependencies;
    this.#output?.drain();
    if (running.logged) this.#output?.add(`${new Date(clock.now()).toISOString()} ${running.requestId} ${timedOutPhrase(this.spec.timeout_seconds)}\n\n`);
    this.#giveUp(running, timedOut(running.requestId, this.spec.timeout_seconds).document, "failed");
  }

  /** Called by the one timer: looks what is due now. */
  #lookWhatIsDue(): void {
    const nowMs = this.#dependencies.clock.monotonicMs();
    const running = this.#running;
    if (running !== undefined) {
      if (nowMs >= running.deadlineMs) this.#timeOut(running);
      else this.#wakeUp.by(running.deadlineMs);
      return;
    }
    const { freezeAfterMs, keepAliveMs, schedulerHeard } = this.#dependencies;
    if (this.#state.kind === "idle") {
      if (nowMs >= this.#idleSinceMs + freezeAfterMs) this.#freeze();
      else this.#wakeUp.by(this.#idleSinceMs + freezeAfterMs);
    }
    if (this.#state.kind !== "idle" && this.#state.kind !== "frozen") return;
    const keptUntilMs = this.#idleSinceMs + keepAliveMs;
    if (nowMs < keptUntilMs) this.#wakeUp.by(keptUntilMs);
    else if (schedulerHeard()) this.retire("keep-alive");
    else this.#wakeUp.by(nowMs + keepAliveMs);
  }

  #becomeIdle(): void {
    this.#idleSinceMs = this.#dependencies.clock.monotonicMs();
    this.#wakeUp.by(this.#idleSinceMs + this.#dependencies.freezeAfterMs);
  }

  #freeze(): void {
    const sandbox = this.#bound?.booted.sandbox;
    if (sandbox === undefined || this.#outcome.kind !== "initialized" || !this.#dependencies.driver.capabilities.freezes) return;
    this.#step({ kind: "freeze" });
    this.#freezer = this.#freezer
      .then(async () => {
        await this.#meter();
        if (this.#state.kind === "frozen") await sandbox.freeze();
      })
      .catch((error: unknown) => this.#doubt("environment not frozen", error));
  }

  #thaw(): void {
    const sandbox = this.#bound?.booted.sandbox;
    if (sandbox === undefined) return;
    this.#step({ kind: "thaw" });
    // The event is sent meanwhile; the process reads it once it goes on.
    this.#freezer = this.#freezer.then(() => sandbox.thaw()).catch((error: unknown) => this.#doubt("environment not thawed", error));
  }

  /** The host refused: whatever state the process is in, it is not used again. */
  #doubt(phrase: string, error: unknown): void {
    if (this.#state.kind === "shutting-down" || this.#state.kind === "gone") return;
    this.#dependencies.logger.error(phrase, { environmentId: this.environmentId, error: error instanceof Error ? error : String(error) });
    const running = this.#running;
    if (running === undefined) this.retire("failed");
    else this.#giveUp(running, runtimeFailed(running.requestId, "the sandbox could not be thawed").document, "failed");
  }

  async #meter(): Promise<void> {
    const usage = await this.#bound?.booted.sandbox.usage();
    if (usage !== undefined) this.#memoryMaxMib = Math.max(this.#memoryMaxMib, Math.ceil(usage.memoryMaxBytes / mib));
  }

  async #startFunction(limitMs: number): Promise<InitOutcome> {
    const before = this.#bound;
    this.#bound = undefined;
    if (before !== undefined) await before.booted[Symbol.asyncDispose]();
    const bound = await bindFunction(this.#dependencies, this.#options);
    this.#bound = bound;
    const { sandbox, session } = bound.booted;
    this.#output = new FunctionOutput(sandbox, this.#dependencies.logs, this.#options.logStream);
    const outcome = await initializeFunction(bound, this.#options, { clock: this.#dependencies.clock, limitMs });
    this.#output.drain();
    await this.#meter();
    if (outcome.kind === "initialized") {
      session.listener = this;
      void sandbox.exited.then((exit) => this.#takeExit(bound, exit));
    } else sandbox.kill();
    return outcome;
  }

  /** The first process has ended, by itself or because it was killed. */
  async #takeExit(bound: BoundSandbox, exit: SandboxExit): Promise<void> {
    const { channel } = bound.booted.sandbox;
    if (!channel.readableEnded && !channel.destroyed && !channel.isPaused()) {
      await once(channel, "close", { signal: AbortSignal.timeout(lastFramesMs) }).catch(() => undefined);
    }
    if (this.#bound !== bound || this.#state.kind === "shutting-down" || this.#state.kind === "gone") return;
    const running = this.#running;
    if (running === undefined) {
      this.retire("exited");
      return;
    }
    this.#output?.drain();
    if (running.logged && running.answer !== "complete") this.#output?.add(`RequestId: ${running.requestId} Error: ${exitedPhrase(exit)}\nRuntime.ExitError\n`);
    this.#giveUp(running, exited(running.requestId, exit).document, "exited");
  }

  async #end(reason: RetireReason): Promise<void> {
    this.#step({ kind: "retire", reason });
    await this.#remove();
  }

  async #remove(): Promise<void> {
    this.#wakeUp[Symbol.dispose]();
    this.#dependencies.onChange(this);
    const bound = this.#bound;
    if (bound !== undefined) {
      bound.booted.session.listener = noListener;
      try {
        await bound.booted[Symbol.asyncDispose]();
      } catch (error) {
        this.#dependencies.logger.error("sandbox not removed", { environmentId: this.environmentId, error: error instanceof Error ? error : String(error) });
      }
    }
    this.#options.release();
    this.#step({ kind: "remove" });
    this.#gone.resolve();
    this.#dependencies.onChange(this);
  }

  #step(event: EnvironmentEvent): EnvironmentState {
    const next = transition(this.#state, event);
    if (next === undefined) throw new Error(`environment ${this.environmentId} is ${this.#state.kind}: ${event.kind} is not allowed`);
    this.#state = next;
    return next;
  }
}

function initFailureDocument(outcome: InitOutcome, requestId: string): string {
  switch (outcome.kind) {
    case "failed":
      return outcome.document;
    case "exited":
      return exited(requestId, outcome.end).document;
    case "no-entrypoint":
      return invalidEntrypoint(requestId).document;
    case "broken":
      return runtimeFailed(requestId, outcome.reason).document;
    case "initialized":
    case "timed-out":
      throw new Error(`init ended as ${outcome.kind}`);
  }
}
