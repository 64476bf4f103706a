import type { AgentFrame__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentFrame";
import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { AgentLink } from "./agent-liveness.ts";
import { offered, transitionInvocation, type InvocationEvent, type InvocationState } from "./invocation-state.ts";

/** Why a channel was lost. Only with `no-responders` is it certain that the invocation has not run. */
export type LossReason = "no-responders" | "agent-silent" | "agent-left" | "not-accepted" | "deadline" | "protocol" | "not-sent" | "given-up" | "closed";

/** Told what happens on a channel, in the order of the frames. After `refused`, `done` or `lost` nothing follows. */
export interface ChannelListener {
  refused(code: string): void;
  head(head: AnswerHead__Output): void;
  chunk(bytes: Buffer): void;
  end(end: AnswerEnd__Output): void;
  done(done: InvocationDone__Output): void;
  /** `accepted` tells if the agent had taken the invocation before. */
  lost(reason: LossReason, accepted: boolean): void;
}

/** What a channel needs of the invoker's half. */
export interface InvokerChannelHost {
  sendChunk(channel: InvokerChannel, chunk: Buffer): void;
  sendCredit(channel: InvokerChannel, bytes: number): void;
  close(channel: InvokerChannel): void;
}

/** How a channel is opened. */
export interface InvokerChannelOptions {
  readonly channelId: string;
  readonly link: AgentLink;
  readonly requestId: string;
  /** What of the event did not go with the first frame. */
  readonly rest: Buffer | undefined;
  /** Monotonic times. */
  readonly openedAtMs: number;
  readonly deadlineAtMs: number;
  readonly listener: ChannelListener;
}

/** Consumed bytes of an answer are given back as credit in portions of this size. */
const creditPortionBytes = 512 * 1024;

/** The invoker's end of one invocation channel. */
export class InvokerChannel {
  readonly options: InvokerChannelOptions;
  readonly #host: InvokerChannelHost;
  #state: InvocationState = offered;
  #consumedBytes = 0;

  constructor(host: InvokerChannelHost, options: InvokerChannelOptions) {
    this.#host = host;
    this.options = options;
  }

  get state(): InvocationState {
    return this.#state;
  }

  /** Takes one frame of the agent; one that the channel's state does not allow ends the channel as lost. */
  take(frame: AgentFrame__Output): void {
    const { listener } = this.options;
    if (frame.refused !== "") {
      // One that has been accepted runs or has run: the worker has lost it.
      if (this.#state.kind !== "offered") return this.lose("given-up");
      if (!this.#step("refuse")) return;
      this.#host.close(this);
      listener.refused(frame.refused);
      return;
    }
    if (frame.accepted && !this.#accept()) return;
    if (frame.head !== null) {
      if (!this.#step("head")) return;
      listener.head(frame.head);
    }
    if (frame.chunk.length > 0) {
      if (!this.#step("chunk")) return;
      listener.chunk(frame.chunk);
    }
    if (frame.end !== null) {
      if (!this.#step("end")) return;
      listener.end(frame.end);
    }
    if (frame.done === null || !this.#step("done")) return;
    this.#host.close(this);
    listener.done(frame.done);
  }

  /** Bytes of the answer have been consumed: the agent may send as many more, told in portions. */
  consumed(bytes: number): void {
    this.#consumedBytes += bytes;
    if (this.#consumedBytes < creditPortionBytes || this.#state.kind !== "answering") return;
    this.#host.sendCredit(this, this.#consumedBytes);
    this.#consumedBytes = 0;
  }

  /** The agent is lost to this channel. No effect on one that is over. */
  lose(reason: LossReason): void {
    const accepted = this.#state.kind !== "offered";
    const next = transitionInvocation(this.#state, "lose");
    if (next === undefined) return;
    this.#state = next;
    this.#host.close(this);
    this.options.listener.lost(reason, accepted);
  }

  #accept(): boolean {
    if (!this.#step("accept")) return false;
    if (this.options.rest !== undefined) this.#host.sendChunk(this, this.options.rest);
    return true;
  }

  #step(event: InvocationEvent): boolean {
    const next = transitionInvocation(this.#state, event);
    if (next === undefined) {
      this.lose("protocol");
      return false;
    }
    this.#state = next;
    return true;
  }
}
