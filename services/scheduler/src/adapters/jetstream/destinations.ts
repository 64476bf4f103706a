import { natsHeaders, publicSubjects } from "@mayfly/contracts/subjects";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { limits } from "@mayfly/domain/limits";
import { chainInvocationsMax, extendLineage } from "@mayfly/invocation/lineage";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric } from "@mayfly/telemetry/metrics";
import type { JetStreamClient } from "@nats-io/jetstream";
import { headers, type MsgHdrs, type NatsConnection } from "@nats-io/transport-node";
import { destinationRecord, type EventOutcome } from "../../core/destination-record.ts";

/** What delivering to destinations needs. */
export interface DestinationsOptions {
  readonly client: JetStreamClient;
  /** NATS as clients see it. */
  readonly clients: NatsConnection | undefined;
  readonly logger: Logger;
  /** True if the function allows recursive loops. */
  readonly mayLoop: (key: FunctionKey) => boolean;
  /** Labels: outcome. */
  readonly deliveries: CounterMetric;
}

/** The resource of a NATS subject's ARN. */
const subjectPrefix = "subject/";

/**
 * Tells destinations of outcomes. A Lambda function gets the record as an event of its own, stored before this resolves; a NATS subject gets it as a message in
 * the clients' account, which the server has when this resolves. Any other destination is named in the log and in the metric, and gets nothing: Mayfly cannot
 * reach it.
 */
export class Destinations {
  readonly #options: DestinationsOptions;

  constructor(options: DestinationsOptions) {
    this.#options = options;
  }

  /** Fails if the record could not be handed over: the outcome is then to be told again. */
  async deliver(arn: string, outcome: EventOutcome): Promise<void> {
    const sent = await this.#send(arn, outcome);
    this.#options.deliveries.add({ outcome: sent });
    if (sent === "delivered") return;
    const { requestId, condition } = outcome;
    this.#options.logger.warn("destination record not delivered", { destination: arn, requestId, condition, reason: sent });
  }

  async #send(arn: string, outcome: EventOutcome): Promise<"delivered" | "unreachable" | "too-large" | "loop"> {
    const [, , service, region = "", account = "", ...resource] = arn.split(":");
    const record = destinationRecord(outcome);
    if (record.length > limits.asyncPayloadBytesMax) return "too-large";
    const more = headers();
    more.set("Nats-Msg-Id", `destination/${outcome.requestId}/${outcome.condition}`);
    if (service === "nats") return await this.#sendToSubject(resource.join(":"), record, more);
    if (service !== "lambda") return "unreachable";
    const [, functionName = "", qualifier] = resource;
    const { traceHeader, count } = extendLineage(outcome.traceHeader, { region, account, functionName });
    if (count > chainInvocationsMax && !this.#options.mayLoop({ region, account, functionName })) return "loop";
    more.set(natsHeaders.traceHeader, traceHeader);
    await this.#options.client.publish(publicSubjects.events(account, functionName, qualifier), record, { headers: more });
    return "delivered";
  }

  async #sendToSubject(resource: string, record: Buffer, more: MsgHdrs): Promise<"delivered" | "unreachable"> {
    const { clients } = this.#options;
    if (clients === undefined || !resource.startsWith(subjectPrefix)) return "unreachable";
    clients.publish(resource.slice(subjectPrefix.length), record, { headers: more });
    await clients.flush();
    return "delivered";
  }
}
