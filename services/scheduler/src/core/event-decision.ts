import { createHash } from "node:crypto";
import { parsePublicSubject } from "@mayfly/contracts/subjects";
import { limits } from "@mayfly/domain/limits";
import type { PlatformError } from "@mayfly/errors/platform-error";

/** What an event's subject names. */
export interface EventTarget {
  readonly account: string;
  readonly functionName: string;
  readonly qualifier: string | undefined;
}

/** Why an event goes to the dead letters, as its header says. */
export type DeadLetterReason =
  | "InvalidSubject"
  | "EventTooLarge"
  | "InvalidJson"
  | "FunctionNotFound"
  | "FunctionError"
  | "EventAgeExceeded"
  | "ZeroReservedConcurrency"
  | "NotRetryable";

/** An event as it stands in the stream. */
export interface StoredEvent {
  readonly subject: string;
  readonly stream: string;
  readonly sequence: number;
  readonly payload: Buffer;
  /** Header Mayfly-Request-Id, empty if absent. */
  readonly requestIdHeader: string;
  /** Milliseconds since it was stored. */
  readonly ageMs: number;
  /** How often it has been delivered, from 1. */
  readonly deliveries: number;
  /** How often its function has failed before. */
  readonly attempt: number;
}

/** Bounds of the asynchronous path; times in milliseconds. */
export interface EventLimits {
  readonly maximumAgeMs: number;
  readonly backoffMsMin: number;
  readonly backoffMsMax: number;
  /** Pauses before the second, third … attempt after a function error (AWS: one minute, then two). */
  readonly retryDelaysMs: readonly number[];
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Namespace of request ids that are made of stream and sequence; never changes, since a redelivered event keeps its id. */
const eventNamespace = Buffer.from("5b0f7c1e3a964d0c9f5e6d2a8b41c703", "hex");

/** The request id of an event: its header where that is a UUID, else a UUIDv5 (RFC 9562) of stream and sequence. */
export function eventRequestId(event: Pick<StoredEvent, "requestIdHeader" | "stream" | "sequence">): string {
  if (uuidPattern.test(event.requestIdHeader)) return event.requestIdHeader.toLowerCase();
  const hash = createHash("sha1").update(eventNamespace).update(`${event.stream}:${event.sequence}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What to run, or why the event can never run. An empty payload is `{}`, as on AWS. */
export function readEvent(event: StoredEvent): { readonly target: EventTarget; readonly payload: Buffer } | DeadLetterReason {
  const target = parsePublicSubject(event.subject);
  if (target === undefined) return "InvalidSubject";
  if (event.payload.length > limits.asyncPayloadBytesMax) return "EventTooLarge";
  if (event.payload.length === 0) return { target, payload: Buffer.from("{}") };
  return isJson(event.payload) ? { target, payload: event.payload } : "InvalidJson";
}

/** Why an event that is there to be run is given up before: it has waited too long, or its configuration now allows fewer attempts; undefined if it may run. */
export function beforeAttempt(event: StoredEvent, bounds: EventLimits): DeadLetterReason | undefined {
  if (event.ageMs >= bounds.maximumAgeMs) return "EventAgeExceeded";
  return event.attempt > bounds.retryDelaysMs.length ? "FunctionError" : undefined;
}

/** What becomes of an event whose function failed: another attempt while there are pauses left and it is young enough for it. */
export function afterFunctionError(event: StoredEvent, bounds: EventLimits): { readonly retryAfterMs: number } | DeadLetterReason {
  const retryAfterMs = bounds.retryDelaysMs[event.attempt];
  if (retryAfterMs === undefined) return "FunctionError";
  return event.ageMs + retryAfterMs >= bounds.maximumAgeMs ? "EventAgeExceeded" : { retryAfterMs };
}

/** What becomes of an event that met a platform error: tried again after a growing pause without using up attempts, up to its maximum age. */
export function afterPlatformError(error: PlatformError, event: StoredEvent, bounds: EventLimits): { readonly retryAfterMs: number } | DeadLetterReason {
  if (error.code === "ResourceNotFound") return "FunctionNotFound";
  if (!error.retryable) return "NotRetryable";
  if (event.ageMs >= bounds.maximumAgeMs) return "EventAgeExceeded";
  const backoffMs = Math.min(bounds.backoffMsMax, bounds.backoffMsMin * 2 ** Math.min(20, event.deliveries - 1));
  // Not beyond its end: there it is given up.
  return { retryAfterMs: Math.min(backoffMs, bounds.maximumAgeMs - event.ageMs) };
}

function isJson(payload: Buffer): boolean {
  try {
    JSON.parse(payload.toString());
    return true;
  } catch {
    return false;
  }
}
