import { PlatformError } from "@mayfly/errors/platform-error";
import { batchesOf, type StoredBatch } from "@mayfly/log-store/log-batch";
import { eventBytes, type LogEvent, type LogStreamAddress } from "@mayfly/log-store/log-event";
import type { LogStore } from "@mayfly/log-store/log-store";

const hourMs = 60 * 60_000;
/** AWS: PutLogEvents. */
const bounds = { uploadBytesMax: 1_048_576, eventBytesMax: 262_144, spanMsMax: 24 * hourMs, futureMsMax: 2 * hourMs, pastMsMax: 14 * 24 * hourMs } as const;

/** Which events of a request are not taken; absent where all are. */
export interface RejectedEvents {
  readonly tooNewLogEventStartIndex?: number;
  readonly tooOldLogEventEndIndex?: number;
  readonly expiredLogEventEndIndex?: number;
}

/** Stores what of the events is neither too old nor too new, in CloudWatch Logs's terms. Fails with PlatformError where it refuses the request. */
export async function putLogEvents(
  store: LogStore,
  events: readonly LogEvent[],
  target: { readonly address: LogStreamAddress; readonly last: StoredBatch; readonly requestId: string; readonly now: number; readonly expiredBefore: number },
): Promise<RejectedEvents> {
  requireBounds(events);
  const { now, requestId, address, expiredBefore } = target;
  const tooOld = events.findLastIndex(({ timestamp }) => timestamp < now - bounds.pastMsMax) + 1;
  const expired = events.findLastIndex(({ timestamp }) => timestamp < expiredBefore) + 1;
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + bounds.futureMsMax);
  const taken = events.slice(Math.max(tooOld, expired), tooNew === -1 ? events.length : tooNew);
  let last: Pick<StoredBatch, "sequence" | "head"> = target.last;
  let number = 0;
  for (const batch of batchesOf(taken)) {
    last = await store.append(address, batch, { id: `${requestId}/${number}`, now, last });
    number += 1;
  }
  return {
    ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
    ...(expired === 0 ? {} : { expiredLogEventEndIndex: expired }),
  };
}

function requireBounds(events: readonly LogEvent[]): void {
  let bytes = 0;
  let before = 0;
  for (const { timestamp, message } of events) {
    const own = eventBytes(message);
    if (own > bounds.eventBytesMax) throw refused(`Log event too large: ${own} bytes exceeds limit of ${bounds.eventBytesMax}`);
    if (timestamp < before) throw refused("Log events in a single PutLogEvents request must be in chronological order.");
    before = timestamp;
    bytes += own;
  }
  if (bytes > bounds.uploadBytesMax) throw refused(`Upload too large: ${bytes} bytes exceeds limit of ${bounds.uploadBytesMax}`);
  const first = events[0]?.timestamp ?? before;
  if (before - first > bounds.spanMsMax) throw refused("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}

function refused(message: string): PlatformError {
  return new PlatformError("InvalidParameterValue", message);
}
