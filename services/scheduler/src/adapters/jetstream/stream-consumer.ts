import type { EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  type Consumer,
  type ConsumerConfig,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
} from "@nats-io/jetstream";
import type { SourceRecord } from "../../core/source-batch.ts";

const nanosPerMs = 1_000_000;
/** The shortest that the client library allows. */
const fetchMsMin = 1_000;

const ackPendingMax = 20_000;

/** A message of a stream that is not yet acknowledged, as a record. */
export interface HeldRecord extends SourceRecord {
  readonly message: JsMsg;
}

/** The durable consumer of a mapping: it remembers where its mapping is in the stream, also while the mapping is disabled. */
export interface ConsumerPlace {
  readonly stream: string;
  /** UUID of the mapping. */
  readonly uuid: string;
}

/** Name of a mapping's consumer on its stream. */
function consumerName({ uuid }: ConsumerPlace): string {
  return `mayfly-${uuid}`;
}

/** Opens the consumer of a mapping, at its starting position if it is new. Undefined if there is no such stream. */
export async function openConsumer(
  { client, manager }: { readonly client: JetStreamClient; readonly manager: JetStreamManager },
  place: ConsumerPlace,
  { settings, ackWaitMs }: { readonly settings: EventSourceMappingSettings; readonly ackWaitMs: number },
): Promise<Consumer | undefined> {
  const name = consumerName(place);
  try {
    await manager.consumers.info(place.stream, name).catch(async (error: unknown) => {
      if (!isNotFound(error)) throw error;
      await manager.consumers.add(place.stream, {
        durable_name: name,
        ack_policy: AckPolicy.Explicit,
        ack_wait: ackWaitMs * nanosPerMs,
        max_deliver: -1,
        // The largest batch that a mapping may come to have.
        max_ack_pending: ackPendingMax,
        ...startingPosition(settings),
      });
    });
    return await client.consumers.get(place.stream, name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Takes the consumer of a mapping away; nothing if there is none. */
export async function deleteConsumer(manager: JetStreamManager, place: ConsumerPlace): Promise<void> {
  try {
    await manager.consumers.delete(place.stream, consumerName(place));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function startingPosition({ startingPosition: position, startingPositionTimestamp: seconds = 0 }: EventSourceMappingSettings): Partial<ConsumerConfig> {
  if (position === "LATEST") return { deliver_policy: DeliverPolicy.New };
  if (position === "AT_TIMESTAMP") return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(seconds * 1000).toISOString() };
  return { deliver_policy: DeliverPolicy.All };
}

/** No such stream (10059) or consumer (10014). */
function isNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && (error.code === 10059 || error.code === 10014);
}

/** Up to `count` messages; waits for those that are not there yet, at least a second. `onBatch` gets what ends the wait early. */
export async function* fetchRecords(
  consumer: Consumer,
  { count, waitMs }: { readonly count: number; readonly waitMs: number },
  onBatch: (stop: (() => void) | undefined) => void,
): AsyncGenerator<HeldRecord, void, undefined> {
  const batch = await consumer.fetch({ max_messages: count, expires: Math.max(fetchMsMin, waitMs) });
  onBatch(() => batch.stop());
  try {
    for await (const message of batch) yield heldRecord(message);
  } finally {
    onBatch(undefined);
  }
}

function heldRecord(message: JsMsg): HeldRecord {
  const headers: Record<string, readonly string[]> = {};
  for (const name of message.headers?.keys() ?? []) headers[name] = message.headers?.values(name) ?? [];
  const { seq: sequence, subject, data } = message;
  return { message, sequence, subject, storedAtMs: Number(message.timestampNanos / BigInt(nanosPerMs)), headers, data: Buffer.from(data) };
}
