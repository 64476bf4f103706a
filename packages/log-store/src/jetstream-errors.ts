import { JetStreamApiError } from "@nats-io/jetstream";

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
