import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { AgentFrame__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentFrame";
import type { Lease__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/Lease";
import { agentService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { silentAgents, type AgentLink } from "./agent-liveness.ts";
import { chunkBytesOn } from "./frame-size.ts";
import { InvokerChannel, type ChannelListener, type InvokerChannelHost, type LossReason } from "./invoker-channel.ts";
import type { InvocationRequest } from "./invoker.ts";
import { agentFrameCodec } from "./wire/agent-frame.ts";
import { invokerFrameCodec, type OutgoingInvokerFrame } from "./wire/invoker-frame.ts";

/** What the invoker's half of the invocation channel works with. */
export interface InvokerHalfOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when an agent is lost, after its channels have been told. */
  readonly onAgentLost: (agentId: string) => void;
}

/** One invocation to send. */
export interface OpenChannelOptions {
  readonly lease: Lease__Output;
  readonly request: InvocationRequest;
  /** The answer is wanted as it comes. */
  readonly responseStream: boolean;
  /** W3C traceparent for the agent, empty if nothing is recorded. */
  readonly traceParent: string;
  /** Monotonic time. */
  readonly deadlineAtMs: number;
  readonly listener: ChannelListener;
}

const reportCodec = methodCodec(agentService, "Report").request;
const sweepEveryMs = 250;
/** An agent accepts or refuses at once; the frame was lost if neither has come by then. */
const acceptWithinMs = 5_000;
const linksKeptMax = 4_096;

/**
 * The invoker's half of all invocation channels of one process: one inbox, told apart by channel id, one coarse timer
 * while anything is open. A small event travels in the first frame; the rest of a large one follows once it is accepted.
 */
export class InvokerHalf implements InvokerChannelHost, AsyncDisposable {
  readonly #options: InvokerHalfOptions;
  readonly #inbox: string;
  readonly #channelPrefix: string;
  readonly #channels = new Map<string, InvokerChannel>();
  readonly #links = new Map<string, AgentLink>();
  readonly #subscriptions: readonly AsyncDisposable[];
  #channelNumber = 0;
  #sweepTimer: Disposable | undefined;
  #sweepDueMs = 0;

  constructor(options: InvokerHalfOptions) {
    this.#options = options;
    const { bus, region } = options;
    this.#inbox = `${bus.createInbox()}.`;
    // The inbox is unique among all processes, so that channel ids made of it are, too.
    this.#channelPrefix = this.#inbox.replaceAll(".", "-");
    this.#subscriptions = [
      bus.subscribe(`${this.#inbox}*`, (message) => this.#receive(message)),
      bus.subscribe(internalSubjects.agentReport(region), (message) => this.#reported(message)),
    ];
  }

  /** Invocations that are not over. */
  get openChannels(): number {
    return this.#channels.size;
  }

  /** Sends an invocation. The listener is told everything that follows, never before this returns. */
  open(options: OpenChannelOptions): InvokerChannel {
    const { lease, request } = options;
    const { bus } = this.#options;
    const nowMs = this.#options.clock.monotonicMs();
    const link = this.#link(lease.agent_id, nowMs);
    this.#channelNumber += 1;
    const channelId = `${this.#channelPrefix}${this.#channelNumber}`;
    const { payload } = request;
    const chunkBytes = chunkBytesOn(bus);
    const whole = payload.length <= chunkBytes;
    const channel = new InvokerChannel(this, {
      channelId,
      link,
      requestId: request.requestId,
      rest: whole ? undefined : payload.subarray(chunkBytes),
      openedAtMs: nowMs,
      deadlineAtMs: options.deadlineAtMs,
      listener: options.listener,
    });
    this.#channels.set(channelId, channel);
    link.open += 1;
    this.#sweepSoon(nowMs);
    const frame = { invoke: startMessage(options, channelId), chunk: whole ? payload : payload.subarray(0, chunkBytes) };
    try {
      bus.publish(link.invokeSubject, invokerFrameCodec.encode(frame), { replyTo: this.#inbox + channelId });
    } catch (error) {
      this.#options.logger.warn("invocation not sent", { requestId: request.requestId, error: error instanceof Error ? error : String(error) });
      queueMicrotask(() => channel.lose("not-sent"));
    }
    return channel;
  }

  sendChunk(channel: InvokerChannel, rest: Buffer): void {
    const chunkBytes = chunkBytesOn(this.#options.bus);
    for (let offset = 0; offset < rest.length; offset += chunkBytes) {
      this.#send(channel, { chunk: rest.subarray(offset, offset + chunkBytes) });
    }
  }

  sendCredit(channel: InvokerChannel, bytes: number): void {
    this.#send(channel, { credit_bytes: bytes });
  }

  close(channel: InvokerChannel): void {
    if (this.#channels.delete(channel.options.channelId)) channel.options.link.open -= 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const channel of [...this.#channels.values()]) channel.lose("closed");
    this.#sweepTimer?.[Symbol.dispose]();
    for (const subscription of this.#subscriptions) await subscription[Symbol.asyncDispose]();
  }

  #send(channel: InvokerChannel, frame: OutgoingInvokerFrame): void {
    const { link, channelId } = channel.options;
    try {
      this.#options.bus.publish(internalSubjects.invokerFrames(this.#options.region, link.agentId, channelId), invokerFrameCodec.encode(frame));
    } catch (error) {
      this.#options.logger.warn("invoker frame not sent", { requestId: channel.options.requestId, error: error instanceof Error ? error : String(error) });
      queueMicrotask(() => channel.lose("not-sent"));
    }
  }

  #link(agentId: string, nowMs: number): AgentLink {
    const known = this.#links.get(agentId);
    if (known !== undefined) {
      // Nobody listened for its reports while nothing was open there.
      if (known.open === 0) known.lastHeardMs = nowMs;
      return known;
    }
    if (this.#links.size >= linksKeptMax) this.#forgetUnusedLinks();
    const link: AgentLink = { agentId, invokeSubject: internalSubjects.invoke(this.#options.region, agentId), open: 0, lastHeardMs: nowMs };
    this.#links.set(agentId, link);
    return link;
  }

  #forgetUnusedLinks(): void {
    for (const link of [...this.#links.values()]) if (link.open === 0) this.#links.delete(link.agentId);
  }

  #receive(message: BusMessage): void {
    const channel = this.#channels.get(message.subject.slice(this.#inbox.length));
    if (channel === undefined) return;
    if (message.noResponders === true) {
      channel.lose("no-responders");
      this.#agentLost(channel.options.link, "agent-left");
      return;
    }
    const frame = decodeFrame(message.data);
    if (frame === undefined) channel.lose("protocol");
    else channel.take(frame);
  }

  #reported(message: BusMessage): void {
    if (this.#channels.size === 0) return;
    try {
      const report = reportCodec.decode(message.data);
      const link = this.#links.get(report.agent_id);
      if (link === undefined) return;
      link.lastHeardMs = this.#options.clock.monotonicMs();
      if (report.leaving) this.#agentLost(link, "agent-left");
    } catch {
      this.#options.logger.warn("agent report not readable");
    }
  }

  #agentLost(link: AgentLink, reason: LossReason): void {
    this.#links.delete(link.agentId);
    for (const channel of [...this.#channels.values()]) if (channel.options.link === link) channel.lose(reason);
    this.#options.onAgentLost(link.agentId);
  }

  #sweepSoon(nowMs: number): void {
    if (this.#sweepTimer !== undefined) return;
    this.#sweepDueMs = nowMs + sweepEveryMs;
    this.#sweepTimer = this.#options.clock.after(sweepEveryMs, () => this.#sweep());
  }

  #sweep(): void {
    this.#sweepTimer = undefined;
    const nowMs = this.#options.clock.monotonicMs();
    const lateMs = nowMs - this.#sweepDueMs;
    for (const link of silentAgents(this.#links.values(), nowMs, lateMs)) {
      this.#options.logger.warn("agent is silent", { agentId: link.agentId, openInvocations: link.open });
      this.#agentLost(link, "agent-silent");
    }
    for (const channel of [...this.#channels.values()]) {
      if (nowMs >= channel.options.deadlineAtMs) channel.lose("deadline");
      else if (channel.state.kind === "offered" && nowMs - channel.options.openedAtMs - Math.max(0, lateMs) >= acceptWithinMs) channel.lose("not-accepted");
    }
    if (this.#channels.size > 0) this.#sweepSoon(nowMs);
  }
}

function startMessage(options: OpenChannelOptions, channelId: string): NonNullable<OutgoingInvokerFrame["invoke"]> {
  const { lease, request } = options;
  return {
    environment_id: lease.environment_id,
    lease_id: lease.lease_id,
    epoch_term: lease.epoch_term,
    epoch_counter: lease.epoch_counter,
    request_id: request.requestId,
    invoked_function_arn: request.invokedFunctionArn,
    trace_header: request.traceHeader,
    client_context: request.clientContext,
    payload_bytes: request.payload.length,
    log_tail: request.logTail,
    initial_credit_bytes: limits.channelCreditBytes,
    trace_parent: options.traceParent,
    channel_id: channelId,
    response_stream: options.responseStream,
  };
}

function decodeFrame(bytes: Buffer): AgentFrame__Output | undefined {
  try {
    return agentFrameCodec.decode(bytes);
  } catch {
    return undefined;
  }
}
