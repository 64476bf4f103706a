import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { InvokeStart__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokeStart";
import { limits } from "@mayfly/domain/limits";
import type { ErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import { IncomingPayload } from "./incoming-payload.ts";
import { offered, transitionInvocation, type InvocationEvent, type InvocationState } from "./invocation-state.ts";
import type { OutgoingAgentFrame } from "./wire/agent-frame.ts";

/** A whole answer, for `IncomingInvocation.answer`. */
export interface WholeAnswer {
  readonly head: Partial<AnswerHead__Output>;
  readonly payload: Uint8Array;
  readonly end: Partial<AnswerEnd__Output>;
  /** Given if the invocation is over with the answer; else `done` is called later. */
  readonly done?: Partial<InvocationDone__Output>;
}

/**
 * One invocation as the agent sees it. Either `refuse`, or `accept`, `head`, `chunk`*, `end`, `done` in this order; any
 * other order throws. Parts given in one turn of the event loop travel in one frame where they fit. Once the invoker is
 * gone, everything is taken and dropped: the function runs on (DESIGN §4).
 */
export interface IncomingInvocation {
  readonly start: InvokeStart__Output;
  /**
   * The event: a buffer if it came whole with the first frame, else a promise, to be awaited only after `accept` (which
   * asks for the rest). The promise rejects with PlatformError if the invoker is lost before.
   */
  readonly payload: Buffer | Promise<Buffer>;
  /** Takes the invocation: it may run from here on, and the invoker never sends it again. */
  accept(): void;
  /** Declines it: it has not run and will not. LeaseFenced, EnvironmentGone and ServiceUnavailable make the invoker try another lease. */
  refuse(code: ErrorCode): void;
  head(head: Partial<AnswerHead__Output>): void;
  /** Sends bytes of the answer. A promise means: call no more before it resolves, credit is used up. `bytes` must not change before. */
  chunk(bytes: Uint8Array): Promise<void> | undefined;
  /** The answer is complete. */
  end(end: Partial<AnswerEnd__Output>): void;
  /** The invocation is over; nothing may follow. */
  done(done: Partial<InvocationDone__Output>): void;
  /** The worker has lost what ran it: the invoker is told at once, as if the worker itself were lost, unless the invocation is over. */
  lose(): void;
  /** `accept` (if that has not happened), `head`, `chunk`, `end` and perhaps `done`; one frame if the payload is small. */
  answer(answer: WholeAnswer): void;
}

/** What a channel needs of the agent's half. */
export interface AgentChannelHost {
  /** Largest chunk of one frame. */
  readonly chunkBytesMax: number;
  /** Sends to the invoker; false if that is not possible now. */
  send(channel: AgentChannel, frame: OutgoingAgentFrame): boolean;
  /** Flushes the channel soon, unless it has flushed itself before. */
  flushLater(channel: AgentChannel): void;
  /** The channel takes no more frames. */
  close(channel: AgentChannel): void;
}

/** Where a channel's answer goes and what came first. */
export interface AgentChannelOptions {
  readonly start: InvokeStart__Output;
  readonly firstChunk: Buffer;
  readonly replyTo: string;
  readonly openedAtMs: number;
}

/** The agent's end of one invocation channel. */
export class AgentChannel implements IncomingInvocation {
  readonly start: InvokeStart__Output;
  readonly replyTo: string;
  /** Monotonic time of the last frame from the invoker. */
  lastFrameAtMs: number;
  readonly #host: AgentChannelHost;
  readonly #payload: IncomingPayload;
  #state: InvocationState = offered;
  #abandoned = false;
  #frame: OutgoingAgentFrame | undefined;
  #flushQueued = false;
  #creditBytes: number;
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;
  #drained: PromiseWithResolvers<void> | undefined;
  #heldEnd: Partial<AnswerEnd__Output> | undefined;
  #heldDone: Partial<InvocationDone__Output> | undefined;

  constructor(host: AgentChannelHost, options: AgentChannelOptions) {
    this.#host = host;
    this.start = options.start;
    this.replyTo = options.replyTo;
    this.lastFrameAtMs = options.openedAtMs;
    this.#creditBytes = options.start.initial_credit_bytes;
    this.#payload = new IncomingPayload(options.start.payload_bytes, options.firstChunk);
  }

  get payload(): Buffer | Promise<Buffer> {
    return this.#payload.value;
  }

  /** True while the channel waits for a frame of the invoker: for payload, or for credit. */
  get waiting(): boolean {
    return !this.#abandoned && (!this.#payload.complete || this.#unsentBytes > 0);
  }

  accept(): void {
    this.#step("accept");
    this.#part().accepted = true;
    if (this.#payload.complete) this.#host.flushLater(this);
    else this.flush();
  }

  refuse(code: ErrorCode): void {
    this.#step("refuse");
    this.#part().refused = code;
    this.#payload.fail(new PlatformError(code, "The invocation was refused."));
    this.flush();
    this.#host.close(this);
  }

  head(head: Partial<AnswerHead__Output>): void {
    this.#step("head");
    this.#part().head = head;
    this.#flushSoon();
  }

  chunk(bytes: Uint8Array): Promise<void> | undefined {
    this.#step("chunk");
    if (this.#abandoned || bytes.length === 0) return undefined;
    if (this.#unsentBytes + bytes.length > limits.responsePayloadBytesMax + limits.chunkBytesMax) throw new Error("answer bytes without credit pile up");
    this.#unsent.push(bytes);
    this.#unsentBytes += bytes.length;
    this.#sendWithinCredit();
    if (this.#unsentBytes === 0) return undefined;
    this.#drained ??= Promise.withResolvers();
    return this.#drained.promise;
  }

  end(end: Partial<AnswerEnd__Output>): void {
    this.#step("end");
    this.#heldEnd = end;
    this.#sendHeld();
  }

  done(done: Partial<InvocationDone__Output>): void {
    this.#step("done");
    this.#heldDone = done;
    this.#sendHeld();
  }

  lose(): void {
    if (this.#abandoned || this.#state.kind === "over") return;
    this.#step("lose");
    this.#unsent = [];
    this.#unsentBytes = 0;
    // To an invoker whose invocation has been accepted, a refusal says that it will not be finished.
    this.#frame = { refused: "Service" };
    this.flush();
    this.#settleDrained();
    this.#host.close(this);
  }

  answer(answer: WholeAnswer): void {
    if (this.#state.kind === "offered") {
      this.#step("accept");
      this.#part().accepted = true;
    }
    this.head(answer.head);
    // Not awaited: what is beyond the credit is kept, and bounded by the size of a buffered answer.
    void this.chunk(answer.payload);
    this.end(answer.end);
    if (answer.done !== undefined) this.done(answer.done);
    else if (this.#unsentBytes === 0) this.flush();
  }

  /** Takes a further frame's bytes of the event. More than announced ends the channel. */
  receive(chunk: Buffer): void {
    if (chunk.length === 0 || this.#payload.complete) return;
    if (!this.#payload.add(chunk)) this.abandon();
  }

  /** Takes credit for more bytes of the answer. */
  addCredit(bytes: number): void {
    if (this.#abandoned || bytes <= 0) return;
    this.#creditBytes = Math.min(this.#creditBytes + bytes, limits.responsePayloadBytesMax + limits.channelCreditBytes);
    this.#sendWithinCredit();
    if (this.#unsentBytes > 0) return;
    this.#settleDrained();
    this.#sendHeld();
  }

  /** The worker could not handle the invocation: refuses it, or if it has been accepted, drops the channel. */
  giveUp(): void {
    if (this.#state.kind === "offered") this.refuse("Service");
    else this.abandon();
  }

  /** The invoker is gone: from here on everything is dropped, and a payload that is not complete fails. */
  abandon(): void {
    if (this.#abandoned) return;
    this.#abandoned = true;
    this.#frame = undefined;
    this.#unsent = [];
    this.#unsentBytes = 0;
    this.#payload.fail(new PlatformError("Service", "The invoker was lost before the event was complete."));
    this.#settleDrained();
    this.#host.close(this);
  }

  /** Sends what is gathered. */
  flush(): void {
    this.#flushQueued = false;
    const frame = this.#frame;
    this.#frame = undefined;
    if (frame === undefined || this.#abandoned) return;
    if (!this.#host.send(this, frame)) this.abandon();
  }

  #step(event: InvocationEvent): void {
    const next = transitionInvocation(this.#state, event);
    if (next === undefined) throw new Error(`invocation ${this.start.request_id} is ${this.#state.kind}: ${event} is not allowed`);
    this.#state = next;
  }

  #part(): OutgoingAgentFrame {
    this.#frame ??= {};
    return this.#frame;
  }

  #flushSoon(): void {
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    queueMicrotask(() => this.flush());
  }

  #sendWithinCredit(): void {
    while (this.#creditBytes > 0) {
      const next = this.#unsent[0];
      if (next === undefined) return;
      const size = Math.min(next.length, this.#creditBytes, this.#host.chunkBytesMax);
      if (size === next.length) this.#unsent.shift();
      else this.#unsent[0] = next.subarray(size);
      this.#unsentBytes -= size;
      this.#creditBytes -= size;
      if (this.#frame?.chunk !== undefined) this.flush();
      if (this.#abandoned) return;
      this.#part().chunk = size === next.length ? next : next.subarray(0, size);
      this.#flushSoon();
    }
  }

  #sendHeld(): void {
    if (this.#unsentBytes > 0) return;
    if (this.#heldEnd !== undefined) {
      const end = bounded(this.#heldEnd, this.#host.chunkBytesMax);
      // An error's details may be as large as a chunk: a frame has room for one of them.
      if (end.stream_error_body !== undefined && end.stream_error_body !== "") this.flush();
      this.#part().end = end;
      this.#heldEnd = undefined;
      this.#flushSoon();
    }
    if (this.#heldDone === undefined) return;
    this.#part().done = this.#heldDone;
    this.#heldDone = undefined;
    this.flush();
    this.#host.close(this);
  }

  #settleDrained(): void {
    this.#drained?.resolve();
    this.#drained = undefined;
  }
}

/** An end that fits into one frame: the details of an error midstream are cut where they do not. */
function bounded(end: Partial<AnswerEnd__Output>, bytesMax: number): Partial<AnswerEnd__Output> {
  const { stream_error_body: body } = end;
  // A UTF-16 unit is at most three bytes.
  if (body === undefined || body.length * 3 <= bytesMax || Buffer.byteLength(body) <= bytesMax) return end;
  return { ...end, stream_error_body: Buffer.from(body).subarray(0, bytesMax).toString("utf8") };
}
