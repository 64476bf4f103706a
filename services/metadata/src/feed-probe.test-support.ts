import type { Change__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/Change";
import type { WatchRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchRequest";
import type { WatchResponse__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import type { functionFeedService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";

/** How a probe watches. */
export interface FeedProbeOptions {
  readonly watcherId: string;
  readonly since?: number;
  /** Acknowledge each batch as it comes. False by default. */
  readonly acknowledges?: boolean;
}

/** A watcher of the feed, for tests: keeps what it gets and says what it is told to say. */
export class FeedProbe implements AsyncDisposable {
  readonly batches: WatchResponse__Output[] = [];
  readonly #outgoing: WatchRequest[] = [];
  readonly #options: FeedProbeOptions;
  readonly #abort = new AbortController();
  #wake = Promise.withResolvers<void>();
  #ended = false;
  /** Resolves when the feed has ended the stream; never fails. */
  readonly finished: Promise<unknown>;

  constructor(feed: ServiceClient<typeof functionFeedService>, options: FeedProbeOptions) {
    this.#options = options;
    this.say({ since: options.since ?? 0, acknowledged: options.since ?? 0 });
    this.finished = this.#read(feed).catch((error: unknown) => error);
  }

  /** Every change so far, in the order of arrival. */
  get changes(): readonly Change__Output[] {
    return this.batches.flatMap((batch) => batch.changes);
  }

  get caughtUp(): boolean {
    return this.batches.some((batch) => batch.caught_up);
  }

  /** Sends a message. */
  say(message: WatchRequest): void {
    this.#outgoing.push({ watcher_id: this.#options.watcherId, ...message });
    this.#wake.resolve();
  }

  acknowledge(sequence: number): void {
    this.say({ acknowledged: sequence });
  }

  /** Ends the stream as a watcher does that stops. */
  async leave(): Promise<void> {
    this.#ended = true;
    this.#wake.resolve();
    await this.finished;
  }

  /** Breaks the stream as a lost connection does. */
  async cutOff(): Promise<void> {
    this.#abort.abort();
    await this.finished;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cutOff();
  }

  async #read(feed: ServiceClient<typeof functionFeedService>): Promise<void> {
    for await (const batch of feed.Watch(this.#requests(), { signal: this.#abort.signal })) {
      this.batches.push(batch);
      if (this.#options.acknowledges === true && batch.sequence > 0) this.acknowledge(batch.sequence);
    }
  }

  async *#requests(): AsyncIterable<WatchRequest> {
    for (;;) {
      for (let next = this.#outgoing.shift(); next !== undefined; next = this.#outgoing.shift()) yield next;
      if (this.#ended) return;
      this.#wake = Promise.withResolvers<void>();
      await this.#wake.promise;
    }
  }
}
