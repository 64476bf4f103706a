import { jetstream, type PubAck } from "@nats-io/jetstream";
import { headers, type MsgHdrs, type NatsConnection } from "@nats-io/transport-node";
import { natsHeaders, publicSubjects } from "@mayfly/contracts/subjects";
import { headerBytes } from "../../nats-header-bytes.ts";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { EventPublisher, EventReceipt, PublishedEvent } from "../../ports/event-publisher.ts";

/** Milliseconds for JetStream's acknowledgement. */
const ackMsMax = 5000;

/** Stores events in the JetStream stream that captures `mayfly.events.>`; a message with the same request id is stored once. */
export class JetStreamEventPublisher implements EventPublisher {
  readonly #connection: NatsConnection;
  readonly #client: ReturnType<typeof jetstream>;

  constructor(connection: NatsConnection) {
    this.#connection = connection;
    this.#client = jetstream(connection);
  }

  async publish(event: PublishedEvent): Promise<EventReceipt> {
    const subject = publicSubjects.events(event.account, event.functionName, event.qualifier);
    const messageHeaders = headersOf(event);
    this.#requireRoom(event.payload.length + headerBytes(messageHeaders));
    let ack: PubAck;
    try {
      ack = await this.#client.publish(subject, event.payload, { msgID: event.requestId, headers: messageHeaders, timeout: ackMsMax });
    } catch (cause) {
      throw new PlatformError("ServiceUnavailable", "The event could not be stored: no JetStream stream acknowledged it.", { cause, retryAfterSeconds: 1 });
    }
    return { stream: ack.stream, sequence: ack.seq };
  }

  /** A NATS server that allows less than the limits of the Lambda contract says so before the message is sent. */
  #requireRoom(messageBytes: number): void {
    const bytesMax = this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (messageBytes <= bytesMax) return;
    throw new PlatformError(
      "RequestTooLarge",
      `The NATS server takes messages of at most ${bytesMax} bytes, headers included; raise its max_payload for larger events.`,
    );
  }
}

function headersOf(event: PublishedEvent): MsgHdrs {
  const set = headers();
  set.set(natsHeaders.requestId, event.requestId);
  set.set(natsHeaders.traceHeader, event.traceHeader);
  set.set(natsHeaders.principal, event.principalArn);
  if (event.traceParent !== "") set.set(natsHeaders.traceParent, event.traceParent);
  if (event.clientContext !== "") set.set(natsHeaders.clientContext, Buffer.from(event.clientContext).toString("base64"));
  return set;
}
