import { natsHeaders, publicSubjects } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import type { Logger } from "@mayfly/telemetry/logger";
import type { CounterMetric } from "@mayfly/telemetry/metrics";
import type { JetStreamClient } from "@nats-io/jetstream";
import { headers } from "@nats-io/transport-node";
import { destinationRecord, type EventOutcome } from "../../core/destination-record.ts";

/** What delivering to destinations needs. */
export interface DestinationsOptions {
  readonly client: JetStreamClient;
  readonly logger: Logger;
  /** Labels: outcome. */
  readonly deliveries: CounterMetric;
}

/**
 * Tells destinations of outcomes. A Lambda function gets the record as an event of its own, stored before this resolves. Any other destination is named in the
 * log and in the metric, and gets nothing: Mayfly cannot reach it.
 */
export class Destinations {
  readonly #options: DestinationsOptions;

  constructor(options: DestinationsOptions) {
    this.#options = options;
  }

  /** Fails if the record could not be stored: the outcome is then to be told again. */
  async deliver(arn: string, outcome: EventOutcome): Promise<void> {
    const { client, logger, deliveries } = this.#options;
    const [, , service, , account = "", , functionName = "", qualifier] = arn.split(":");
    const { requestId, condition } = outcome;
    if (service !== "lambda") {
      deliveries.add({ outcome: "unreachable" });
      logger.warn("destination not reachable", { destination: arn, requestId, condition });
      return;
    }
    const record = destinationRecord(outcome);
    if (record.length > limits.asyncPayloadBytesMax) {
      deliveries.add({ outcome: "too-large" });
      logger.warn("destination record too large", { destination: arn, requestId, condition, bytes: record.length });
      return;
    }
    const trace = headers();
    if (outcome.traceHeader !== "") trace.set(natsHeaders.traceHeader, outcome.traceHeader);
    await client.publish(publicSubjects.events(account, functionName, qualifier), record, { headers: trace, msgID: `destination/${requestId}/${condition}` });
    deliveries.add({ outcome: "delivered" });
  }
}
