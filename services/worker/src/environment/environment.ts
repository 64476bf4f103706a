import type { EnvironmentReport } from "@mayfly/contracts/generated/mayfly/agent/v1/EnvironmentReport";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import { starting, transition, type EnvironmentEvent, shutdownReasonOf, type EnvironmentState, type RetireReason } from "../core/environment-state.ts";
import { planIdle } from "../core/idle-plan.ts";
import { fatal, fatalLines, responseTooLarge, runtimeFailed, timedOut, timedOutPhrase, type FatalFailure } from "../core/function-failure.ts";
import { environmentReport } from "./environment-report.ts";
import type { EnvironmentDependencies, EnvironmentOptions, StartedEnvironment } from "./environment-options.ts";
import { FunctionProcess, type FunctionProcessOwner } from "./function-process.ts";
import { startFunctionSpan } from "./function-span.ts";
import { initFailureDocument, initFailureLines, isInitializedAgain } from "./init-failure.ts";
import { invokeHeaderOf } from "./invoke-header.ts";
import { HeldLease, type EnvironmentLease } from "./lease.ts";
import { RunningInvocation } from "./run-invocation.ts";
import { WakeUp } from "./wake-up.ts";

/**
 * One execution environment: a function version in a sandbox, from placement to removal. Only its agent decides about it.
 * Takes one invocation at a time, freezes itself when idle, and ends after whatever leaves its process in doubt.
 */
export class Environment implements FunctionProcessOwner {
  readonly environmentId: string;
  readonly spec: FunctionSpec__Output;
  /** Resolves when nothing of it is left. */
  readonly gone: Promise<void>;
  readonly #dependencies: EnvironmentDependencies;
  readonly #options: EnvironmentOptions;
  readonly #gone = Promise.withResolvers<void>();
  readonly #lease: HeldLease;
  readonly #wakeUp: WakeUp;
  readonly #process: FunctionProcess;
  #state: EnvironmentState = starting;
  #initMs = 0;
  #isFirst = true;
  #running: RunningInvocation | undefined;
  #idleSinceMs = 0;

  constructor(dependencies: EnvironmentDependencies, options: EnvironmentOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.environmentId = options.environmentId;
    this.spec = options.spec;
    this.#lease = new HeldLease(options.lease);
    this.gone = this.#gone.promise;
    this.#process = new FunctionProcess(dependencies, options, options.logStream);
    this.#wakeUp = new WakeUp(dependencies.clock, () => this.#lookWhatIsDue());
    this.#step({ kind: "bind" });
  }

  get state(): EnvironmentState {
    return this.#state;
  }

  /** The lease that counts; undefined once its holder has fallen silent. */
  get lease(): EnvironmentLease | undefined {
    return this.#lease.current;
  }

