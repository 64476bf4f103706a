import { AckPolicy, DeliverPolicy, ReplayPolicy, type ConsumerConfig, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";

/** Which messages to read. */
export interface MessageScan {
  /** May have wildcards. */
  readonly subject: string;
  /** Where to begin: a sequence, a time in epoch milliseconds, or the last message of each subject alone. */
  readonly from: { readonly sequence: number } | { readonly time: number } | "last-of-each";
  /** True to leave bodies out. */
  readonly headersOnly?: boolean;
}

/** Messages asked for at once: with their bodies they are all held in memory. */
const fetchMax = { bodies: 32, headers: 1000 } as const;
/**
 * So long the server waits for messages that it has counted. A server of 2.9 counts some twice that are stored while the consumer is made: it then has fewer
 * than it says, and tells so when this time is over.
 */
const fetchMs = 1_000;
/** A consumer that nobody deleted is gone after this time. */
const inactiveNanos = 30_000 * 1_000_000;

/**
 * Reads the messages of a stream that are there now, in the order in which they were stored, through a consumer that exists
 * meanwhile. Fails with the error of JetStream. Needs nothing of servers after 2.9.
 */
export async function* scanMessages(manager: JetStreamManager, stream: string, scan: MessageScan): AsyncGenerator<JsMsg> {
  const headersOnly = scan.headersOnly ?? false;
  const created = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    replay_policy: ReplayPolicy.Instant,
    filter_subject: scan.subject,
    headers_only: headersOnly,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: inactiveNanos,
    ...beginningOf(scan.from),
  });
  try {
    const consumer = manager.jetstream().consumers.getConsumerFromInfo(created);
    let pending = created.num_pending;
    while (pending > 0) {
      const wanted = Math.min(pending, headersOnly ? fetchMax.headers : fetchMax.bodies);
      let received = 0;
      for await (const message of await consumer.fetch({ max_messages: wanted, expires: fetchMs })) {
        received += 1;
        pending = message.info.pending;
        yield message;
      }
      if (received < wanted) return;
    }
  } finally {
    // It ends by itself, too; a scan that failed says why by its own error.
    await manager.consumers.delete(stream, created.name).catch(() => undefined);
  }
}

function beginningOf(from: MessageScan["from"]): Partial<ConsumerConfig> {
  if (from === "last-of-each") return { deliver_policy: DeliverPolicy.LastPerSubject };
  if ("time" in from) return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(Math.max(0, from.time)).toISOString() };
  return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Math.max(1, from.sequence) };
}
