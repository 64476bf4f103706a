import { z } from "zod";
import { invalidToken } from "./log-names.ts";

/** Where an event is stored: the sequence of its batch, and its number in it from 0. */
export interface EventPosition {
  readonly sequence: number;
  readonly index: number;
}

/** Below zero where `one` was stored before `other`. */
export function comparePositions(one: EventPosition, other: EventPosition): number {
  return one.sequence - other.sequence || one.index - other.index;
}

/** A token of GetLogEvents: forward after a position, or backward before it. */
export interface PageToken {
  readonly direction: "forward" | "backward";
  readonly position: EventPosition;
}

const widths = { timestamp: 20, sequence: 20, index: 16 } as const;

/** A token as GetLogEvents gives it: `f/…` or `b/…`. */
export function formatPageToken({ direction, position }: PageToken): string {
  return `${direction === "forward" ? "f" : "b"}/${padded(position.sequence, "sequence")}${padded(position.index, "index")}`;
}

/** Reads what `formatPageToken` wrote. Throws PlatformError in CloudWatch Logs's words on anything else. */
export function parsePageToken(token: string): PageToken {
  const match = /^([fb])\/(\d{20})(\d{16})$/.exec(token);
  if (match === null) throw invalidToken();
  const [, letter, sequence, index] = match;
  return { direction: letter === "f" ? "forward" : "backward", position: { sequence: Number(sequence), index: Number(index) } };
}

/** An event's id: 56 digits, unique in a region, ordered by time and then by storage. */
export function eventId(timestamp: number, { sequence, index }: EventPosition): string {
  return padded(timestamp, "timestamp") + padded(sequence, "sequence") + padded(index, "index");
}

function padded(value: number, part: keyof typeof widths): string {
  return String(value).padStart(widths[part], "0");
}

const scanToken = z.object({
  v: z.literal(1),
  /** The earliest sequence with an event that has not been given. */
  resume: z.int().nonnegative(),
  /** Of batches up to this sequence everything up to the cursor has been given; later ones have not been looked at. */
  readTo: z.int().nonnegative(),
  /** The last event that was given, in the order of time. */
  cursor: z.object({ timestamp: z.int(), sequence: z.int(), index: z.int() }).optional(),
});

/** How far FilterLogEvents has come. */
export type ScanToken = Omit<z.output<typeof scanToken>, "v">;

/** A token as FilterLogEvents gives it. */
export function formatScanToken(token: ScanToken): string {
  return Buffer.from(JSON.stringify({ v: 1, ...token })).toString("base64url");
}

/** Reads what `formatScanToken` wrote. Throws PlatformError in CloudWatch Logs's words on anything else. */
export function parseScanToken(text: string): ScanToken {
  try {
    return scanToken.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw invalidToken();
  }
}
