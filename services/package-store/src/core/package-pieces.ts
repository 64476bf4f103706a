import { createHash } from "node:crypto";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/**
 * Cuts a stored archive into pieces of at most `limits.chunkBytesMax` and proves, before it ends, that they are the bytes
 * that `sha256` names. Throws PlatformError Service if they are not: what was sent so far must be thrown away.
 */
export async function* packagePieces(stored: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const bytes of stored) {
    hash.update(bytes);
    for (let start = 0; start < bytes.length; start += limits.chunkBytesMax) yield bytes.subarray(start, start + limits.chunkBytesMax);
  }
  if (hash.digest("hex") !== sha256) throw new PlatformError("Service", "The stored deployment package is damaged: upload it again.");
}
