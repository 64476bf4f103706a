import { decodeBody, type BatchHead } from "@mayfly/log-store/log-batch";
import type { LiveBatch } from "@mayfly/log-store/log-store";
import type { MessageFilter } from "./json-pattern.ts";

/** What a session of StartLiveTail shows. */
export interface LiveTailQuery {
  readonly account: string;
  readonly streams: ReadonlySet<string> | undefined;
  readonly streamPrefixes: readonly string[] | undefined;
  readonly filter: MessageFilter;
}

/** An event as a session shows it. */
export interface LiveEvent {
  readonly logStreamName: string;
  /** `ACCOUNT:NAME`. */
  readonly logGroupIdentifier: string;
  readonly message: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
}

/** What has come since the last update. */
export interface LiveUpdate {
  readonly sessionMetadata: { readonly sampled: boolean };
  readonly sessionResults: readonly LiveEvent[];
}

/** AWS: an update has at most so many events; then they are a sample. */
const eventsMax = 500;
const streamsKnownMax = 1_000;

/** Gathers what a session has to show between two updates. */
export class LiveTail {
  readonly #query: LiveTailQuery;
  /** The id of each log stream's last batch: a writer in doubt sends one again. */
  readonly #lastIds = new Map<string, string>();
  #events: LiveEvent[] = [];
  #isSampled = false;

  constructor(query: LiveTailQuery) {
    this.#query = query;
  }

  /** Takes a batch of one of the session's log groups. */
  add({ address, head, body }: LiveBatch): void {
    const { group, stream } = address;
    if (!this.#wants(stream) || this.#isRepeated(`${group}\n${stream}`, head)) return;
    const { account, filter } = this.#query;
    for (const { timestamp, message } of decodeBody(body)) {
      if (!filter(message)) continue;
      if (this.#events.length >= eventsMax) {
        this.#isSampled = true;
        return;
      }
      this.#events.push({ logStreamName: stream, logGroupIdentifier: `${account}:${group}`, message, timestamp, ingestionTime: head.ingested ?? timestamp });
    }
  }

  /** Gives what has come since the last call, in the order of time. */
  take(): LiveUpdate {
    const update = { sessionMetadata: { sampled: this.#isSampled }, sessionResults: this.#events.toSorted((one, other) => one.timestamp - other.timestamp) };
    this.#events = [];
    this.#isSampled = false;
    return update;
  }

  #wants(stream: string): boolean {
    const { streams, streamPrefixes } = this.#query;
    if (streams !== undefined && !streams.has(stream)) return false;
    return streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix));
  }

  #isRepeated(key: string, { id }: BatchHead): boolean {
    if (this.#lastIds.get(key) === id) return true;
    if (this.#lastIds.size >= streamsKnownMax) this.#lastIds.clear();
    this.#lastIds.set(key, id);
    return false;
  }
}
