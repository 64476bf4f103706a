import type { Bus } from "@mayfly/bus/bus";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric, HistogramMetric, Metrics } from "@mayfly/telemetry/metrics";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";
import { BufferedAnswerSink } from "./buffered-answer-sink.ts";
import type { FunctionDirectory } from "./function-directory.ts";
import { InvocationRun, type AnswerSink, type RunHost } from "./invocation-run.ts";
import type { InvokerChannel } from "./invoker-channel.ts";
import { InvokerHalf } from "./invoker-half.ts";
import type { BufferedAnswer, InvocationRequest, Invoker, StreamedAnswer } from "./invoker.ts";
import { functionNotFound, LeasePool, type LeasePoolLimits } from "./lease-pool.ts";
import { StreamedAnswerSink } from "./streamed-answer-sink.ts";
import type { HeldLease } from "./version-leases.ts";

/** Bounds of an invoker; all times in milliseconds. */
export interface InvokerLimits extends LeasePoolLimits {
  /** How long an invocation waits for a lease, cold start included, before ServiceUnavailable. */
  readonly leaseWaitMs: number;
  /** What is added to a function's timeout before its agent is given up. */
  readonly answerMarginMs: number;
  /** How long disposing waits for open invocations. */
  readonly drainMs: number;
}

/** Bounds that suit one machine and a cluster alike. */
const defaultInvokerLimits: InvokerLimits = {
  leaseIdleMs: 60_000,
  leaseRequestsMax: 16,
  waitersMax: 10_000,
  schedulerGraceMs: 3_000,
  leaseWaitMs: 60_000,
  answerMarginMs: 30_000,
  drainMs: 5_000,
};

/** What an invoker works with. */
export interface InvokerOptions {
  readonly bus: Bus;
  readonly region: string;
  /** Unique id of the gateway or event pipeline, one subject token. */
  readonly holderId: string;
  readonly directory: FunctionDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly limits?: Partial<InvokerLimits>;
}

/** An invoker that can be stopped: disposing it takes no new invocations, finishes the open ones up to `drainMs`, and gives its leases back. */
export type DisposableInvoker = Invoker &
  AsyncDisposable & {
    /** Leases held now. */
    readonly leaseCount: number;
    /** Invocations that are open or wait for a lease. */
    readonly openInvocations: number;
  };

/** Makes the invocation path of one process: leases, channels to the agents, retries (DESIGN §4). */
export function createInvoker(options: InvokerOptions): DisposableInvoker {
  return new BusInvoker(options);
}

