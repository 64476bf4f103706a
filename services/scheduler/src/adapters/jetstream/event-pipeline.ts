import { publicSubjects } from "@mayfly/contracts/subjects";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { Invoker } from "@mayfly/invocation/invoker";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import type { EventLimits } from "../../core/event-decision.ts";
import { EventSettler, type EventStores } from "./event-settler.ts";
import { FairSlots } from "./fair-slots.ts";
import { ensureEventStreams, eventStreams, type EventStreamLimits } from "./event-streams.ts";
import { RetrySchedule } from "./retry-schedule.ts";
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
  /** NATS as clients see it, for destinations there; without it they cannot be reached. */
  readonly clients: NatsConnection | undefined;
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

class EventPipeline implements AsyncDisposable {
  readonly #options: EventPipelineOptions;
  readonly #limits: EventPipelineLimits;
  readonly #manager: JetStreamManager;
  readonly #client: JetStreamClient;
  readonly #retries: RetrySchedule;
  readonly #runners = new Map<string, SubjectRunner>();
  readonly #slots: FairSlots<object>;
  readonly #published: Subscription;
  readonly #settler: EventSettler;
  #looking: Promise<void>;
  #lookTimer: Disposable | undefined;
  #workingTimer: Disposable | undefined;
  #stopped = false;

  constructor(options: EventPipelineOptions, stores: EventStores & { readonly manager: JetStreamManager }, bounds: EventPipelineLimits) {
    this.#options = options;
    this.#limits = bounds;
    this.#manager = stores.manager;
    this.#client = stores.client;
    this.#retries = stores.retries;
    this.#slots = new FairSlots(bounds.runningMax);
    this.#settler = new EventSettler(options, stores, { bounds, poke: (subject) => this.#poke(subject) });
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
        run: (message) => this.#settler.run(message),
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
}
