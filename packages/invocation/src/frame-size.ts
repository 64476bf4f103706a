import type { Bus } from "@mayfly/bus/bus";
import { limits } from "@mayfly/domain/limits";

/** Room that a frame needs beside its chunk: the start of an invocation with its client context and trace headers. */
const frameMarginBytes = 16 * 1024;

/** The largest chunk in bytes that one frame may carry on this bus (DESIGN §4: at most 256 KiB, and never more than the server takes less 16 KiB). */
export function chunkBytesOn(bus: Bus): number {
  return Math.max(1, Math.min(limits.chunkBytesMax, bus.payloadBytesMax - frameMarginBytes));
}
