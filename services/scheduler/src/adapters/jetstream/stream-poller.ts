import { randomUUID } from "node:crypto";
import { functionArn } from "@mayfly/domain/arn";
import { parseEventFilter } from "@mayfly/domain/event-filter";
import type { EventSourceMappingRecord } from "@mayfly/domain/event-source-mapping";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { BufferedAnswer, Invoker } from "@mayfly/invocation/invoker";
import { resolveQualifier } from "@mayfly/invocation/resolve-qualifier";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric } from "@mayfly/telemetry/metrics";
import type { Consumer, JetStreamClient, JetStreamManager } from "@nats-io/jetstream";
import {
  afterBatchFailure,
  fittingRecords,
  isTooOld,
  passesFilters,
  processedRecords,
  sourceEvent,
  type GiveUpCondition,
  type RecordBounds,
  type SourceBatch,
  type StreamSource,
} from "../../core/source-batch.ts";
import { fetchRecords, openConsumer, type HeldRecord } from "./stream-consumer.ts";

/** Bounds of reading a stream, in milliseconds. */
export interface StreamPollerLimits {
  /** After a crash, the records that were taken are delivered again after this time. */
  readonly ackWaitMs: number;
  /** Pauses after failures: the first, and the longest. */
  readonly backoffMsMin: number;
  readonly backoffMsMax: number;
  /** How long to wait for a first record before asking anew. */
  readonly fetchMs: number;
}

/** What given-up records are told with. */
export interface GivenUpRecords {
  readonly source: StreamSource;
  readonly records: readonly HeldRecord[];
  readonly condition: GiveUpCondition;
  readonly functionArn: string;
  readonly requestId: string;
  readonly invokeCount: number;
  readonly functionError: string;
}

/** What a poller works with. */
export interface StreamPollerOptions {
  readonly mapping: EventSourceMappingRecord;
  readonly source: StreamSource;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly invoker: Invoker;
  readonly directory: FunctionDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Labels: outcome. */
  readonly records: CounterMetric;
  readonly random: () => number;
  readonly limits: StreamPollerLimits;
  /** Told how each batch went, in AWS's words. */
  readonly onResult: (result: string) => void;
  /** Tells the destination of records that are given up; fails if it could not be told. */
  readonly giveUp: (given: GivenUpRecords) => Promise<void>;
}

/** One request for records brings so many at most, since their size is not known before. */
const fetchRecordsMax = 32;

type Batch = SourceBatch<HeldRecord>;

/** How one invocation with records ended. */
type Attempt =
  | { readonly kind: "answered"; readonly answer: BufferedAnswer; readonly requestId: string }
  | { readonly kind: "not-run"; readonly error: PlatformError };

/**
 * Reads a JetStream stream for one mapping: one batch at a time, in order, and acknowledges a record only after its outcome. Records that the
 * function fails on hold up those after them until they are processed or given up, as on a shard of a Kinesis stream.
 */
export class StreamPoller implements AsyncDisposable {
  readonly #options: StreamPollerOptions;
  readonly #bounds: RecordBounds;
  readonly #filters;
  /** Taken and not acknowledged: in order, what did not fit into the batch under way at its end. */
  #held: HeldRecord[] = [];
  #stopFetch: (() => void) | undefined;
  #wake: (() => void) | undefined;
  #workingTimer: Disposable | undefined;
  #stopped = false;
  readonly #loop: Promise<void>;

