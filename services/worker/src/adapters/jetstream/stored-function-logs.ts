import { randomUUID } from "node:crypto";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { batchCharactersMax, batchEventsMax, messageCharactersMax, type BatchPlace } from "@mayfly/log-store/log-batch";
import type { LogEvent, LogStreamAddress } from "@mayfly/log-store/log-event";
import { LogStore } from "@mayfly/log-store/log-store";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric, Metrics } from "@mayfly/telemetry/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { FunctionLogSink, FunctionLogStream } from "../../ports/function-log-sink.ts";

/** What the sink works with. */
export interface StoredFunctionLogsOptions {
  /** Closed by the caller, after the sink. */
  readonly connection: NatsConnection;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** UTF-16 units of lines that wait at most, a line counted with 64 more; 32 Mi by default. */
  readonly waitingMax?: number;
}

/** One environment's log, and how much of it is still to be stored. */
interface Log {
  readonly address: LogStreamAddress;
  events: LogEvent[];
  /** Of `events`. */
  size: number;
  /** The batch that is under way or will be sent again. */
  sending: { readonly id: string; readonly events: readonly LogEvent[]; readonly size: number } | undefined;
  last: BatchPlace | undefined;
}

/** Lines wait so long for others: at a thousand batches a second an agent would do little else. */
const flushAfterMs = 250;
const sizePerLine = 64;
const waitingDefault = 32 * 1024 * 1024;
const underWayMax = 32;
const retryMs = { first: 250, max: 4_000 } as const;
/** A log group that has been deleted is there again within this time of its function's next line. */
const groupKnownMs = 5_000;
const groupsKnownMax = 4_096;
const stopMsMax = 3_000;
const warnEveryMs = 60_000;

/**
 * Stores functions' logs in JetStream, a message for each environment that has written within a quarter of a second. Only appending to an
 * array is done while an invocation runs. While NATS is away lines wait, within a bound; beyond it they are dropped and counted.
 */
export class StoredFunctionLogs implements FunctionLogSink, AsyncDisposable {
  readonly enabled = true;
  readonly #options: StoredFunctionLogsOptions;
  readonly #waitingMax: number;
  readonly #logs = new WeakMap<FunctionLogStream, Log>();
  readonly #written = new Set<Log>();
  readonly #ready = new Set<Log>();
  readonly #knownGroups = new Map<string, number>();
  readonly #droppedLines: CounterMetric;
  #waiting = 0;
  #underWay = 0;
  #flushTimer: Disposable | undefined;
  #retryTimer: Disposable | undefined;
  #retryMs: number = retryMs.first;
  #isConnected = true;
  #store: LogStore | undefined;
  #warnedAtMs = Number.NEGATIVE_INFINITY;
  #emptied: (() => void) | undefined;

