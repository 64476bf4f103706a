import { exited, invalidEntrypoint, runtimeFailed } from "../core/function-failure.ts";
import type { InitOutcome } from "../placement/start-function.ts";

/** The document that answers the first invocation of a function whose init phase failed. Throws where it did not, or ran out of time. */
export function initFailureDocument(outcome: InitOutcome, requestId: string): string {
  switch (outcome.kind) {
    case "failed":
      return outcome.document;
    case "exited":
      return exited(requestId, outcome.end).document;
    case "no-entrypoint":
      return invalidEntrypoint(requestId).document;
    case "broken":
      return runtimeFailed(requestId, outcome.reason).document;
    case "initialized":
    case "timed-out":
      throw new Error(`init ended as ${outcome.kind}`);
  }
}
