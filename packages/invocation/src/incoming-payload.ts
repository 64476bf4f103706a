/** Gathers an event that may come in several chunks; never more than the bytes that were announced. */
export class IncomingPayload {
  readonly #expectedBytes: number;
  #receivedBytes: number;
  #chunks: Buffer[];
  #pending: PromiseWithResolvers<Buffer> | undefined;
  readonly #whole: Buffer | undefined;

  constructor(expectedBytes: number, firstChunk: Buffer) {
    this.#expectedBytes = expectedBytes;
    this.#receivedBytes = firstChunk.length;
    this.#chunks = [];
    if (firstChunk.length === expectedBytes) {
      this.#whole = firstChunk;
      return;
    }
    this.#chunks.push(firstChunk);
    this.#pending = Promise.withResolvers();
    // Whoever refuses or loses the invocation does not wait for its event.
    this.#pending.promise.catch(() => undefined);
  }

  /** True once every byte is here. */
  get complete(): boolean {
    return this.#receivedBytes === this.#expectedBytes;
  }

  /** The event, or the promise of it. */
  get value(): Buffer | Promise<Buffer> {
    return this.#whole ?? this.#pending?.promise ?? Promise.reject(new Error("event without a promise"));
  }

  /** Adds bytes; false if there are more than announced. */
  add(chunk: Buffer): boolean {
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#expectedBytes) return false;
    this.#chunks.push(chunk);
    if (!this.complete) return true;
    this.#pending?.resolve(Buffer.concat(this.#chunks));
    this.#chunks = [];
    return true;
  }

  /** Nothing more will come. Has no effect on a complete event. */
  fail(error: Error): void {
    if (this.complete) return;
    this.#chunks = [];
    this.#pending?.reject(error);
  }
}
