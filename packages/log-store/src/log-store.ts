import { PlatformError } from "@mayfly/errors/platform-error";
import { headers, nanos, type NatsConnection } from "@nats-io/transport-node";
import { DiscardPolicy, jetstreamManager, RetentionPolicy, StorageType, type JetStreamManager, type StreamConfig } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { isStreamNotFound, isWrongSequence } from "./jetstream-errors.ts";
import { batchHeader, decodeHead, encodeBody, encodeHead, nextHead, type BatchPlace, type StoredBatch } from "./log-batch.ts";
import type { LogEvent, LogScope, LogStreamAddress } from "./log-event.ts";
import { LogGroups } from "./log-groups.ts";
import { logStoreNames, logSubjects, parseLogSubject } from "./log-subjects.ts";
import { scanMessages, type MessageScan } from "./scan-messages.ts";

/** How much the store holds; what is older goes first. */
export interface LogStoreLimits {
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

/** Within this time a batch that was sent twice is stored once; after it the place in the log stream tells. */
const duplicateWindowMs = 2 * 60_000;
/** Milliseconds for JetStream's acknowledgement. */
const ackMsMax = 5_000;
const appendAttemptsMax = 10;
/** Headers of a batch: its head and what JetStream needs. */
const headBytesMax = 2 * 1024;

/** A batch that has just been sent to be stored. */
export type LiveBatch = Pick<StoredBatch, "address" | "head" | "body">;

/** Which batches to read. */
export interface BatchScan {
  readonly subject: string;
  readonly from: MessageScan["from"];
  /** True to leave bodies out. */
  readonly headsOnly?: boolean;
}

/**
 * Function logs in JetStream: batches of events, one subject a log stream, in one stream with file storage; log groups in a KV
 * bucket. Any number of processes may append and read. Failures of JetStream pass through.
 */
export class LogStore {
  readonly groups: LogGroups;
  readonly #connection: NatsConnection;
  readonly #manager: JetStreamManager;

  private constructor(connection: NatsConnection, manager: JetStreamManager, groups: LogGroups) {
    this.#connection = connection;
    this.#manager = manager;
    this.groups = groups;
  }

  /** Opens the store. Its stream is made by `ensure`; until then appending fails. */
  static async open(connection: NatsConnection): Promise<LogStore> {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const bucket = await new Kvm(connection).create(logStoreNames.groups, { history: 1 });
    return new LogStore(connection, manager, new LogGroups(bucket, manager));
  }

  /** Makes the stream, or gives the one that exists these limits. */
  async ensure(bounds: LogStoreLimits): Promise<void> {
    const config: Partial<StreamConfig> & { readonly name: string } = {
      name: logStoreNames.stream,
      subjects: [logSubjects.all],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      discard: DiscardPolicy.Old,
      allow_direct: true,
      max_bytes: bounds.bytesMax,
      max_age: nanos(bounds.ageMsMax),
      duplicate_window: nanos(duplicateWindowMs),
    };
    try {
      await this.#manager.streams.info(logStoreNames.stream);
    } catch (error) {
      if (!isStreamNotFound(error)) throw error;
      await this.#manager.streams.add(config);
      return;
    }
    await this.#manager.streams.update(logStoreNames.stream, config);
  }

  /**
   * Appends one batch (see `batchesOf`) to a log stream, which is made by its first; resolves once it is stored. Trying again with
   * the same `id` stores it once. `last` is the log stream's last batch as far as the caller knows it. Fails with PlatformError
   * RequestTooLarge if the server takes no message of that size.
   */
  async append(
    address: LogStreamAddress,
    events: readonly LogEvent[],
    options: { readonly id: string; readonly now: number; readonly last?: BatchPlace | undefined },
  ): Promise<BatchPlace> {
    const subject = logSubjects.ofStream(address);
    const body = encodeBody(events);
    this.#requireRoom(body.length + subject.length + headBytesMax);
    let { last } = options;
    let cause: unknown;
    for (let attempt = 0; attempt < appendAttemptsMax; attempt += 1) {
      const head = nextHead(events, { id: options.id, last, now: options.now, body });
      const messageHeaders = headers();
      messageHeaders.set(batchHeader, encodeHead(head));
      try {
        const expect = { lastSubjectSequence: head.previous };
        const ack = await this.#manager.jetstream().publish(subject, body, { msgID: options.id, headers: messageHeaders, timeout: ackMsMax, expect });
        return { sequence: ack.seq, head };
      } catch (error) {
        if (!isWrongSequence(error)) throw error;
        cause = error;
        last = await this.findLast(address);
        // It had been stored, and only the acknowledgement was lost.
        if (last?.head.id === options.id) return last;
      }
    }
    throw new Error("the log stream is written by too many at once", { cause });
  }

