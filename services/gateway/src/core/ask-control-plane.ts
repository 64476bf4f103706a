import { PlatformError } from "@mayfly/errors/platform-error";

/** Milliseconds for a call that waits for nothing but the answer. */
export const quickCallTimeoutMs = 5_000;

/**
 * The answer of metadata or of the package store. One that does not come in time means for a client the same as a service
 * that cannot be reached: ServiceUnavailable, to be tried again.
 */
export async function askControlPlane<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== "DeadlineExceeded") throw error;
    throw new PlatformError("ServiceUnavailable", "A part of Mayfly did not answer in time.", { cause: error, retryAfterSeconds: 1 });
  }
}
