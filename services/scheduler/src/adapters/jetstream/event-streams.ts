import { publicSubjects } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import { DiscardPolicy, RetentionPolicy, StorageType, JetStreamApiError, type JetStreamManager, type StreamConfig } from "@nats-io/jetstream";

/** Names and subjects of the streams of the asynchronous path. */
export const eventStreams = {
  events: "MAYFLY_EVENTS",
  retries: "MAYFLY_EVENT_RETRIES",
  deadLetters: "MAYFLY_DEAD_LETTERS",
  retriesAll: "mayfly.event-retries.>",
  /** Where an event of this subject waits for its next attempt, and back. */
  retrySubject: (eventSubject: string) => eventSubject.replace(/^mayfly\.events\./, "mayfly.event-retries."),
  eventSubject: (retrySubject: string) => retrySubject.replace(/^mayfly\.event-retries\./, "mayfly.events."),
  deadLettersAll: "mayfly.dead-letters.>",
  /** `mayfly.dead-letters.<account>.<function>`, or `mayfly.dead-letters.invalid` for a subject that names no function. */
  deadLetterSubject: (target: { readonly account: string; readonly functionName: string } | undefined) =>
    target === undefined ? "mayfly.dead-letters.invalid" : `mayfly.dead-letters.${target.account}.${target.functionName}`,
} as const;

/** How much the streams may hold. */
export interface EventStreamLimits {
  readonly eventsBytesMax: number;
  readonly deadLettersBytesMax: number;
  readonly deadLettersAgeMs: number;
}

/** Headers of an event: ids, trace, principal, client context. */
const headerBytesMax = 16 * 1024;
const duplicateWindowMs = 2 * 60_000;
const nanosPerMs = 1_000_000;
/** JetStream's code for a stream that does not exist. */
const streamNotFound = 10_059;

/** Makes the streams, or brings those that exist up to date. What they hold stays. */
export async function ensureEventStreams(manager: JetStreamManager, bounds: EventStreamLimits): Promise<void> {
  await ensure(manager, {
    name: eventStreams.events,
    subjects: [publicSubjects.eventsAll],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: bounds.eventsBytesMax,
    // Larger ones are refused by the server; a little larger ones reach the dead letters with their reason.
    max_msg_size: limits.asyncPayloadBytesMax + headerBytesMax,
    duplicate_window: duplicateWindowMs * nanosPerMs,
  });
  await ensure(manager, {
    name: eventStreams.retries,
    subjects: [eventStreams.retriesAll],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: bounds.eventsBytesMax,
    duplicate_window: duplicateWindowMs * nanosPerMs,
  });
  await ensure(manager, {
    name: eventStreams.deadLetters,
    subjects: [eventStreams.deadLettersAll],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_bytes: bounds.deadLettersBytesMax,
    max_age: bounds.deadLettersAgeMs * nanosPerMs,
    duplicate_window: duplicateWindowMs * nanosPerMs,
  });
}

async function ensure(manager: JetStreamManager, config: Partial<StreamConfig> & { readonly name: string }): Promise<void> {
  try {
    await manager.streams.info(config.name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.apiError().err_code !== streamNotFound) throw error;
    await manager.streams.add(config);
    return;
  }
  await manager.streams.update(config.name, config);
}