  constructor(options: StoredFunctionLogsOptions) {
    this.#options = options;
    this.#waitingMax = options.waitingMax ?? waitingDefault;
    const { metrics } = options;
    this.#droppedLines = metrics.counter({
      name: "mayfly_log_store_lines_dropped_total",
      help: "Lines of functions' logs that are not in the log store, because it was away for too long or too slow.",
    });
    metrics.gauge({
      name: "mayfly_log_store_waiting_characters",
      help: "Characters of functions' logs that wait to be stored, a line counted with 64 more.",
      read: () => this.#waiting,
    });
    void this.#watchConnection();
  }

  write(stream: FunctionLogStream, lines: readonly string[]): void {
    if (this.#waiting >= this.#waitingMax) return this.#drop(lines.length, "the log store takes no more");
    let log = this.#logs.get(stream);
    if (log === undefined) this.#logs.set(stream, (log = this.#begin(stream)));
    const timestamp = this.#options.clock.now();
    let size = 0;
    for (const line of lines) {
      // AWS keeps no empty event; the line feed is part of the message, as there.
      if (line === "") continue;
      log.events.push({ timestamp, message: line.length < messageCharactersMax ? `${line}\n` : line.slice(0, messageCharactersMax) });
      size += Math.min(line.length, messageCharactersMax) + sizePerLine;
    }
    if (size === 0) return undefined;
    log.size += size;
    this.#waiting += size;
    this.#written.add(log);
    if (log.size >= batchCharactersMax && log.sending === undefined) this.#sendSoon(log);
    this.#flushTimer ??= this.#options.clock.after(flushAfterMs, this.#flush);
    return undefined;
  }

  /** Stores what waits, within 3 s; the rest is dropped and counted. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#emptied = resolve;
    this.#flushTimer?.[Symbol.dispose]();
    this.#flush();
    if (this.#waiting > 0) {
      using _limit = this.#options.clock.after(stopMsMax, resolve);
      await promise;
    }
    this.#isConnected = false;
    this.#retryTimer?.[Symbol.dispose]();
    const left = [...this.#ready].reduce((sum, log) => sum + log.events.length + (log.sending?.events.length ?? 0), 0);
    if (left > 0) this.#drop(left, "the log store did not take them before the worker stopped");
  }

  #begin({ account, logGroup, logStream }: FunctionLogStream): Log {
    return { address: { region: this.#options.region, account, group: logGroup, stream: logStream }, events: [], size: 0, sending: undefined, last: undefined };
  }

  readonly #flush = (): void => {
    this.#flushTimer = undefined;
    for (const log of this.#written) this.#ready.add(log);
    this.#written.clear();
    this.#pump();
  };

  #sendSoon(log: Log): void {
    this.#written.delete(log);
    this.#ready.add(log);
    // Not now: an invocation may be running.
    setImmediate(() => this.#pump());
  }

  /** Sends what is ready, one batch of each log at a time, so that a log's batches are stored in their order. */
  #pump(): void {
    if (!this.#isConnected || this.#retryTimer !== undefined) return;
    for (const log of this.#ready) {
      if (this.#underWay >= underWayMax) return;
      this.#ready.delete(log);
      log.sending ??= nextBatch(log);
      this.#underWay += 1;
      void this.#send(log);
    }
  }

  async #send(log: Log): Promise<void> {
    const { sending } = log;
    if (sending === undefined) return;
    try {
      const store = (this.#store ??= await LogStore.open(this.#options.connection));
      await this.#ensureGroup(store, log.address);
      log.last = await store.append(log.address, sending.events, { id: sending.id, now: this.#options.clock.now(), last: log.last });
      this.#retryMs = retryMs.first;
      this.#settle(log, sending.size);
    } catch (error) {
      if (error instanceof PlatformError && error.code === "RequestTooLarge") {
        this.#drop(sending.events.length, error.publicMessage);
        this.#settle(log, sending.size);
      } else this.#retryLater(log, error);
    } finally {
      this.#underWay -= 1;
      this.#pump();
    }
  }

  /** The batch needs no more care. */
  #settle(log: Log, size: number): void {
    log.sending = undefined;
    this.#waiting -= size;
    if (this.#waiting === 0) this.#emptied?.();
    // What has been written meanwhile waits for the next flush, unless there is no end of it or nothing more comes.
    if (log.events.length === 0) return;
    if (log.size >= batchCharactersMax || this.#emptied !== undefined) this.#sendSoon(log);
    else this.#written.add(log);
    this.#flushTimer ??= this.#options.clock.after(flushAfterMs, this.#flush);
  }

  #retryLater(log: Log, error: unknown): void {
    this.#ready.add(log);
    this.#warn("function logs not stored yet", { error: error instanceof Error ? error : String(error) });
    if (this.#retryTimer !== undefined) return;
    this.#retryTimer = this.#options.clock.after(this.#retryMs, () => {
      this.#retryTimer = undefined;
      this.#pump();
    });
    this.#retryMs = Math.min(retryMs.max, this.#retryMs * 2);
  }

  async #ensureGroup(store: LogStore, { region, account, group }: LogStreamAddress): Promise<void> {
    const key = `${account}/${group}`;
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - (this.#knownGroups.get(key) ?? Number.NEGATIVE_INFINITY) < groupKnownMs) return;
    if ((await store.groups.find({ region, account }, group)) === undefined) {
      await store.groups.create({ region, account }, group, { createdAt: this.#options.clock.now(), tags: {} });
    }
    if (this.#knownGroups.size >= groupsKnownMax) this.#knownGroups.clear();
    this.#knownGroups.set(key, nowMs);
  }

  #drop(lines: number, reason: string): void {
    this.#droppedLines.add(undefined, lines);
    this.#warn("function logs not stored", { lines, reason });
  }

  #warn(phrase: string, fields: Parameters<Logger["warn"]>[1]): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#warnedAtMs < warnEveryMs) return;
    this.#warnedAtMs = nowMs;
    this.#options.logger.warn(phrase, fields);
  }

  /** A client keeps what is published while it is not connected, without a bound: so nothing is. */
  async #watchConnection(): Promise<void> {
    for await (const status of this.#options.connection.status()) {
      if (status.type === "disconnect") this.#isConnected = false;
      if (status.type === "reconnect") {
        this.#isConnected = true;
        this.#pump();
      }
    }
  }
}

/** Takes from a log what goes into one batch. */
function nextBatch(log: Log): NonNullable<Log["sending"]> {
  let size = 0;
  let count = 0;
  for (const event of log.events) {
    if (count > 0 && (size + event.message.length > batchCharactersMax || count === batchEventsMax)) break;
    size += event.message.length + sizePerLine;
    count += 1;
  }
  if (count === log.events.length) {
    const whole = { id: randomUUID(), events: log.events, size: log.size };
    log.events = [];
    log.size = 0;
    return whole;
  }
  log.size -= size;
  return { id: randomUUID(), events: log.events.splice(0, count), size };
}
