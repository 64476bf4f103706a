import type { DeadLetterReason, EventTarget, StoredEvent } from "./event-decision.ts";

/** Why an outcome is told to a destination, as its record says (behaviours.md §11). */
export type DestinationCondition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** What a function answered to an event. */
export interface EventAnswer {
  readonly payload: Buffer;
  /** "Unhandled", or empty. */
  readonly functionError: string;
  /** $LATEST or a version number. */
  readonly executedVersion: string;
}

/** The outcome of an event. */
export interface EventOutcome {
  readonly condition: DestinationCondition;
  readonly event: StoredEvent;
  readonly requestId: string;
  /** ARN of the function, always qualified. */
  readonly functionArn: string;
  /** How often the function has run. */
  readonly invokeCount: number;
  /** Undefined if it did not run, or its last answer is not known any more. */
  readonly answer: EventAnswer | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  /** X-Ray trace header of the event, empty if none. */
  readonly traceHeader: string;
}

const conditions: { readonly [Reason in DeadLetterReason]?: DestinationCondition } = {
  FunctionError: "RetriesExhausted",
  EventAgeExceeded: "EventAgeExceeded",
  ZeroReservedConcurrency: "ZeroReservedConcurrency",
};

/** The condition under which an event that is given up is told of; undefined for what AWS has no word for: those are dead letters only. */
export function conditionOf(reason: DeadLetterReason): DestinationCondition | undefined {
  return conditions[reason];
}

/** The record that a destination gets, as AWS writes it (behaviours.md §11). */
export function destinationRecord(outcome: EventOutcome): Buffer {
  const { answer } = outcome;
  return Buffer.from(
    JSON.stringify({
      version: "1.0",
      timestamp: new Date(outcome.at).toISOString(),
      requestContext: {
        requestId: outcome.requestId,
        functionArn: outcome.functionArn,
        condition: outcome.condition,
        approximateInvokeCount: outcome.invokeCount,
      },
      requestPayload: jsonOf(outcome.event.payload),
      ...(answer === undefined
        ? {}
        : {
            responseContext: {
              statusCode: 200,
              executedVersion: answer.executedVersion,
              ...(answer.functionError === "" ? {} : { functionError: answer.functionError }),
            },
            responsePayload: jsonOf(answer.payload),
          }),
    }),
  );
}

/** ARN of what an event was sent to: $LATEST unless it names a qualifier. */
export function eventFunctionArn(region: string, { account, functionName, qualifier }: EventTarget): string {
  return `arn:aws:lambda:${region}:${account}:function:${functionName}:${qualifier ?? "$LATEST"}`;
}

/** An empty event was `{}` to the function. */
function jsonOf(payload: Buffer): unknown {
  if (payload.length === 0) return {};
  try {
    return JSON.parse(payload.toString());
  } catch {
    return payload.toString();
  }
}