class BusInvoker implements Invoker, AsyncDisposable, RunHost {
  readonly #options: InvokerOptions;
  readonly #limits: InvokerLimits;
  readonly #pool: LeasePool;
  readonly #half: InvokerHalf;
  readonly #outcomes: CounterMetric;
  readonly #leaseWait: HistogramMetric;
  readonly #spans = new Map<InvocationRun, Span>();
  #open = 0;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: InvokerOptions) {
    this.#options = options;
    this.#limits = { ...defaultInvokerLimits, ...options.limits };
    const { bus, region, holderId, directory, clock, metrics } = options;
    const logger = options.logger.with({ holderId });
    this.#pool = new LeasePool({ bus, region, holderId, directory, clock, logger, limits: this.#limits });
    this.#half = new InvokerHalf({ bus, region, clock, logger, onAgentLost: (agentId) => this.#pool.dropAgent(agentId) });
    this.#outcomes = metrics.counter({
      name: "mayfly_invocations_total",
      help: "Invocations that are over, by outcome: answered, or the code of the platform error.",
      labels: ["outcome"],
    });
    this.#leaseWait = metrics.histogram({
      name: "mayfly_lease_wait_seconds",
      help: "Time that invocations without an idle lease waited for one.",
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
    metrics.gauge({ name: "mayfly_leases_held", help: "Leases that this process holds.", read: () => this.#pool.leaseCount });
    metrics.gauge({ name: "mayfly_invocations_open", help: "Invocations that are running or wait for a lease.", read: () => this.#open });
  }

  get leaseCount(): number {
    return this.#pool.leaseCount;
  }

  get openInvocations(): number {
    return this.#open;
  }

  invoke(request: InvocationRequest): Promise<BufferedAnswer> {
    return new Promise((resolve, reject) => {
      this.#start(request, new BufferedAnswerSink(request.logTail, resolve, reject));
    });
  }

  invokeStreaming(request: InvocationRequest): Promise<StreamedAnswer> {
    const begun = Promise.withResolvers<StreamedAnswer>();
    const sink = new StreamedAnswerSink(begun);
    const run = this.#start(request, sink);
    if (run !== undefined) sink.onConsumed = (bytes) => run.consumed(bytes);
    return begun.promise;
  }

  lease(run: InvocationRun): HeldLease | undefined {
    const { identity } = run.request;
    const version = this.#options.directory.find(identity);
    if (version?.spec === null || version?.spec === undefined) {
      run.failed(functionNotFound(identity));
      return undefined;
    }
    const { generation } = version.spec;
    const idle = this.#pool.take(identity, generation);
    if (idle === undefined) this.#waitForLease(run, generation);
    return idle;
  }

  send(run: InvocationRun, held: HeldLease): InvokerChannel {
    const timeoutSeconds = this.#options.directory.find(run.request.identity)?.spec?.timeout_seconds ?? 900;
    const deadlineAtMs = this.#options.clock.monotonicMs() + timeoutSeconds * 1000 + this.#limits.answerMarginMs;
    const { request, responseStream } = run;
    return this.#half.open({ lease: held.lease, request, responseStream, traceParent: this.#traceParentOf(run), deadlineAtMs, listener: run });
  }

  free(held: HeldLease): void {
    this.#pool.free(held);
  }

  drop(held: HeldLease): void {
    this.#pool.drop(held);
  }

  finished(run: InvocationRun, outcome: string): void {
    this.#open -= 1;
    this.#outcomes.add({ outcome });
    if (this.#spans.size > 0) this.#endSpan(run, outcome);
    if (this.#open === 0) this.#drained?.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pool.close();
    if (this.#open > 0) {
      this.#drained = Promise.withResolvers();
      using _deadline = this.#options.clock.after(this.#limits.drainMs, () => this.#drained?.resolve());
      await this.#drained.promise;
    }
    await this.#half[Symbol.asyncDispose]();
    await this.#pool[Symbol.asyncDispose]();
  }

  #start(request: InvocationRequest, sink: AnswerSink): InvocationRun | undefined {
    if (this.#drained !== undefined) {
      sink.failed(new PlatformError("ServiceUnavailable", "The service is shutting down.", { retryAfterSeconds: 1 }));
      return undefined;
    }
    const run = new InvocationRun(this, { request, sink, leaseDeadlineAtMs: this.#options.clock.monotonicMs() + this.#limits.leaseWaitMs });
    this.#open += 1;
    if (this.#options.tracing.enabled) this.#startSpan(run);
    run.start();
    return run;
  }

  #waitForLease(run: InvocationRun, generation: number): void {
    const { clock } = this.#options;
    const waitsSinceMs = clock.monotonicMs();
    this.#pool.wait(run.request.identity, generation, {
      sinceMs: waitsSinceMs,
      deadlineAtMs: run.leaseDeadlineAtMs,
      traceParent: this.#traceParentOf(run),
      granted: (held) => {
        this.#leaseWait.observe((clock.monotonicMs() - waitsSinceMs) / 1000);
        run.granted(held);
      },
      failed: (error) => run.failed(error),
    });
  }

  /** The run's span if there is tracing, else what its caller gave. */
  #traceParentOf(run: InvocationRun): string {
    return this.#spans.get(run)?.traceParent ?? run.request.traceParent;
  }

  #startSpan(run: InvocationRun): void {
    const { request } = run;
    const attributes = { "faas.invoked_name": request.identity.functionName, "faas.invocation_id": request.requestId };
    this.#spans.set(run, this.#options.tracing.startSpan("invoke function", { kind: "client", traceParent: request.traceParent, attributes }));
  }

  #endSpan(run: InvocationRun, outcome: string): void {
    const span = this.#spans.get(run);
    this.#spans.delete(run);
    if (outcome === "answered") span?.end();
    else span?.end(outcome);
  }
}
