import type { IncomingMessage } from "node:http";
import type { Writable } from "node:stream";
import type { TokenBucket } from "../core/token-bucket.ts";

/** From one connection node reads up to 2 MiB before it looks at others: pieces of this size let them have their turn. */
const largePieceBytes = 16_384;

/**
 * Passes a body on and ends `sink` with it, no faster than `sink` takes it and `pace` (bytes) allows. Gives back what stops it; the rest of the
 * body is then whoever's it is. Broken ends are for their owners to see.
 */
export function pipePaced(source: IncomingMessage, sink: Writable, pace: TokenBucket): () => void {
  let isStopped = false;
  const goOn = (): void => {
    if (!isStopped) source.resume();
  };
  const pass = (piece: Buffer): void => {
    const hasRoom = sink.write(piece);
    const waitMs = pace.take(piece.length, performance.now());
    if (hasRoom && waitMs === 0 && piece.length < largePieceBytes) return;
    source.pause();
    const later = (): void => void (waitMs === 0 ? setImmediate(goOn) : setTimeout(goOn, waitMs));
    if (hasRoom) later();
    else sink.once("drain", later);
  };
  const end = (): void => void sink.end();
  source.on("data", pass).on("end", end);
  return () => {
    isStopped = true;
    source.off("data", pass).off("end", end);
  };
}
