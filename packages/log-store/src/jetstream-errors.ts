import { JetStreamApiError, JetStreamError } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";

/** JetStream's codes for a compare-and-set that found another sequence. */
const wrongSequence: readonly number[] = [10_071, 10_164];
const streamNotFound = 10_059;

/** True if somebody else has written in between. */
export function isWrongSequence(error: unknown): boolean {
  return error instanceof JetStreamApiError && wrongSequence.includes(error.apiError().err_code);
}

/** True if the stream does not exist. */
export function isStreamNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.apiError().err_code === streamNotFound;
}

const connectionFailures = [
  errors.ClosedConnectionError,
  errors.ConnectionError,
  errors.DrainingConnectionError,
  errors.NoRespondersError,
  errors.RequestError,
  errors.TimeoutError,
] as const;

/** True if an error is NATS's: the store is down, gone or full, and the caller's request may be good. */
export function isStoreFailure(error: unknown): boolean {
  return error instanceof JetStreamApiError || error instanceof JetStreamError || connectionFailures.some((kind) => error instanceof kind);
}
