import { createHash } from "node:crypto";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { AckPolicy, type Consumer, type JetStreamClient, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import { eventStreams } from "./event-streams.ts";
import type { Slots } from "./slots.ts";

/** What running the events of one subject needs. */
export interface SubjectRunnerOptions {
  readonly subject: string;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Events of all subjects that run at a time. */
  readonly slots: Slots;
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

const fetchMs = 1_000;
const failurePauseMs = 1_000;
const nanosPerMs = 1_000_000;

/** Takes the events of one subject from a durable pull consumer of its own, in bounded batches, while there are any. */
export class SubjectRunner implements AsyncDisposable {
  readonly #options: SubjectRunnerOptions;
  readonly #consumerName: string;
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

  /** Takes no more events and resolves when those that run are settled. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#stopFetch?.();
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
    if (this.#stopped) return false;
    let reserved = slots.take(parallelMax - this.#running.size);
    if (reserved === 0) {
      await slots.freed();
      return true;
    }
    let any = false;
    try {
      const batch = await consumer.fetch({ max_messages: reserved, expires: fetchMs });
      this.#stopFetch = () => batch.stop();
      if (this.#stopped) batch.stop();
      for await (const message of batch) {
        any = true;
        reserved -= 1;
        this.#start(message);
      }
    } finally {
      this.#stopFetch = undefined;
      slots.give(reserved);
    }
    return any;
  }

  #start(message: JsMsg): void {
    const running = this.#options.run(message).finally(() => {
      this.#running.delete(running);
      this.#options.slots.give(1);
    });
    this.#running.add(running);
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
