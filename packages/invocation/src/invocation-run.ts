import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import { isErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { ChannelListener, InvokerChannel, LossReason } from "./invoker-channel.ts";
import type { InvocationRequest } from "./invoker.ts";
import type { HeldLease } from "./version-leases.ts";

/** Takes the answer of one invocation. */
export interface AnswerSink {
  /** True if the answer is wanted as it comes, false if whole. */
  readonly responseStream: boolean;
  head(head: AnswerHead__Output): void;
  /** True if the bytes are consumed already, so that credit can be given for them. */
  chunk(bytes: Buffer): boolean;
  end(end: AnswerEnd__Output): void;
  done(done: InvocationDone__Output): void;
  failed(error: PlatformError): void;
}

/** What a run needs of the invoker. */
export interface RunHost {
  /** An idle lease at once, or undefined and the waiter is told later. */
  lease(run: InvocationRun): HeldLease | undefined;
  send(run: InvocationRun, held: HeldLease): InvokerChannel;
  free(held: HeldLease): void;
  drop(held: HeldLease): void;
  /** The run is over; `outcome` is `answered`, or a code of the catalogue. */
  finished(run: InvocationRun, outcome: string): void;
}

/** Leases that one invocation tries at most. */
const attemptsMax = 5;
/** Refusals after which another lease can help. */
const otherLeaseHelps: ReadonlySet<string> = new Set(["LeaseFenced", "EnvironmentGone", "ServiceUnavailable"]);

/**
 * One invocation from its first lease to `done`. Another lease is tried while it is certain that the agent has not
 * accepted; after that, it is never sent again and a lost agent is a Service error (DESIGN §4).
 */
export class InvocationRun implements ChannelListener {
  readonly request: InvocationRequest;
  /** The answer is wanted as it comes. */
  readonly responseStream: boolean;
  /** Monotonic time until which a lease is awaited. */
  readonly leaseDeadlineAtMs: number;
  readonly #host: RunHost;
  readonly #sink: AnswerSink;
  #held: HeldLease | undefined;
  #channel: InvokerChannel | undefined;
  #attempts = 0;

  constructor(host: RunHost, options: { readonly request: InvocationRequest; readonly sink: AnswerSink; readonly leaseDeadlineAtMs: number }) {
    this.#host = host;
    this.request = options.request;
    this.responseStream = options.sink.responseStream;
    this.#sink = options.sink;
    this.leaseDeadlineAtMs = options.leaseDeadlineAtMs;
  }

  /** Takes a lease and sends the invocation. */
  start(): void {
    const held = this.#host.lease(this);
    if (held !== undefined) this.granted(held);
  }

  /** The reader of the answer has taken so many bytes. */
  consumed(bytes: number): void {
    if (bytes > 0) this.#channel?.consumed(bytes);
  }

  granted(held: HeldLease): void {
    this.#attempts += 1;
    this.#held = held;
    this.#channel = this.#host.send(this, held);
  }

  /** There is no lease to be had. */
  failed(error: PlatformError): void {
    this.#fail(error);
  }

  refused(code: string): void {
    this.#dropLease();
    if (!isErrorCode(code)) return this.#fail(new PlatformError("Service", "The agent's refusal cannot be read."));
    if (otherLeaseHelps.has(code) && this.#attempts < attemptsMax) return this.start();
    this.#fail(new PlatformError(code, "The invocation was refused by its worker."));
  }

  head(head: AnswerHead__Output): void {
    this.#sink.head(head);
  }

  chunk(bytes: Buffer): void {
    if (this.#sink.chunk(bytes)) this.#channel?.consumed(bytes.length);
  }

  end(end: AnswerEnd__Output): void {
    this.#sink.end(end);
  }

  done(done: InvocationDone__Output): void {
    this.#sink.done(done);
    const held = this.#held;
    this.#held = undefined;
    this.#host.finished(this, "answered");
    if (held === undefined) return;
    if (done.reusable) this.#host.free(held);
    else this.#host.drop(held);
  }

  lost(reason: LossReason, accepted: boolean): void {
    if (reason === "not-sent" && !accepted) return this.#cutOff();
    this.#dropLease();
    if (!accepted && mayTryAgain(reason) && this.#attempts < attemptsMax) return this.start();
    this.#fail(new PlatformError("Service", "The worker that ran the function was lost.", { cause: new Error(reason) }));
  }

  /** The bus took nothing: the lease is as good as before, but no other would get further now. */
  #cutOff(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#fail(new PlatformError("ServiceUnavailable", "The workers cannot be reached.", { retryAfterSeconds: 1 }));
    if (held !== undefined) this.#host.free(held);
  }

  #dropLease(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#host.drop(held);
  }

  #fail(error: PlatformError): void {
    this.#sink.failed(error);
    this.#host.finished(this, error.code);
  }
}

/** Whether a loss before `accepted` leaves room for another lease: the agent accepts at once, so that one which died in silence has hardly begun. */
function mayTryAgain(reason: LossReason): boolean {
  return reason === "no-responders" || reason === "agent-silent" || reason === "agent-left";
}
