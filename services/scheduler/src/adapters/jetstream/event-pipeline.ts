import { natsHeaders, publicSubjects } from "@mayfly/contracts/subjects";
import { latestVersion } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import { resolveQualifier } from "@mayfly/invocation/resolve-qualifier";
import type { Invoker } from "@mayfly/invocation/invoker";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric, Metrics } from "@mayfly/telemetry/metrics";
import { formatTraceHeader, incomingTraceParent } from "@mayfly/telemetry/trace-parent";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import { headers, type MsgHdrs, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import {
  afterFunctionError,
  afterPlatformError,
  eventRequestId,
  readEvent,
  type DeadLetterReason,
  type EventLimits,
  type EventTarget,
  type StoredEvent,
} from "../../core/event-decision.ts";
import { FairSlots } from "./fair-slots.ts";
import { ensureEventStreams, eventStreams, type EventStreamLimits } from "./event-streams.ts";
import { retryHeaders, RetrySchedule } from "./retry-schedule.ts";
import { SubjectRunner } from "./subject-runner.ts";

/** Bounds of the event pipeline; times in milliseconds. */
export interface EventPipelineLimits extends EventLimits, EventStreamLimits {
  /** Events that run at a time: of all functions, beside one of each that is always allowed, and of one. */
  readonly runningMax: number;
  readonly runningPerFunctionMax: number;
  /** Functions with a backlog that are worked on at a time. */
  readonly subjectsMax: number;
  readonly consumerIdleMs: number;
  /** After a crash, the events that ran are delivered again after this time. */
  readonly ackWaitMs: number;
  /** How long stopping waits for the events that run; the others are delivered again. */
  readonly drainMs: number;
  /** How often the stream is asked for backlogs that no publication told of. */
  readonly lookEveryMs: number;
}

/** Longer than 10 s, and short enough for a whole stop to end within 20 s (DESIGN §10). */
export const eventDrainMs = 12_000;

/** Bounds from DESIGN §3 and §4. */
const defaultEventPipelineLimits: EventPipelineLimits = {
  maximumAgeMs: 6 * 60 * 60_000,
  backoffMsMin: 1_000,
  backoffMsMax: 300_000,
  retryDelaysMs: [60_000, 120_000],
  eventsBytesMax: 1024 * 1024 * 1024,
  deadLettersBytesMax: 256 * 1024 * 1024,
  deadLettersAgeMs: 14 * 24 * 60 * 60_000,
  runningMax: 256,
  runningPerFunctionMax: 32,
  subjectsMax: 1_000,
  consumerIdleMs: 30_000,
  ackWaitMs: 15_000,
  drainMs: eventDrainMs,
  lookEveryMs: 5_000,
};

/** What the event pipeline works with. */
export interface EventPipelineOptions {
  readonly connection: NatsConnection;
  readonly region: string;
  readonly invoker: Invoker;
  readonly directory: FunctionDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly limits?: Partial<EventPipelineLimits>;
  /** Chooses among the versions of an alias with weights: from 0 to below 1. */
  readonly random: () => number;
}

/** Header of a dead letter: why it is one. The others are the event's own. */
export const deadLetterHeaders = { reason: "Mayfly-Dead-Letter-Reason", subject: "Mayfly-Original-Subject", sequence: "Mayfly-Original-Sequence" } as const;

/**
 * Runs the events of the stream: a consumer for each subject that has a backlog, the same invocation path as synchronous
 * calls, and an acknowledgement only after the outcome (DESIGN §4, Asynchronous). An event whose function failed is stored
 * for its next attempt first; one that can never run, or failed too often, is recorded in the dead letters first.
 */
export async function startEventPipeline(options: EventPipelineOptions): Promise<AsyncDisposable> {
  const bounds = { ...defaultEventPipelineLimits, ...options.limits };
  const manager = await jetstreamManager(options.connection);
  await ensureEventStreams(manager, bounds);
  const client = jetstream(options.connection);
  const retries = await RetrySchedule.open({ client, manager, clock: options.clock, logger: options.logger });
  return new EventPipeline(options, { manager, client, retries }, bounds);
}

interface EventStores {
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
  readonly retries: RetrySchedule;
}

class EventPipeline implements AsyncDisposable {
  readonly #options: EventPipelineOptions;
  readonly #limits: EventPipelineLimits;
  readonly #manager: JetStreamManager;
  readonly #client: JetStreamClient;
  readonly #retries: RetrySchedule;
  readonly #runners = new Map<string, SubjectRunner>();
  readonly #slots: FairSlots<object>;
  readonly #published: Subscription;
  readonly #outcomes: CounterMetric;
  readonly #deadLetters: CounterMetric;
  #looking: Promise<void>;
  #lookTimer: Disposable | undefined;
  #workingTimer: Disposable | undefined;
  #stopped = false;

  constructor(options: EventPipelineOptions, stores: EventStores, bounds: EventPipelineLimits) {
    this.#options = options;
    this.#limits = bounds;
    this.#manager = stores.manager;
    this.#client = stores.client;
    this.#retries = stores.retries;
    this.#slots = new FairSlots(bounds.runningMax);
    this.#outcomes = options.metrics.counter({
      name: "mayfly_events_total",
      help: "Asynchronous events that were run, by outcome: succeeded, failed, or retried after a platform error.",
      labels: ["outcome"],
    });
    this.#deadLetters = options.metrics.counter({
      name: "mayfly_dead_letters_total",
      help: "Events that were recorded as dead letters, by reason.",
      labels: ["reason"],
    });
    options.metrics.gauge({ name: "mayfly_event_consumers", help: "Functions whose events are being worked on.", read: () => this.#runners.size });
    // A publication tells at once that its subject has a backlog; the look at the stream finds what was stored while nobody listened.
    this.#published = options.connection.subscribe(publicSubjects.eventsAll, {
      callback: (error, message) => {
        if (error === null) this.#poke(message.subject);
      },
    });
    this.#looking = options.directory.caughtUp.then(() => this.#adoptConsumers()).then(() => this.#look());
    this.#extend();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#published.unsubscribe();
    this.#lookTimer?.[Symbol.dispose]();
    const drained = this.#drain();
    const { promise: deadline, resolve } = Promise.withResolvers<void>();
    using _timer = this.#options.clock.after(this.#limits.drainMs, resolve);
    await Promise.race([drained, deadline]);
    await this.#retries[Symbol.asyncDispose]();
    this.#workingTimer?.[Symbol.dispose]();
  }

  async #drain(): Promise<void> {
    await Promise.all([this.#looking, ...[...this.#runners.values()].map((runner) => runner[Symbol.asyncDispose]())]);
  }

  #poke(subject: string): void {
    const runner = this.#runners.get(subject);
    if (runner !== undefined) return runner.poke();
    if (this.#stopped || this.#runners.size >= this.#limits.subjectsMax) return;
    const { clock, logger } = this.#options;
    this.#runners.set(
      subject,
      new SubjectRunner({
        subject,
        client: this.#client,
        manager: this.#manager,
        clock,
        logger,
        slots: this.#slots,
        parallelMax: this.#limits.runningPerFunctionMax,
        ackWaitMs: this.#limits.ackWaitMs,
        idleMs: this.#limits.consumerIdleMs,
        run: (message) => this.#run(message),
        onIdle: (poked) => {
          this.#runners.delete(subject);
          if (poked) this.#poke(subject);
        },
      }),
    );
  }

  /** Consumers that a pipeline before this one has left behind are worked on, and removed when idle. */
  async #adoptConsumers(): Promise<void> {
    try {
      for await (const consumer of this.#manager.consumers.list(eventStreams.events)) {
        if (consumer.config.filter_subject !== undefined) this.#poke(consumer.config.filter_subject);
      }
    } catch (error) {
      this.#options.logger.warn("event consumers not read", { error: error instanceof Error ? error : String(error) });
    }
  }

  async #look(): Promise<void> {
    try {
      const stream = await this.#manager.streams.info(eventStreams.events, { subjects_filter: ">" });
      for (const subject of Object.keys(stream.state.subjects ?? {})) this.#poke(subject);
    } catch (error) {
      if (!this.#stopped) this.#options.logger.warn("event stream not read", { error: error instanceof Error ? error : String(error) });
    }
    if (this.#stopped) return;
    this.#lookTimer = this.#options.clock.after(this.#limits.lookEveryMs, () => {
      this.#looking = this.#look();
    });
  }

  /** Tells the server of every event that was taken that it is still worked on. */
  #extend(): void {
    for (const runner of this.#runners.values()) runner.extend();
    this.#workingTimer = this.#options.clock.after(this.#limits.ackWaitMs / 3, () => this.#extend());
  }

  async #run(message: JsMsg): Promise<void> {
    try {
      await this.#options.directory.caughtUp;
      await this.#settle(message, this.#stored(message));
    } catch (error) {
      // Whatever could not be recorded comes again.
      this.#options.logger.warn("event not settled", {
        subject: message.subject,
        sequence: message.seq,
        error: error instanceof Error ? error : String(error),
      });
      this.#handBack(message);
    }
  }

  /** Without a connection the server hands the event out again by itself, after the acknowledgement time. */
  #handBack(message: JsMsg): void {
    try {
      message.nak(this.#limits.backoffMsMin);
    } catch (error) {
      this.#options.logger.debug("event not handed back", { subject: message.subject, error: error instanceof Error ? error : String(error) });
    }
  }

  async #settle(message: JsMsg, event: StoredEvent): Promise<void> {
    const read = readEvent(event);
    if (typeof read === "string") return this.#bury(message, event, read);
    const span = this.#startSpan(message, event);
    try {
      const answer = await this.#options.invoker.invoke(this.#request(message, event, { ...read, span }));
      span?.end(answer.functionError === "" ? undefined : "the function failed");
      if (answer.functionError !== "") return await this.#functionFailed(message, event);
      message.ack();
      this.#outcomes.add({ outcome: "succeeded" });
    } catch (error) {
      span?.end(error);
      await this.#platformError(message, event, PlatformError.from(error));
    }
  }

  /** Plans the next attempt, then settles the event; without one left, buries it. */
  async #functionFailed(message: JsMsg, event: StoredEvent): Promise<void> {
    const next = afterFunctionError(event, this.#limits);
    if (typeof next === "string") return this.#bury(message, event, next);
    const now = this.#options.clock.now();
    const attempt = event.attempt + 1;
    const requestId = eventRequestId(event);
    const retry = ownHeaders(message);
    retry.set(natsHeaders.requestId, requestId);
    retry.set(retryHeaders.attempt, String(attempt));
    retry.set(retryHeaders.firstStoredAt, String(now - event.ageMs));
    retry.set(retryHeaders.dueAt, String(now + next.retryAfterMs));
    await this.#retries.add({ subject: event.subject, payload: event.payload, headers: retry, retryId: `${requestId}/${attempt}` });
    message.ack();
    this.#outcomes.add({ outcome: "failed" });
  }

  async #platformError(message: JsMsg, event: StoredEvent, error: PlatformError): Promise<void> {
    const next = afterPlatformError(error, event, this.#limits);
    if (typeof next === "string") return this.#bury(message, event, next);
    this.#outcomes.add({ outcome: "retried" });
    this.#options.logger.debug("event waits for another try", { subject: event.subject, code: error.code, retryAfterMs: next.retryAfterMs });
    message.nak(next.retryAfterMs);
    this.#options.clock.after(next.retryAfterMs, () => this.#poke(event.subject));
  }

  /** The span of one attempt, in the trace that published the event. */
  #startSpan(message: JsMsg, event: StoredEvent): Span | undefined {
    const { tracing } = this.#options;
    if (!tracing.enabled) return undefined;
    return tracing.startSpan("process event", {
      kind: "consumer",
      traceParent: incomingTraceParent(headerOf(message, natsHeaders.traceParent), headerOf(message, natsHeaders.traceHeader)),
      attributes: {
        "messaging.system": "nats",
        "messaging.destination.name": event.subject,
        "faas.invocation_id": eventRequestId(event),
        "mayfly.attempt": event.attempt,
      },
    });
  }

  #request(
    message: JsMsg,
    event: StoredEvent,
    read: { readonly target: EventTarget; readonly payload: Buffer; readonly span: Span | undefined },
  ): Parameters<Invoker["invoke"]>[0] {
    const { account, functionName, qualifier } = read.target;
    const traceParent = read.span?.traceParent ?? headerOf(message, natsHeaders.traceParent);
    const { region, directory, random } = this.#options;
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
    return {
      // An alias counts as it is now: each attempt runs what it stands for then.
      identity: resolveQualifier(directory, { region, account, functionName, version: qualifier ?? latestVersion }, random),
      requestId: eventRequestId(event),
      invokedFunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
      payload: read.payload,
      clientContext: Buffer.from(headerOf(message, natsHeaders.clientContext), "base64").toString(),
      traceHeader: headerOf(message, natsHeaders.traceHeader) || formatTraceHeader(traceParent),
      traceParent,
      logTail: false,
    };
  }

  /** Records the event among the dead letters, then settles it. Fails if it cannot be recorded: then the event comes again. */
  async #bury(message: JsMsg, event: StoredEvent, reason: DeadLetterReason): Promise<void> {
    const letter = ownHeaders(message);
    letter.set(natsHeaders.requestId, eventRequestId(event));
    letter.set(deadLetterHeaders.reason, reason);
    letter.set(deadLetterHeaders.subject, event.subject);
    letter.set(deadLetterHeaders.sequence, String(event.sequence));
    const read = readEvent({ ...event, payload: Buffer.alloc(0) });
    const subject = eventStreams.deadLetterSubject(typeof read === "string" ? undefined : read.target);
    await this.#client.publish(subject, event.payload, { headers: letter, msgID: `${event.stream}:${event.sequence}` });
    message.ack();
    this.#deadLetters.add({ reason });
    if (reason === "FunctionError") this.#outcomes.add({ outcome: "failed" });
    this.#options.logger.info("event buried", { subject: event.subject, sequence: event.sequence, reason });
  }

  #stored(message: JsMsg): StoredEvent {
    const storedAt = Number(message.headers?.get(retryHeaders.firstStoredAt)) || Number(message.timestampNanos / 1_000_000n);
    return {
      subject: message.subject,
      stream: message.info.stream,
      sequence: message.seq,
      payload: Buffer.from(message.data.buffer, message.data.byteOffset, message.data.byteLength),
      requestIdHeader: message.headers?.get(natsHeaders.requestId) ?? "",
      ageMs: this.#options.clock.now() - storedAt,
      attempt: Math.max(0, Math.trunc(Number(message.headers?.get(retryHeaders.attempt)) || 0)),
      deliveries: message.info.deliveryCount,
    };
  }
}

function headerOf(message: JsMsg, name: string): string {
  return message.headers?.get(name) ?? "";
}

/** The headers that whoever published the event gave it, without the server's. */
function ownHeaders(message: JsMsg): MsgHdrs {
  const own = headers();
  for (const [name, values] of message.headers ?? []) if (!name.startsWith("Nats-")) own.set(name, values[0] ?? "");
  return own;
}
