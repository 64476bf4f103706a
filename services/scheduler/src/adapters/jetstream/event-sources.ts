import { mappingKind, type EventSourceMappingKey, type EventSourceMappingRecord, type EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { isMappingActive } from "@mayfly/domain/event-source-mapping-state";
import { parseEventSource } from "@mayfly/domain/event-source";
import type { FunctionDirectory, MappingDirectory } from "@mayfly/invocation/function-directory";
import type { Invoker } from "@mayfly/invocation/invoker";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric, Metrics } from "@mayfly/telemetry/metrics";
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { failureRecord } from "../../core/source-batch.ts";
import { deleteConsumer, type ConsumerPlace } from "./stream-consumer.ts";
import { StreamPoller, type GivenUpRecords, type StreamPollerLimits } from "./stream-poller.ts";

/** What event source mappings need of the world. */
export interface EventSourceDependencies {
  /** NATS as clients see it, with their streams; undefined where there is none to be read. */
  readonly connection: NatsConnection | undefined;
  readonly mappings: MappingDirectory;
  /** Keeps how the last batch of a mapping went. */
  readonly report: (key: EventSourceMappingKey, result: string) => Promise<unknown>;
  readonly limits?: Partial<StreamPollerLimits>;
}

/** What reading event sources works with. */
export interface EventSourcesOptions extends EventSourceDependencies {
  readonly invoker: Invoker;
  readonly directory: FunctionDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly random: () => number;
}

const defaultLimits: StreamPollerLimits = { ackWaitMs: 15_000, backoffMsMin: 500, backoffMsMax: 30_000, fetchMs: 5_000 };

interface Running {
  readonly poller: AsyncDisposable;
  readonly stream: string;
  /** The settings that it runs with. */
  readonly settings: string;
}

/** Reads the JetStream stream of every mapping that is enabled, and stops when it is disabled, changed or deleted. */
export async function startEventSources(options: EventSourcesOptions): Promise<AsyncDisposable> {
  const { connection } = options;
  const nats = connection === undefined ? undefined : { connection, client: jetstream(connection), manager: await jetstreamManager(connection) };
  return new EventSources(options, nats);
}

interface Nats {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

class EventSources implements AsyncDisposable {
  readonly #options: EventSourcesOptions;
  readonly #nats: Nats | undefined;
  readonly #running = new Map<string, Running>();
  readonly #stopping = new Map<string, Promise<void>>();
  readonly #results = new Map<string, string>();
  readonly #records: CounterMetric;
  readonly #subscription: Disposable;
  #following: Promise<void>;
  #stopped = false;

