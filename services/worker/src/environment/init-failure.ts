import { errorTypeOf, fatal, fatalLines, runtimeFailed } from "../core/function-failure.ts";
import type { EventStatus } from "../core/platform-events.ts";
import type { InitOutcome } from "../placement/start-function.ts";

/** The document that answers an invocation whose init phase failed. Throws where it did not, or ran out of time. */
export function initFailureDocument(outcome: InitOutcome, requestId: string): string {
  switch (outcome.kind) {
    case "failed":
      return outcome.document;
    case "ended":
    case "no-entrypoint":
      return fatal(requestId, outcome.failure).document;
    case "broken":
      return runtimeFailed(requestId, outcome.reason).document;
    case "initialized":
    case "timed-out":
      throw new Error(`init ended as ${outcome.kind}`);
  }
}

/** What the log of the invocation that it fails says of it; nothing where the runtime itself has told its error. */
export function initFailureLines(outcome: InitOutcome, requestId: string): string {
  return outcome.kind === "ended" || outcome.kind === "no-entrypoint" ? fatalLines(requestId, outcome.failure) : "";
}

/** True if a failed init phase is run again, in the time of the first invocation (AWS: "Failures during the Init phase"). */
export function isInitializedAgain(outcome: InitOutcome): boolean {
  return outcome.kind !== "initialized" && outcome.kind !== "no-entrypoint";
}

/** How an init phase ended, as the platform's events tell it. */
export function initStatusOf(outcome: InitOutcome): { readonly status: EventStatus; readonly errorType?: string } {
  switch (outcome.kind) {
    case "initialized":
      return { status: "success" };
    case "timed-out":
      return { status: "timeout" };
    case "ended":
    case "no-entrypoint":
      return { status: "error", errorType: outcome.failure.errorType };
    case "failed":
      return { status: "error", errorType: errorTypeOf(outcome.document) };
    case "broken":
      return { status: "error", errorType: "Runtime.Unknown" };
  }
}
