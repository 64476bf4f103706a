import type { Bus, BusMessage } from "@mayfly/bus/bus";
import type { InvokerFrame__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokerFrame";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { AgentChannel, type AgentChannelHost, type IncomingInvocation } from "./agent-channel.ts";
import { chunkBytesOn } from "./frame-size.ts";
import { agentFrameCodec, type OutgoingAgentFrame } from "./wire/agent-frame.ts";
import { invokerFrameCodec } from "./wire/invoker-frame.ts";

/** What the agent's half of the invocation channel works with. */
export interface ServeInvocationsOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly agentId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes one invocation. Called in a turn of the event loop of its own; what it throws refuses the invocation with Service. */
  readonly onInvocation: (invocation: IncomingInvocation) => void;
}

/** The agent's half of all invocation channels; disposing it stops taking invocations and drops the open ones. */
export interface InvocationServer extends AsyncDisposable {
  /** Channels that are not over. */
  readonly openChannels: number;
}

/** An accepted invocation tells its invoker at the latest after this time; most answers come sooner and carry it along. */
const acceptDelayMs = 2;
const sweepEveryMs = 5_000;
/** A channel that waits this long for payload or credit has lost its invoker. */
const stalledAfterMs = 60_000;
const openChannelsMax = 10_000;

/** Serves the invocations of one agent on the bus: one subscription for first frames, one for all further ones. */
export function serveInvocations(options: ServeInvocationsOptions): InvocationServer {
  return new AgentHalf(options);
}

class AgentHalf implements InvocationServer, AgentChannelHost {
  readonly #options: ServeInvocationsOptions;
  readonly #channels = new Map<string, AgentChannel>();
  readonly #subscriptions: readonly AsyncDisposable[];
  readonly #channelPrefix: string;
  #toFlush: AgentChannel[] = [];
  #flushTimer: Disposable | undefined;
  #sweepTimer: Disposable | undefined;

  constructor(options: ServeInvocationsOptions) {
    this.#options = options;
    const { bus, region, agentId } = options;
    const furtherFrames = internalSubjects.invokerFramesAll(region, agentId);
    this.#channelPrefix = furtherFrames.slice(0, -1);
    this.#subscriptions = [
      bus.subscribe(internalSubjects.invoke(region, agentId), (message) => this.#open(message)),
      bus.subscribe(furtherFrames, (message) => this.#further(message)),
    ];
  }

  get openChannels(): number {
    return this.#channels.size;
  }

  get chunkBytesMax(): number {
    return chunkBytesOn(this.#options.bus);
  }

  send(channel: AgentChannel, frame: OutgoingAgentFrame): boolean {
    try {
      this.#options.bus.publish(channel.replyTo, agentFrameCodec.encode(frame));
      return true;
    } catch (error) {
      this.#options.logger.warn("answer frame not sent", { requestId: channel.start.request_id, error: error instanceof Error ? error : String(error) });
      return false;
    }
  }

  flushLater(channel: AgentChannel): void {
    this.#toFlush.push(channel);
    this.#flushTimer ??= this.#options.clock.after(acceptDelayMs, () => {
      this.#flushTimer = undefined;
      const channels = this.#toFlush;
      this.#toFlush = [];
      for (const waiting of channels) waiting.flush();
    });
  }

  close(channel: AgentChannel): void {
    this.#channels.delete(channel.start.channel_id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const subscription of this.#subscriptions) await subscription[Symbol.asyncDispose]();
    for (const channel of [...this.#channels.values()]) {
      channel.flush();
      channel.abandon();
    }
    this.#flushTimer?.[Symbol.dispose]();
    this.#sweepTimer?.[Symbol.dispose]();
  }

  #open(message: BusMessage): void {
    const frame = this.#decode(message);
    const start = frame?.invoke;
    if (frame === undefined || start === undefined || start === null || message.replyTo === undefined || this.#channels.has(start.channel_id)) return;
    const channel = new AgentChannel(this, { start, firstChunk: frame.chunk, replyTo: message.replyTo, openedAtMs: this.#options.clock.monotonicMs() });
    if (start.payload_bytes > limits.syncPayloadBytesMax || frame.chunk.length > start.payload_bytes) {
      channel.refuse("RequestTooLarge");
      return;
    }
    if (this.#channels.size >= openChannelsMax) {
      channel.refuse("ServiceUnavailable");
      return;
    }
    this.#channels.set(start.channel_id, channel);
    this.#sweepTimer ??= this.#options.clock.after(sweepEveryMs, () => this.#sweep());
    this.#hand(channel);
  }

  #hand(channel: AgentChannel): void {
    try {
      this.#options.onInvocation(channel);
    } catch (error) {
      this.#options.logger.error("invocation not taken", { requestId: channel.start.request_id, error: error instanceof Error ? error : String(error) });
      channel.giveUp();
    }
  }

  #further(message: BusMessage): void {
    const channel = this.#channels.get(message.subject.slice(this.#channelPrefix.length));
    if (channel === undefined) return;
    const frame = this.#decode(message);
    if (frame === undefined) return;
    channel.lastFrameAtMs = this.#options.clock.monotonicMs();
    channel.receive(frame.chunk);
    channel.addCredit(frame.credit_bytes);
  }

  #decode(message: BusMessage): InvokerFrame__Output | undefined {
    try {
      return invokerFrameCodec.decode(message.data);
    } catch {
      this.#options.logger.warn("invoker frame not readable", { subject: message.subject });
      return undefined;
    }
  }

  #sweep(): void {
    this.#sweepTimer = undefined;
    const staleBeforeMs = this.#options.clock.monotonicMs() - stalledAfterMs;
    for (const channel of [...this.#channels.values()]) {
      if (channel.waiting && channel.lastFrameAtMs <= staleBeforeMs) channel.abandon();
    }
    if (this.#channels.size > 0) this.#sweepTimer = this.#options.clock.after(sweepEveryMs, () => this.#sweep());
  }
}
