import { PlatformError } from "@mayfly/errors/platform-error";
import { explainFailure } from "./explain-failure.ts";

/** ServiceUnavailable with what is wrong on the host and the command that mends it; a PlatformError stays as it is. */
export function unavailable(what: string, cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  return new PlatformError("ServiceUnavailable", explainFailure(what, words), { cause });
}