  /** A NATS server that takes less than a batch says so before it is sent. */
  #requireRoom(messageBytes: number): void {
    const bytesMax = this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (messageBytes > bytesMax)
      throw new PlatformError("RequestTooLarge", `The NATS server takes messages of at most ${bytesMax} bytes; raise its max_payload.`);
  }

  /** The last batch of a log stream; undefined if there is no such log stream. */
  findLast(address: LogStreamAddress): Promise<StoredBatch | undefined> {
    return this.#get({ last_by_subj: logSubjects.ofStream(address) });
  }

  /** The batch of a sequence; undefined if it is gone. */
  findBatch(sequence: number): Promise<StoredBatch | undefined> {
    return this.#get({ seq: sequence });
  }

  /** The batches that are there now, in the order in which they were stored. */
  async *scan(scan: BatchScan): AsyncGenerator<StoredBatch> {
    const { subject, from, headsOnly = false } = scan;
    for await (const message of scanMessages(this.#manager, logStoreNames.stream, { subject, from, headersOnly: headsOnly })) {
      yield {
        address: parseLogSubject(message.subject),
        sequence: message.seq,
        storedAt: message.time.getTime(),
        head: decodeHead(message.headers?.get(batchHeader) ?? ""),
        body: headsOnly ? new Uint8Array(0) : message.data,
      };
    }
  }

  /** Deletes a log stream with its events. */
  async purgeStream(address: LogStreamAddress): Promise<void> {
    await this.#manager.streams.purge(logStoreNames.stream, { filter: logSubjects.ofStream(address) });
  }

  /** Deletes the log streams of a group: all, or what was stored before an epoch time. */
  async purgeGroup(scope: LogScope, group: string, storedBefore?: number): Promise<void> {
    const filter = logSubjects.ofGroup(scope, group);
    const seq = storedBefore === undefined ? undefined : await this.#firstSince(storedBefore);
    // A server takes "up to the first" for "all".
    if (seq !== undefined && seq <= 1) return;
    await this.#manager.streams.purge(logStoreNames.stream, seq === undefined ? { filter } : { filter, seq });
  }

  /** Calls back with every batch that is appended from now on to a subject that matches, once or, if its writer is in doubt, more often. */
  subscribe(subject: string, onBatch: (batch: LiveBatch) => void): Disposable {
    const subscription = this.#connection.subscribe(subject, {
      callback: (error, message) => {
        const head = error === null ? message.headers?.get(batchHeader) : undefined;
        if (head !== undefined && head !== "") onBatch({ address: parseLogSubject(message.subject), head: decodeHead(head), body: message.data });
      },
    });
    return { [Symbol.dispose]: () => subscription.unsubscribe() };
  }

  /** The sequence of the first batch since a time; if there is none, of the next that will be. */
  async #firstSince(time: number): Promise<number> {
    const { state } = await this.#manager.streams.info(logStoreNames.stream);
    for await (const batch of this.scan({ subject: logSubjects.all, from: { time }, headsOnly: true })) return batch.sequence;
    return state.last_seq + 1;
  }

  async #get(query: { readonly last_by_subj: string } | { readonly seq: number }): Promise<StoredBatch | undefined> {
    const message = await this.#manager.direct.getMessage(logStoreNames.stream, query);
    if (message === null) return undefined;
    return {
      address: parseLogSubject(message.subject),
      sequence: message.seq,
      storedAt: message.time.getTime(),
      head: decodeHead(message.header.get(batchHeader)),
      body: message.data,
    };
  }
}
