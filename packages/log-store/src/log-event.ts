/** One line of a log, or whatever a client put into it. */
export interface LogEvent {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

/** Whose logs: names are unique within one account of one region. */
export interface LogScope {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** One log stream. */
export interface LogStreamAddress extends LogScope {
  readonly group: string;
  readonly stream: string;
}

/** What AWS adds to the UTF-8 bytes of a message when it counts an event (PutLogEvents). */
export const eventOverheadBytes = 26;

/** Bytes of an event as AWS counts them. */
export function eventBytes(message: string): number {
  return Buffer.byteLength(message) + eventOverheadBytes;
}
