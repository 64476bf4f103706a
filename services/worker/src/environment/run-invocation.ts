import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { limits } from "@mayfly/domain/limits";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import type { Span } from "@mayfly/telemetry/tracing";
import { billedMs } from "../core/invocation-report.ts";
import { reported, reportText, runtimeDone, started, type EventSpan, type EventStatus, type InvocationIdentity } from "../core/platform-events.ts";
import { errorTypeOf, responseTooLarge } from "../core/function-failure.ts";
import { GatheredAnswer } from "./gathered-answer.ts";
import type { PlatformLog } from "./platform-log.ts";

/** What one invocation runs in. */
export interface InvocationPlace {
  readonly spec: FunctionSpec__Output;
  readonly log: PlatformLog;
  /** Monotonic ms. */
  readonly startedMs: number;
  /** Milliseconds of the init phase if this is the environment's first invocation, else 0. */
  readonly initMs: number;
  readonly span: Span | undefined;
}

const jsonContentType = "application/json";
const noBytes = Buffer.alloc(0);
/** Of a failure midstream: it goes in one message, and the function's own process has made it. */
const streamErrorBytesMax = 64 * 1024;

/** How an invocation ended, for `close`. */
export interface InvocationEnd {
  readonly atMs: number;
  readonly memoryMaxMib: number;
  /** False if the environment ends with the invocation. */
  readonly reusable: boolean;
}

/** One invocation on its way through an environment: turns what the runtime says into the answer's frames, once each. */
export class RunningInvocation {
  readonly incoming: IncomingInvocation;
  readonly #place: InvocationPlace;
  #answer: "none" | "begun" | "complete" = "none";
  #failed = false;
  #gathered: GatheredAnswer | undefined;
  /** What the events of the platform tell of it. Times are kept only where somebody wants events. */
  readonly #told = { status: "success" as EventStatus, errorType: undefined as string | undefined, producedBytes: 0, beganMs: 0, answeredMs: 0, readyMs: 0 };