  constructor(options: EventSourcesOptions, nats: Nats | undefined) {
    this.#options = options;
    this.#nats = nats;
    this.#records = options.metrics.counter({
      name: "mayfly_source_records_total",
      help: "Records of event sources that were settled, by outcome: processed, filtered or given-up.",
      labels: ["outcome"],
    });
    options.metrics.gauge({ name: "mayfly_source_pollers", help: "Event sources that are being read.", read: () => this.#running.size });
    this.#subscription = options.mappings.onChange(() => this.#follow());
    this.#following = options.directory.caughtUp.then(() => this.#apply());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#subscription[Symbol.dispose]();
    await this.#following;
    await Promise.all([...this.#stopping.values(), ...[...this.#running.values()].map(({ poller }) => poller[Symbol.asyncDispose]())]);
  }

  /** One look at a time, after every change. */
  #follow(): void {
    this.#following = this.#following.then(() => this.#apply());
  }

  async #apply(): Promise<void> {
    if (this.#stopped) return;
    const mappings = this.#options.mappings.list().filter(({ settings }) => mappingKind(settings) === "nats-stream");
    const wanted = new Map(mappings.filter(({ state }) => isMappingActive(state)).map((mapping) => [mapping.uuid, mapping]));
    for (const [uuid, running] of this.#running) {
      const mapping = wanted.get(uuid);
      if (mapping === undefined || JSON.stringify(mapping.settings) !== running.settings) this.#stop(uuid, running);
    }
    for (const mapping of mappings) {
      const { uuid, state, settings } = mapping;
      if (this.#running.has(uuid) || this.#stopping.has(uuid)) continue;
      if (wanted.has(uuid)) this.#start(mapping);
      else if (state.name === "deleting") await this.#forget({ uuid, stream: streamOf(settings) });
    }
  }

  /** An invocation under way may take long: meanwhile the others go on. Once it is over, the mapping is looked at anew. */
  #stop(uuid: string, running: Running): void {
    this.#running.delete(uuid);
    this.#stopping.set(uuid, this.#end(uuid, running));
  }

  async #end(uuid: string, { poller, stream }: Running): Promise<void> {
    await poller[Symbol.asyncDispose]();
    this.#stopping.delete(uuid);
    const mapping = this.#options.mappings.list().find((each) => each.uuid === uuid);
    if (mapping === undefined || mapping.state.name === "deleting") await this.#forget({ uuid, stream });
    this.#follow();
  }

  #start(mapping: EventSourceMappingRecord): void {
    const { eventSourceArn: arn = "" } = mapping.settings;
    const stream = streamOf(mapping.settings);
    const nats = this.#nats;
    if (nats === undefined) return this.#report(mapping, "PROBLEM: The scheduler has no NATS to read streams of. Set MAYFLY_NATS_CLIENT_URL.");
    const { invoker, directory, clock, logger, random, limits } = this.#options;
    const { client, manager } = nats;
    const poller = new StreamPoller({
      mapping,
      source: { arn, region: mapping.region, stream },
      client,
      manager,
      invoker,
      directory,
      clock,
      logger,
      random,
      records: this.#records,
      limits: { ...defaultLimits, ...limits },
      onResult: (result) => this.#report(mapping, result),
      giveUp: (given) => this.#giveUp(nats, mapping.settings.onFailure?.destination, given),
    });
    this.#running.set(mapping.uuid, { poller, stream, settings: JSON.stringify(mapping.settings) });
  }

  /** The place in the stream of a mapping that is being deleted goes with it. */
  async #forget(place: ConsumerPlace): Promise<void> {
    this.#results.delete(place.uuid);
    if (this.#nats === undefined || this.#stopped) return;
    try {
      await deleteConsumer(this.#nats.manager, place);
    } catch (error) {
      this.#options.logger.warn("consumer of a deleted event source mapping left behind", {
        uuid: place.uuid,
        error: error instanceof Error ? error : String(error),
      });
    }
  }

  /** Only what is new is told. */
  #report(mapping: EventSourceMappingRecord, result: string): void {
    const { region, account, uuid } = mapping;
    if (this.#results.get(uuid) === result) return;
    this.#results.set(uuid, result);
    this.#options.report({ region, account, uuid }, result).catch((error: unknown) => {
      this.#results.delete(uuid);
      this.#options.logger.debug("result of an event source not kept", { uuid, error: error instanceof Error ? error : String(error) });
    });
  }

  /** Publishes the failure record; a stream that has the subject has stored it when this resolves. Without a destination the records are only logged. */
  async #giveUp({ connection, client, manager }: Nats, destination: string | undefined, given: GivenUpRecords): Promise<void> {
    const { source, records, condition, requestId } = given;
    const [first] = records;
    this.#options.logger.warn("records given up", { stream: source.stream, startSequence: first?.sequence, count: records.length, condition, requestId });
    const subject = destination === undefined ? undefined : parseEventSource(destination)?.name;
    if (subject === undefined) return;
    const record = failureRecord({ ...given, atMs: this.#options.clock.now() });
    const streams = await manager.streams.names(subject).next();
    if (streams.length > 0) await client.publish(subject, record);
    else {
      // Whoever subscribes to it gets the record.
      connection.publish(subject, record);
      await connection.flush();
    }
  }
}

function streamOf({ eventSourceArn = "" }: EventSourceMappingSettings): string {
  return parseEventSource(eventSourceArn)?.name ?? "";
}
