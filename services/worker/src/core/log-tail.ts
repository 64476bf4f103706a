/** Keeps the last bytes of a log. */
export class LogTail {
  readonly #bytesMax: number;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Adds bytes, which must not change afterwards. */
  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    for (let first = this.#pieces[0]; first !== undefined && this.#bytes - first.length >= this.#bytesMax; first = this.#pieces[0]) {
      this.#bytes -= first.length;
      this.#pieces.shift();
    }
  }

  /** At most the last `bytesMax` bytes. */
  read(): Buffer {
    const whole = Buffer.concat(this.#pieces);
    return whole.length > this.#bytesMax ? whole.subarray(whole.length - this.#bytesMax) : whole;
  }

  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }
}