  constructor(incoming: IncomingInvocation, place: InvocationPlace) {
    this.incoming = incoming;
    this.#place = place;
    if (this.logged) place.log.output.add(place.log.tell(started(this.#identity, place.spec.identity?.version ?? "")));
  }

  get requestId(): string {
    return this.incoming.start.request_id;
  }

  /** Monotonic ms at which the function's time is up. */
  get deadlineMs(): number {
    return this.#place.startedMs + this.#place.spec.timeout_seconds * 1000;
  }

  /** Monotonic ms at which it began, if it is the environment's first. */
  get firstStartedMs(): number | undefined {
    return this.#place.initMs > 0 ? this.#place.startedMs : undefined;
  }

  /** How far the answer is. */
  get answer(): "none" | "begun" | "complete" {
    return this.#answer;
  }

  /** True if the invoker wants the log: only then it waits until the output has been read to its end. */
  get wantsLog(): boolean {
    return this.incoming.start.log_tail;
  }

  /** True if somebody sees the log: only then the lines of the platform are made. */
  get logged(): boolean {
    return this.wantsLog || this.#place.log.isWanted;
  }

  /** The whole answer, a function's failure too. `end` given: the invocation is over with it, in one frame where it fits. */
  complete(payload: Buffer, functionError: string, end?: InvocationEnd): void {
    this.#answer = "complete";
    this.#failed = functionError !== "";
    if (this.logged) this.#noteAnswer(payload.length, end?.atMs);
    this.incoming.answer({
      head: { content_type: (functionError === "" ? this.#gathered?.contentType : undefined) ?? jsonContentType, streaming: false },
      payload,
      end: { function_error: functionError },
      ...(end === undefined ? {} : { done: this.#describe(end) }),
    });
  }

  /** Keeps why the function failed, as its runtime tells it for X-Ray. */
  explain(cause: string): void {
    this.#place.span?.setAttribute("aws.xray.cause", cause);
  }

  /** A streamed answer begins. Gathered, and given whole at its end, for an invoker that wants no stream. */
  begin(contentType: string): void {
    this.#answer = "begun";
    if (this.logged) this.#told.beganMs = this.#place.log.nowMs();
    if (this.incoming.start.response_stream) this.incoming.head({ content_type: contentType, streaming: true });
    else this.#gathered = new GatheredAnswer(contentType);
  }

  /** The next bytes of a streamed answer; a promise means: not more before it resolves. */
  pass(bytes: Buffer): Promise<void> | undefined {
    const roomBytes = limits.streamedResponseBytesMax - this.#told.producedBytes;
    this.#told.producedBytes += bytes.length;
    if (this.#gathered !== undefined) {
      this.#gathered.push(bytes);
      return undefined;
    }
    return roomBytes > 0 ? this.incoming.chunk(bytes.subarray(0, roomBytes)) : undefined;
  }

  /** A streamed answer ends; `ownFailure` is the error document of a function that failed midway. */
  finishStream(ownFailure: Buffer | undefined): void {
    if (this.#gathered !== undefined) return this.#giveGathered(this.#gathered, ownFailure);
    const failure = this.#isCut ? Buffer.from(responseTooLarge(limits.streamedResponseBytesMax).document) : ownFailure;
    this.#answer = "complete";
    this.#failed = failure !== undefined;
    if (this.logged) this.#noteAnswer(this.#told.producedBytes);
    if (failure === undefined) this.incoming.end({ function_error: "" });
    else {
      const body = failure.toString("utf8", 0, streamErrorBytesMax);
      this.incoming.end({ function_error: "Unhandled", stream_error_type: errorTypeOf(failure.toString()), stream_error_body: body });
    }
  }

  /** The function failed without its runtime's word: answers it, as far as that is still possible. */
  fail(document: string): void {
    const errorType = errorTypeOf(document);
    this.#told.status = errorType === "Sandbox.Timedout" ? "timeout" : "error";
    this.#told.errorType = errorType;
    if (this.#answer === "none") this.complete(Buffer.from(document), "Unhandled");
    else if (this.#answer === "begun") this.finishStream(Buffer.from(document));
  }

  /** What ran it is lost, by no fault of the function: its invoker is told as of a worker that is lost. */
  lose(): void {
    this.#answer = "complete";
    this.#place.span?.end("the sandbox was lost");
    this.incoming.lose();
  }

  /** The invocation is over. */
  close(end: InvocationEnd): void {
    this.incoming.done(this.#describe(end));
  }

  #giveGathered(gathered: GatheredAnswer, failure: Buffer | undefined): void {
    if (failure !== undefined) return this.complete(failure, "Unhandled");
    const payload = gathered.whole();
    return payload === undefined ? this.complete(Buffer.from(responseTooLarge().document), "Unhandled") : this.complete(payload, "");
  }

  /** The runtime takes the next invocation; extensions may still be at work on this one. */
  runtimeReady(atMs: number): void {
    if (this.#told.readyMs !== 0) return;
    this.#told.readyMs = atMs;
    const { log, startedMs } = this.#place;
    const { status, errorType, producedBytes } = this.#told;
    if (!log.showsRuntimeDone(status)) return;
    log.output.drain();
    const spans = status === "success" ? this.#runtimeSpans() : [];
    const event = runtimeDone(this.#identity, { status, errorType, producedBytes, durationMs: Math.max(0, atMs - startedMs), spans });
    log.output.add(log.tell(event));
  }

  /** True if a stream is larger than Lambda allows. */
  get #isCut(): boolean {
    return this.#told.producedBytes > limits.streamedResponseBytesMax;
  }

  get #identity(): InvocationIdentity {
    return { requestId: this.requestId, traceHeader: this.incoming.start.trace_header };
  }

  #noteAnswer(producedBytes: number, atMs = this.#place.log.nowMs()): void {
    this.#told.producedBytes = producedBytes;
    this.#told.answeredMs = atMs;
    if (this.#told.beganMs === 0) this.#told.beganMs = atMs;
  }

  #runtimeSpans(): readonly EventSpan[] {
    const { beganMs, answeredMs, readyMs } = this.#told;
    const { startedMs } = this.#place;
    return [
      this.#span("responseLatency", startedMs, beganMs),
      this.#span("responseDuration", beganMs, answeredMs),
      this.#span("runtimeOverhead", answeredMs, readyMs),
    ];
  }

  #span(name: EventSpan["name"], fromMs: number, toMs: number): EventSpan {
    return { name, start: this.#place.log.isoOf(fromMs), durationMs: Math.max(0, Math.round((toMs - fromMs) * 1000) / 1000) };
  }

  #describe(end: InvocationEnd): InvocationDone__Output {
    const { initMs, span } = this.#place;
    const durationMs = Math.max(0, end.atMs - this.#place.startedMs);
    if (this.logged) this.#report(end, durationMs);
    span?.end(this.#failed ? "the function failed" : undefined);
    return {
      log_tail: this.incoming.start.log_tail ? this.#place.log.output.tail() : noBytes,
      duration_ms: durationMs,
      billed_ms: billedMs(durationMs, initMs),
      memory_max_mib: end.memoryMaxMib,
      init_ms: initMs,
      reusable: end.reusable,
    };
  }

  #report(end: InvocationEnd, durationMs: number): void {
    const { spec, initMs, log } = this.#place;
    const { status, errorType, readyMs } = this.#told;
    const cost = { durationMs, initMs, memoryMib: spec.memory_mib, memoryMaxMib: end.memoryMaxMib };
    // Nearly every warm invocation: the event itself would cost more than its text.
    if (log.isTextOnly && !this.wantsLog) return log.output.addSoon(reportText(this.requestId, cost));
    const spans = readyMs === 0 || end.atMs - readyMs < 0.001 ? [] : [this.#span("extensionOverhead", readyMs, end.atMs)];
    this.runtimeReady(end.atMs);
    const lines = log.tell(reported(this.#identity, { ...cost, status, errorType, spans }));
    // Subscribers get events in order; for the log alone nobody waits.
    if (this.wantsLog || log.hasSubscribers) log.output.add(lines);
    else log.output.addSoon(lines);
  }
}
