import { limits } from "@mayfly/domain/limits";

/** A streamed answer for an invoker that wants it whole. Keeps nothing of one that is larger than Lambda allows. */
export class GatheredAnswer {
  /** What the function says that it streams. */
  readonly contentType: string;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(contentType: string) {
    this.contentType = contentType;
  }

  /** Takes a copy of the next bytes. */
  push(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes <= limits.responsePayloadBytesMax) this.#pieces.push(Buffer.from(bytes));
    else this.#pieces.length = 0;
  }

  /** The answer, or undefined if it is too large. */
  whole(): Buffer | undefined {
    return this.#bytes <= limits.responsePayloadBytesMax ? Buffer.concat(this.#pieces) : undefined;
  }
}
