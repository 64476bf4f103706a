import { PlatformError } from "@mayfly/errors/platform-error";

/** Replies that say Redis cannot take the command now; anything else it refuses is a mistake of ours. */
const unavailableReplies = ["LOADING", "READONLY", "OOM", "MISCONF", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY"];

/** A ServiceUnavailable error about the state store. */
export function unavailable(sentence: string, cause?: unknown): PlatformError {
  return new PlatformError("ServiceUnavailable", sentence, cause === undefined ? {} : { cause });
}

/** PlatformErrors pass; a refusal by Redis that is our mistake becomes Service; a lost, slow or busy Redis becomes ServiceUnavailable. */
export function translateRedisError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof Error && error.name === "ReplyError" && !unavailableReplies.some((prefix) => error.message.startsWith(prefix))) {
    return PlatformError.from(error);
  }
  return unavailable("The state store does not answer. Try again.", error);
}
