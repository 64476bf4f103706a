import { createHash } from "node:crypto";
import { zippedTooLarge } from "@mayfly/deployment-package/archive-error";

const growthBytes = 1024 * 1024;

/** A whole archive and the digest of its bytes. */
export interface CollectedArchive {
  /** In shared memory, so that an extractor's thread reads it without a copy. Nobody may change it. */
  readonly bytes: Buffer;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Puts an archive together from its pieces, in one growing buffer of at most `bytesMax`, hashing as they come. */
export class ArchiveCollector {
  readonly #bytesMax: number;
  readonly #memory: SharedArrayBuffer;
  readonly #hash = createHash("sha256");
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
    this.#memory = new SharedArrayBuffer(0, { maxByteLength: Math.ceil(bytesMax / growthBytes) * growthBytes });
  }

  /** Adds the next bytes. Throws RequestTooLarge with AWS's text once there are more than `bytesMax`. */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytesMax) throw zippedTooLarge(this.#bytesMax);
    if (length > this.#memory.byteLength) this.#memory.grow(Math.ceil(length / growthBytes) * growthBytes);
    new Uint8Array(this.#memory, this.#length).set(piece);
    this.#hash.update(piece);
    this.#length = length;
  }

  /** Ends the collection; nothing can be added after it. */
  finish(): CollectedArchive {
    return { bytes: Buffer.from(this.#memory, 0, this.#length), sha256: this.#hash.digest("hex") };
  }
}
