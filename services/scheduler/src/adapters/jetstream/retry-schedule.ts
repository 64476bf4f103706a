import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { JetStreamApiError, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import type { MsgHdrs } from "@nats-io/transport-node";
import { eventStreams } from "./event-streams.ts";

/** Headers of an event that is tried again. */
export const retryHeaders = {
  /** How often its function has failed. */
  attempt: "Mayfly-Attempt",
  /** Epoch milliseconds at which the event was stored first. */
  firstStoredAt: "Mayfly-First-Stored-At",
  /** Epoch milliseconds at which it is due. */
  dueAt: "Mayfly-Due-At",
} as const;

/** What the retry schedule works with. */
export interface RetryScheduleOptions {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One event to try again. */
export interface Retry {
  /** Its subject in the events stream. */
  readonly subject: string;
  readonly payload: Uint8Array;
  /** Carry the request id, the attempt and the due time. */
  readonly headers: MsgHdrs;
  /** The same for the same attempt of the same event: a second one is not stored. */
  readonly retryId: string;
}

const lookEveryMs = 250;
const forwardedAtOnceMax = 64;
/** JetStream's code for a message that does not exist. */
const messageNotFound = 10_037;

/**
 * Events that wait for their next attempt, in a stream of their own: a delayed negative acknowledgement would hold a place
 * among the unacknowledged (measured on 2.9.10, DESIGN §4). The index of due times is rebuilt from the stream's headers. An
 * event leaves the stream only after it is back in the events stream.
 */
export class RetrySchedule implements AsyncDisposable {
  readonly #options: RetryScheduleOptions;
  readonly #messages: ConsumerMessages;
  /** Sequence to due time, in epoch milliseconds. */
  readonly #dueAt: Map<number, number>;
  #timer: Disposable | undefined;
  #forwarding: Promise<void> = Promise.resolve();
  #stopped = false;

  private constructor(options: RetryScheduleOptions, messages: ConsumerMessages, dueAt: Map<number, number>) {
    this.#options = options;
    this.#messages = messages;
    this.#dueAt = dueAt;
    this.#tick();
  }

  /** Opens the schedule on its stream, which must exist. */
  static async open(options: RetryScheduleOptions): Promise<RetrySchedule> {
    const consumer = await options.client.consumers.get(eventStreams.retries, { headers_only: true });
    const dueAt = new Map<number, number>();
    const messages = await consumer.consume({ callback: (message) => void dueAt.set(message.seq, dueTime(message)) });
    return new RetrySchedule(options, messages, dueAt);
  }

  /** Events that wait. */
  get waiting(): number {
    return this.#dueAt.size;
  }

  /** Stores an event until it is due. Fails if it cannot be stored. */
  async add(retry: Retry): Promise<void> {
    await this.#options.client.publish(eventStreams.retrySubject(retry.subject), retry.payload, { headers: retry.headers, msgID: retry.retryId });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#timer?.[Symbol.dispose]();
    await this.#messages.close();
    await this.#forwarding;
  }

  #tick(): void {
    if (this.#stopped) return;
    this.#forwarding = this.#forwardDue().finally(() => {
      if (!this.#stopped) this.#timer = this.#options.clock.after(lookEveryMs, () => this.#tick());
    });
  }

  async #forwardDue(): Promise<void> {
    const now = this.#options.clock.now();
    const due: number[] = [];
    for (const [sequence, dueAt] of this.#dueAt) {
      if (dueAt <= now && due.push(sequence) >= forwardedAtOnceMax) break;
    }
    await Promise.all(due.map((sequence) => this.#forward(sequence)));
  }

  async #forward(sequence: number): Promise<void> {
    const { client, manager, logger } = this.#options;
    try {
      const stored = await manager.streams.getMessage(eventStreams.retries, { seq: sequence });
      if (stored !== null) {
        const { header } = stored;
        const retryId = header.get("Nats-Msg-Id");
        for (const name of header.keys()) if (name.startsWith("Nats-")) header.delete(name);
        await client.publish(eventStreams.eventSubject(stored.subject), stored.data, { headers: header, msgID: retryId });
        await manager.streams.deleteMessage(eventStreams.retries, sequence, false);
      }
      this.#dueAt.delete(sequence);
    } catch (error) {
      if (error instanceof JetStreamApiError && error.apiError().err_code === messageNotFound) this.#dueAt.delete(sequence);
      else logger.warn("retry not forwarded", { sequence, error: error instanceof Error ? error : String(error) });
    }
  }
}

/** When a waiting event is due; one that does not say so is due now. */
function dueTime(message: JsMsg): number {
  const dueAt = Number(message.headers?.get(retryHeaders.dueAt));
  return Number.isFinite(dueAt) ? dueAt : 0;
}
