import { createHash } from "node:crypto";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { AckPolicy, type Consumer, type JetStreamClient, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import { eventStreams } from "./event-streams.ts";
import type { FairSlots } from "./fair-slots.ts";

/** What running the events of one subject needs. */
export interface SubjectRunnerOptions {
  readonly subject: string;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Events of all subjects that run at a time, beside one of each; the holders are the runners. */
  readonly slots: FairSlots<object>;
  /** Events of this subject that run at a time. */
  readonly parallelMax: number;
  /** A crashed pipeline's events are delivered again after this time; `working` extends it while they run. */
  readonly ackWaitMs: number;
  /** The consumer is removed when there was nothing to do for so long. */
  readonly idleMs: number;
  /** Runs one event and settles it (ack, nak); must not reject. */
  readonly run: (message: JsMsg) => Promise<void>;
  /** The consumer is removed; nothing runs. `poked` tells of events that came meanwhile. */
  readonly onIdle: (poked: boolean) => void;
}

/** The shortest that the client library allows. */
const fetchMs = 1_000;
const failurePauseMs = 1_000;
const nanosPerMs = 1_000_000;

/**
 * Takes the events of one subject from a durable pull consumer of its own, in bounded batches, while there are any. It
 * waits for the first event of a batch without slots, and takes slots only for events that are there.
 */
export class SubjectRunner implements AsyncDisposable {
  readonly #options: SubjectRunnerOptions;
  readonly #consumerName: string;
  /** Events that this process has taken: those that run, and one that waits for a slot. */
  readonly #taken = new Set<JsMsg>();
  readonly #running = new Set<Promise<void>>();
  readonly #loop: Promise<void>;
  #poked = true;
  #wake: (() => void) | undefined;
  #stopped = false;
  #stopFetch: (() => void) | undefined;

  constructor(options: SubjectRunnerOptions) {
    this.#options = options;
    this.#consumerName = `mayfly-${createHash("sha256").update(options.subject).digest("hex").slice(0, 32)}`;
    this.#loop = this.#work();
  }

  /** There may be events. */
  poke(): void {
    this.#poked = true;
    this.#wake?.();
  }

  /** Tells the server that the events that were taken are still worked on. */
  extend(): void {
    for (const message of this.#taken) this.#tell(() => message.working());
  }

  /** Takes no more events and resolves when those that run are settled. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#stopFetch?.();
    this.#options.slots.withdraw(this);
    this.#wake?.();
    await this.#loop;
    await Promise.all(this.#running);
  }

  async #work(): Promise<void> {
    let consumer: Consumer | undefined;
    while (!this.#stopped) {
      try {
        consumer ??= await this.#open();
        if (this.#poked) {
          this.#poked = false;
          if (await this.#takeBatch(consumer)) this.#poked = true;
        } else if (!(await this.#awaitPoke(this.#options.idleMs)) && (await this.#removeIfIdle(consumer))) {
          this.#options.onIdle(this.#poked);
          return;
        }
      } catch (error) {
        if (this.#stopped) return;
        this.#options.logger.warn("events not fetched", { subject: this.#options.subject, error: error instanceof Error ? error : String(error) });
        consumer = undefined;
        this.#poked = true;
        await this.#pause(failurePauseMs);
      }
    }
  }

  async #open(): Promise<Consumer> {
    const { manager, client, subject, parallelMax, ackWaitMs } = this.#options;
    await manager.consumers.add(eventStreams.events, {
      durable_name: this.#consumerName,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ackWaitMs * nanosPerMs,
      // Room for those that wait out a delay beside those that run.
      max_ack_pending: Math.max(256, parallelMax * 4),
      max_deliver: -1,
    });
    return client.consumers.get(eventStreams.events, this.#consumerName);
  }

  /** Fetches as much as may run and starts it; false if there was nothing. */
  async #takeBatch(consumer: Consumer): Promise<boolean> {
    const { slots, parallelMax } = this.#options;
    while (this.#running.size >= parallelMax) await Promise.race(this.#running);
    const first = await this.#first(consumer);
    if (first === undefined) return false;
    this.#taken.add(first);
    const wanted = Math.min(1 + first.info.pending, parallelMax - this.#running.size);
    const granted = this.#stopped ? 0 : await slots.take(this, wanted);
    if (granted > 0) await this.#startBatch(consumer, first, granted);
    else {
      this.#taken.delete(first);
      this.#tell(() => first.nak());
    }
    return true;
  }

  /** Starts the first event and as many of the next ones as there are slots left. */
  async #startBatch(consumer: Consumer, first: JsMsg, granted: number): Promise<void> {
    this.#start(first);
    let unused = granted - 1;
    if (unused === 0) return;
    try {
      for await (const message of this.#fetch(consumer, unused)) {
        unused -= 1;
        this.#start(message);
      }
    } finally {
      this.#options.slots.give(this, unused);
    }
  }

  /** The next event; undefined if there is none. */
  async #first(consumer: Consumer): Promise<JsMsg | undefined> {
    for await (const message of this.#fetch(consumer, 1)) return message;
    return undefined;
  }

  /** Up to `count` events; waits `fetchMs` at most for those that are not there yet. */
  async *#fetch(consumer: Consumer, count: number): AsyncGenerator<JsMsg, void, undefined> {
    if (this.#stopped) return;
    const batch = await consumer.fetch({ max_messages: count, expires: fetchMs });
    this.#stopFetch = () => batch.stop();
    if (this.#stopped) batch.stop();
    try {
      yield* batch;
    } finally {
      this.#stopFetch = undefined;
    }
  }

  #start(message: JsMsg): void {
    this.#taken.add(message);
    const running = this.#options.run(message).finally(() => {
      this.#taken.delete(message);
      this.#running.delete(running);
      this.#options.slots.give(this, 1);
    });
    this.#running.add(running);
  }

  /** Without a connection nothing can be said: the server hands the event out again after the acknowledgement time. */
  #tell(say: () => void): void {
    try {
      say();
    } catch (error) {
      this.#options.logger.debug("event not extended", { subject: this.#options.subject, error: error instanceof Error ? error : String(error) });
    }
  }

  async #removeIfIdle(consumer: Consumer): Promise<boolean> {
    if (this.#running.size > 0) return false;
    const info = await consumer.info();
    if (info.num_pending > 0 || info.num_ack_pending > 0 || this.#poked) return false;
    await this.#options.manager.consumers.delete(eventStreams.events, this.#consumerName);
    return true;
  }

  /** True if poked within the time. */
  async #awaitPoke(waitMs: number): Promise<boolean> {
    if (!this.#poked) await this.#pause(waitMs);
    return this.#poked;
  }

  #pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(waitMs, () => wake());
      const wake = (): void => {
        timer[Symbol.dispose]();
        this.#wake = undefined;
        resolve();
      };
      this.#wake = wake;
      if (this.#stopped) wake();
    });
  }
}