  constructor(options: StreamPollerOptions) {
    this.#options = options;
    const { settings } = options.mapping;
    this.#bounds = {
      retryAttemptsMax: settings.retryAttemptsMax ?? -1,
      recordAgeSecondsMax: settings.recordAgeSecondsMax ?? -1,
      bisectOnError: settings.bisectOnError ?? false,
      reportsItemFailures: settings.functionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    };
    // Metadata has checked them.
    this.#filters = settings.filters.map(parseEventFilter).filter((filter) => filter !== undefined);
    this.#extend();
    this.#loop = this.#work();
  }

  /** Takes no more records and resolves when the invocation under way is settled; what is left is handed back. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#stopFetch?.();
    this.#wake?.();
    await this.#loop;
    this.#workingTimer?.[Symbol.dispose]();
    for (const { message } of this.#held) this.#tell(() => message.nak());
  }

  async #work(): Promise<void> {
    let consumer: Consumer | undefined;
    for (let failures = 0; !this.#stopped;) {
      try {
        consumer ??= await this.#open();
        const askedAtMs = this.#options.clock.monotonicMs();
        if (consumer !== undefined && (await this.#takeBatch(consumer))) {
          failures = 0;
          continue;
        }
        if (consumer !== undefined && this.#options.clock.monotonicMs() - askedAtMs >= this.#options.limits.fetchMs / 2) continue;
        // No stream, or its consumer has been taken away: a request for records then ends at once.
        consumer = undefined;
        await this.#pause(this.#backoffMs(failures++));
      } catch (error) {
        if (this.#stopped) return;
        // Whatever was taken and could not be settled is delivered again.
        this.#handBack();
        consumer = undefined;
        this.#options.logger.warn("event source not read", { uuid: this.#options.mapping.uuid, error: error instanceof Error ? error : String(error) });
        this.#options.onResult(`PROBLEM: ${error instanceof Error ? error.message : String(error)}`);
        await this.#pause(this.#backoffMs(failures++));
      }
    }
  }

  async #open(): Promise<Consumer | undefined> {
    const { mapping, source } = this.#options;
    const place = { stream: source.stream, uuid: mapping.uuid };
    const consumer = await openConsumer(this.#options, place, { settings: mapping.settings, ackWaitMs: this.#options.limits.ackWaitMs });
    if (consumer === undefined) this.#options.onResult(`PROBLEM: Stream not found: ${source.arn}`);
    return consumer;
  }

  /** Collects a batch, and settles it; false if there was nothing to take. */
  async #takeBatch(consumer: Consumer): Promise<boolean> {
    await this.#collect(consumer);
    const taken = this.#held.length;
    const passing = this.#held.filter((record) => passesFilters(this.#filters, record));
    this.#settle(
      this.#held.filter((record) => !passing.includes(record)),
      "filtered",
    );
    if (passing.length === 0 || this.#stopped) return taken > 0;
    const fitting = fittingRecords(this.#options.source, passing);
    if (fitting === 0) await this.#giveUp({ records: passing.slice(0, 1), failures: 0 }, "RecordTooLarge");
    else await this.#process({ records: passing.slice(0, fitting), failures: 0 });
    return true;
  }

  /** Fills up what is held to a batch: with what is there, and for as long as the batching window is open. */
  async #collect(consumer: Consumer): Promise<void> {
    const { mapping, clock } = this.#options;
    const { batchSize, batchingWindowSeconds = 0 } = mapping.settings;
    if (this.#held.length === 0) await this.#fetch(consumer, 1, this.#options.limits.fetchMs);
    const openUntilMs = clock.monotonicMs() + batchingWindowSeconds * 1000;
    while (!this.#stopped && this.#held.length > 0 && this.#held.length < batchSize) {
      const room = Math.min(batchSize - this.#held.length, this.#roomInBytes());
      if (room === 0) return;
      const leftMs = openUntilMs - clock.monotonicMs();
      const available = this.#held.at(-1)?.message.info.pending ?? 0;
      if (leftMs <= 0 && available === 0) return;
      const fetched = await this.#fetch(consumer, leftMs > 0 ? room : Math.min(room, available), leftMs);
      if (fetched === 0 && openUntilMs <= clock.monotonicMs()) return;
    }
  }

  /** How many records more may be taken, if they are not larger than those before: no more than an event carries, and few at a time. */
  #roomInBytes(): number {
    let bytes = 0;
    let largest = 1;
    for (const { data } of this.#held) {
      bytes += data.length;
      largest = Math.max(largest, data.length);
    }
    return Math.min(fetchRecordsMax, Math.max(0, Math.floor((limits.syncPayloadBytesMax - bytes) / largest)));
  }

  async #fetch(consumer: Consumer, count: number, waitMs: number): Promise<number> {
    let fetched = 0;
    const onBatch = (stop: (() => void) | undefined): void => {
      this.#stopFetch = stop;
      if (this.#stopped) stop?.();
    };
    for await (const record of fetchRecords(consumer, { count, waitMs }, onBatch)) {
      this.#held.push(record);
      fetched += 1;
    }
    return fetched;
  }

  /** Tries a batch, and what becomes of it, until every record is processed or given up, or the poller stops. */
  async #process(first: Batch): Promise<void> {
    const waiting = [first];
    for (let notRun = 0; waiting.length > 0 && !this.#stopped;) {
      const batch = await this.#withoutTooOld(waiting.shift());
      if (batch === undefined) continue;
      const attempt = await this.#invoke(batch);
      if (attempt.kind === "not-run") {
        this.#options.onResult(`PROBLEM: ${attempt.error.publicMessage}`);
        waiting.unshift(batch);
        await this.#pause(this.#backoffMs(notRun++));
        continue;
      }
      notRun = 0;
      const failed = this.#failedPart(batch, attempt.answer);
      if (failed === undefined) continue;
      const next = afterBatchFailure(failed, this.#bounds);
      if (typeof next === "string") {
        await this.#giveUp(failed, next, { requestId: attempt.requestId, functionError: attempt.answer.functionError });
        continue;
      }
      waiting.unshift(...next);
      await this.#pause(this.#backoffMs(failed.failures));
    }
  }

  /** Acknowledges what was processed; undefined if nothing failed. */
  #failedPart(batch: Batch, answer: BufferedAnswer): Batch | undefined {
    const { records } = batch;
    const failedWhole = answer.functionError !== "";
    const processed = failedWhole ? 0 : this.#bounds.reportsItemFailures ? processedRecords(answer.payload, records) : records.length;
    this.#settle(records.slice(0, processed), "processed");
    this.#options.onResult(processed === records.length ? "OK" : "PROBLEM: Function call failed");
    return processed === records.length ? undefined : { records: records.slice(processed), failures: batch.failures };
  }

  async #withoutTooOld(batch: Batch | undefined): Promise<Batch | undefined> {
    if (batch === undefined) return undefined;
    const now = this.#options.clock.now();
    const tooOld = batch.records.filter((record) => isTooOld(record, this.#bounds, now));
    if (tooOld.length === 0) return batch;
    await this.#giveUp({ ...batch, records: tooOld }, "RecordAgeExceeded");
    const records = batch.records.filter((record) => !tooOld.includes(record));
    return records.length === 0 ? undefined : { ...batch, records };
  }

  async #invoke({ records }: Batch): Promise<Attempt> {
    const { mapping, source, invoker, directory, random } = this.#options;
    const { functionName, qualifier } = mapping.settings;
    const { region, account } = mapping;
    const requestId = randomUUID();
    try {
      const answer = await invoker.invoke({
        // An alias counts as it is now: each attempt runs what it stands for then.
        identity: resolveQualifier(directory, { region, account, functionName, version: qualifier ?? latestVersion }, random),
        requestId,
        invokedFunctionArn: functionArn(mapping, functionName, qualifier),
        payload: sourceEvent(source, records),
        clientContext: "",
        traceHeader: "",
        traceParent: "",
        logTail: false,
      });
      return { kind: "answered", answer, requestId };
    } catch (error) {
      return { kind: "not-run", error: PlatformError.from(error) };
    }
  }

  /** Tells the destination, then acknowledges: what could not be told comes again. */
  async #giveUp(
    { records, failures }: Batch,
    condition: GiveUpCondition,
    last?: { readonly requestId: string; readonly functionError: string },
  ): Promise<void> {
    const { mapping, source } = this.#options;
    const { requestId = randomUUID(), functionError = "" } = last ?? {};
    const { functionName, qualifier } = mapping.settings;
    const invokeCount = failures + (last === undefined ? 0 : 1);
    await this.#options.giveUp({
      source,
      records,
      condition,
      functionArn: functionArn(mapping, functionName, qualifier),
      requestId,
      invokeCount,
      functionError,
    });
    this.#settle(records, "given-up");
  }

  #settle(records: readonly HeldRecord[], outcome: "processed" | "filtered" | "given-up"): void {
    if (records.length === 0) return;
    for (const { message } of records) message.ack();
    this.#options.records.add({ outcome }, records.length);
    this.#held = this.#held.filter((record) => !records.includes(record));
  }

  #handBack(): void {
    for (const { message } of this.#held) this.#tell(() => message.nak());
    this.#held = [];
  }

  /** Tells the server of every record that was taken that it is still worked on. */
  #extend(): void {
    for (const { message } of this.#held) this.#tell(() => message.working());
    this.#workingTimer = this.#options.clock.after(this.#options.limits.ackWaitMs / 3, () => this.#extend());
  }

  /** Without a connection nothing can be said: the server hands the record out again after the acknowledgement time. */
  #tell(say: () => void): void {
    try {
      say();
    } catch (error) {
      this.#options.logger.debug("record not extended", { uuid: this.#options.mapping.uuid, error: error instanceof Error ? error : String(error) });
    }
  }

  #backoffMs(failures: number): number {
    const { backoffMsMin, backoffMsMax } = this.#options.limits;
    return Math.min(backoffMsMax, backoffMsMin * 2 ** Math.min(20, failures));
  }

  #pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        timer[Symbol.dispose]();
        this.#wake = undefined;
        resolve();
      };
      const timer = this.#options.clock.after(waitMs, wake);
      this.#wake = wake;
      if (this.#stopped) wake();
    });
  }
}
