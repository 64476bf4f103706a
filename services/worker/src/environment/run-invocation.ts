import type { InvocationDone } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import type { Span } from "@mayfly/telemetry/tracing";
import { billedMs, endLine, reportLine, startLine } from "../core/invocation-report.ts";
import type { FunctionOutput } from "./function-output.ts";

/** What one invocation runs in. */
export interface InvocationPlace {
  readonly spec: FunctionSpec__Output;
  readonly output: FunctionOutput;
  /** Monotonic ms. */
  readonly startedMs: number;
  /** Milliseconds of the init phase if this is the environment's first invocation, else 0. */
  readonly initMs: number;
  readonly span: Span | undefined;
}

const jsonContentType = "application/json";
const noBytes = Buffer.alloc(0);

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

  constructor(incoming: IncomingInvocation, place: InvocationPlace) {
    this.incoming = incoming;
    this.#place = place;
    if (this.logged) place.output.add(startLine(incoming.start.request_id, place.spec.identity?.version ?? ""));
  }

  get requestId(): string {
    return this.incoming.start.request_id;
  }

  /** Monotonic ms at which the function's time is up. */
  get deadlineMs(): number {
    return this.#place.startedMs + this.#place.spec.timeout_seconds * 1000;
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
    return this.wantsLog || this.#place.output.kept;
  }

  /** The whole answer, a function's failure too. `end` given: the invocation is over with it, in one frame where it fits. */
  complete(payload: Buffer, functionError: string, end?: InvocationEnd): void {
    this.#answer = "complete";
    this.incoming.answer({
      head: { content_type: jsonContentType, streaming: false },
      payload,
      end: { function_error: functionError },
      ...(end === undefined ? {} : { done: this.#describe(end) }),
    });
  }

  /** A streamed answer begins. */
  begin(contentType: string): void {
    this.#answer = "begun";
    this.incoming.head({ content_type: contentType, streaming: true });
  }

  /** The next bytes of a streamed answer; a promise means: not more before it resolves. */
  pass(bytes: Buffer): Promise<void> | undefined {
    return this.incoming.chunk(bytes);
  }

  /** A streamed answer ends; `failure` is its error document. */
  finishStream(failure: Buffer | undefined): void {
    this.#answer = "complete";
    if (failure === undefined) this.incoming.end({ function_error: "" });
    else this.incoming.end({ function_error: "Unhandled", stream_error_type: errorTypeOf(failure), stream_error_body: failure.toString() });
  }

  /** The function failed without its runtime's word: answers it, as far as that is still possible. */
  fail(document: string): void {
    if (this.#answer === "none") this.complete(Buffer.from(document), "Unhandled");
    else if (this.#answer === "begun") this.finishStream(Buffer.from(document));
  }

  /** The invocation is over. */
  close(end: InvocationEnd): void {
    this.incoming.done(this.#describe(end));
  }

  #describe(end: InvocationEnd): InvocationDone {
    const { spec, initMs, output, span } = this.#place;
    const durationMs = Math.max(0, end.atMs - this.#place.startedMs);
    if (this.logged) {
      const lines = endLine(this.requestId) + reportLine(this.requestId, { durationMs, initMs, memoryMib: spec.memory_mib, memoryMaxMib: end.memoryMaxMib });
      if (this.wantsLog) output.add(lines);
      else output.addSoon(lines);
    }
    span?.end();
    return {
      log_tail: this.incoming.start.log_tail ? output.tail() : noBytes,
      duration_ms: durationMs,
      billed_ms: billedMs(durationMs, initMs),
      memory_max_mib: end.memoryMaxMib,
      init_ms: initMs,
      reusable: end.reusable,
    };
  }
}

/** Reads the type of an error document that the function's process made. */
function errorTypeOf(document: Buffer): string {
  try {
    const parsed: unknown = JSON.parse(document.toString());
    if (typeof parsed === "object" && parsed !== null && "errorType" in parsed && typeof parsed.errorType === "string") return parsed.errorType;
  } catch {
    // Not JSON: the runtime is the function's own.
  }
  return "Runtime.Unknown";
}