  /** Boots or binds a sandbox and runs the init phase. A function that fails there is placed nevertheless. Fails with PlatformError; then the environment is gone. */
  async start(): Promise<StartedEnvironment> {
    const startedMs = this.#dependencies.clock.monotonicMs();
    try {
      await this.#process.start(this.#dependencies.initPhaseMs, this);
    } catch (error) {
      if (this.#state.kind === "initializing") {
        this.#step({ kind: "retire", reason: "failed" });
        await this.#remove();
      }
      throw PlatformError.from(error);
    }
    if (this.#state.kind !== "initializing") throw new PlatformError("EnvironmentGone", "The environment was ended while it started.");
    this.#initMs = this.#dependencies.clock.monotonicMs() - startedMs;
    if (this.#step({ kind: "initialize" }).kind === "idle") this.#becomeIdle();
    else void this.#remove();
    this.#dependencies.onChange(this);
    return { initMs: this.#initMs, prewarmed: this.#process.prewarmed, initFailed: this.#process.outcome.kind !== "initialized" };
  }

  /** The scheduler has leased the environment anew. True if `lease` counts now. */
  adopt(lease: EnvironmentLease): boolean {
    return this.#lease.adopt(lease);
  }

  /** The holder has fallen silent. */
  endLease(): void {
    this.#lease.end();
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
    if (!this.#options.codeIsCurrent()) {
      this.retire("ordered");
      incoming.refuse("EnvironmentGone");
      return;
    }
    if (!this.#lease.admits({ leaseId: start.lease_id, epochTerm: start.epoch_term, epochCounter: start.epoch_counter })) {
      incoming.refuse("LeaseFenced");
      return;
    }
    if (kind === "frozen") this.#step({ kind: "thaw" });
    const thawed = kind === "frozen" ? this.#process.thaw(this) : undefined;
    this.#step({ kind: "invoke" });
    incoming.accept();
    const { payload } = incoming;
    if (Buffer.isBuffer(payload) && thawed === undefined) this.#run(incoming, payload);
    else {
      // The function's time begins when it can run: a host that is slow to thaw it is no fault of its own.
      Promise.all([payload, thawed]).then(
        ([event]) => this.#run(incoming, event),
        // The event never came: its invoker is lost, and nothing has run.
        () => this.#free(),
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
    return environmentReport(this, this.#lease, this.#options.provisioned);
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

  onFailed(document: Buffer, next: boolean, cause?: string): void {
    if (cause !== undefined) this.#running?.explain(cause);
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
    const drained = running.pass(bytes);
    return drained === undefined ? undefined : this.#process.pauseUntil(drained);
  }

  onStreamEnd(document: Buffer | undefined): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "begun") return this.onBroken("an answer ended that had not begun");
    return running.finishStream(document);
  }

  onRuntimeReady(): void {
    this.#running?.runtimeReady(this.#dependencies.clock.monotonicMs());
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
    const { outcome } = this.#process;
    if (isInitializedAgain(outcome)) {
      void this.#runAfterSecondInit(incoming, event);
      return;
    }
    const running = this.#begin(incoming);
    if (this.#state.kind !== "busy") this.#lose(running);
    else if (outcome.kind === "initialized") this.#hand(running, event);
    else this.#failInit(running);
  }

  /** The init phase had failed: it runs again, now in the function's own time (AWS: suppressed init). */
  async #runAfterSecondInit(incoming: IncomingInvocation, event: Buffer): Promise<void> {
    this.#initMs = 0;
    const startedMs = this.#dependencies.clock.monotonicMs();
    try {
      await this.#process.start(this.spec.timeout_seconds * 1000, this);
    } catch (error) {
      this.#begin(incoming, startedMs);
      return this.onDoubt("function not initialized again", error);
    }
    const { outcome } = this.#process;
    const running = this.#begin(incoming, startedMs);
    if (this.#state.kind !== "busy") this.#lose(running);
    else if (outcome.kind === "timed-out") this.#timeOut(running);
    else if (outcome.kind === "initialized") this.#hand(running, event);
    else this.#failInit(running);
  }

  #failInit(running: RunningInvocation): void {
    const { log, outcome } = this.#process;
    if (running.logged) log.fault(initFailureLines(outcome, running.requestId));
    this.#giveUp(running, initFailureDocument(outcome, running.requestId), "failed");
  }

  #begin(incoming: IncomingInvocation, startedMs = this.#dependencies.clock.monotonicMs()): RunningInvocation {
    const { tracing } = this.#dependencies;
    const { start } = incoming;
    const { log } = this.#process;
    if (!this.#isFirst) log.output.clear();
    if (startedMs >= this.#options.retireAtMs && this.#dependencies.schedulerHeard()) this.retire("credentials");
    const isFirst = this.#isFirst;
    const initMs = isFirst ? this.#initMs : 0;
    this.#isFirst = false;
    const span = tracing.enabled ? startFunctionSpan(tracing, start, { environmentId: this.environmentId, spec: this.spec, isFirst }) : undefined;
    const running = new RunningInvocation(incoming, { spec: this.spec, log, startedMs, initMs, span });
    this.#running = running;
    return running;
  }

  #hand(running: RunningInvocation, event: Buffer): void {
    const { clock } = this.#dependencies;
    const header = invokeHeaderOf(running.incoming.start, Math.floor(clock.now() + running.deadlineMs - clock.monotonicMs()));
    this.#process.invoke(header, event);
    this.#wakeUp.by(running.deadlineMs);
  }

  #answer(payload: Buffer, functionError: string, next: boolean): void {
    const running = this.#running;
    if (running === undefined || running.answer !== "none") return this.onBroken("an answer came that nobody awaits");
    if (running.firstStartedMs !== undefined) this.#dependencies.stages.over("answer", running.firstStartedMs, this.#process.prewarmed);
    // Everything goes in one frame; metering waits until the environment is idle.
    if (next && !running.wantsLog) {
      this.#running = undefined;
      running.complete(payload, functionError, {
        atMs: this.#dependencies.clock.monotonicMs(),
        memoryMaxMib: this.#process.memoryMaxMib,
        reusable: this.#willStay(),
      });
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
      this.#process.log.output.drain();
      void this.#process.meter().then(() => this.#close(running, atMs));
    } else this.#close(running, atMs);
  }

  #close(running: RunningInvocation, atMs: number): void {
    running.close({ atMs, memoryMaxMib: this.#process.memoryMaxMib, reusable: this.#willStay() });
    this.#free();
  }

  /** False if the environment ends with the running invocation. */
  #willStay(): boolean {
    return this.#state.kind === "busy" && this.#state.retireAfter === undefined;
  }

  #free(): void {
    if (this.#state.kind !== "busy") return;
    if (this.#step({ kind: "finish" }).kind === "idle") this.#becomeIdle();
    else void this.#remove();
  }

  /** Answers a failure that ends the environment. */
  #giveUp(running: RunningInvocation, document: string, reason: RetireReason): void {
    this.#running = undefined;
    this.#process.log.output.drain();
    const atMs = this.#dependencies.clock.monotonicMs();
    running.fail(document);
    void this.#process.meter().then(() => {
      running.close({ atMs, memoryMaxMib: this.#process.memoryMaxMib, reusable: false });
      this.retire(reason);
    });
  }

  #timeOut(running: RunningInvocation): void {
    this.#process.kill("timeout");
    const { clock } = this.#dependencies;
    this.#process.log.output.drain();
    if (running.logged) this.#process.log.fault(`${new Date(clock.now()).toISOString()} ${running.requestId} ${timedOutPhrase(this.spec.timeout_seconds)}\n\n`);
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
    const { kind } = this.#state;
    if (kind !== "idle" && kind !== "frozen") return;
    const { freezeAfterMs, keepAliveMs, schedulerHeard } = this.#dependencies;
    const { retireAtMs, provisioned } = this.#options;
    const times = { nowMs, idleSinceMs: this.#idleSinceMs, freezeAfterMs, keepAliveMs, retireAtMs };
    const plan = planIdle({ kind, ...times, provisioned, freezable: this.#process.freezable, schedulerHeard: schedulerHeard() });
    if (plan.act === "retire") {
      this.retire(nowMs < retireAtMs ? "keep-alive" : "credentials");
      return;
    }
    if (plan.act === "freeze") {
      this.#step({ kind: "freeze" });
      this.#process.freeze(this, () => this.#state.kind === "frozen");
    }
    this.#wakeUp.by(plan.lookAgainAtMs);
  }

  #becomeIdle(): void {
    this.#idleSinceMs = this.#dependencies.clock.monotonicMs();
    this.#wakeUp.by(this.#idleSinceMs + this.#dependencies.freezeAfterMs);
  }

  /** Whatever state the process is in, it is not used again. */
  onDoubt(phrase: string, error: unknown): void {
    const running = this.#running;
    if (running === undefined && (this.#state.kind === "shutting-down" || this.#state.kind === "gone")) return;
    this.#dependencies.logger.error(phrase, { environmentId: this.environmentId, error: error instanceof Error ? error : String(error) });
    this.#lose(running);
  }

  /** The host has failed the environment, or it has ended before the event was handed over: an invocation is answered as one whose worker is lost. */
  #lose(running: RunningInvocation | undefined): void {
    this.#running = undefined;
    running?.lose();
    this.retire("failed");
  }

  onEnded(failure: FatalFailure): void {
    if (this.#state.kind === "shutting-down" || this.#state.kind === "gone") return;
    const running = this.#running;
    if (running === undefined) return this.retire("exited");
    if (failure.lost === true) return this.#lose(running);
    const { log } = this.#process;
    log.output.drain();
    if (running.logged && running.answer !== "complete") log.fault(fatalLines(running.requestId, failure));
    this.#giveUp(running, fatal(running.requestId, failure).document, "exited");
  }

  async #remove(): Promise<void> {
    this.#wakeUp[Symbol.dispose]();
    this.#dependencies.onChange(this);
    await this.#process.end(shutdownReasonOf(this.#state));
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
