import type { Readable } from "node:stream";

interface Waiting {
  readonly resolve: (message: IteratorResult<object, undefined>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The messages of a grpc-js stream, taken from it only as they are asked for, until it ends, fails, or `signal` is aborted (then
 * `next` fails with the signal's reason). Leaving the iteration leaves the stream as it is. Node's own iterator
 * would destroy it, and costs twice as much a message.
 */
export class MessageReader implements AsyncIterableIterator<object, undefined, undefined> {
  readonly #stream: Readable;
  readonly #signal: AbortSignal;
  #waiting: Waiting | undefined;
  #end: { readonly error: unknown } | "ended" | undefined;

  constructor(stream: Readable, signal: AbortSignal) {
    this.#stream = stream;
    this.#signal = signal;
    stream.on("readable", this.#settle);
    stream.once("end", this.#onEnd);
    stream.once("close", this.#onEnd);
    stream.once("error", this.#onError);
    if (!signal.aborted) signal.addEventListener("abort", this.#settle, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<object, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#settle();
    });
  }

  async return(): Promise<IteratorResult<object, undefined>> {
    this.#end ??= "ended";
    this.#release();
    return { done: true, value: undefined };
  }

  readonly #onEnd = (): void => {
    // When a caller vanishes, HTTP/2 ends the stream first and says why in the same turn; without this wait half an upload
    // would look like a whole one.
    setImmediate(() => {
      this.#end ??= "ended";
      this.#settle();
    });
  };

  readonly #onError = (error: unknown): void => {
    this.#end ??= { error };
    this.#settle();
  };

  readonly #settle = (): void => {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    if (this.#signal.aborted) {
      this.#leave().reject(this.#signal.reason);
      return;
    }
    // In object mode null means that nothing is there yet; all else is a message that the deserialiser made.
    const message = this.#stream.read() as object | null;
    if (message !== null) {
      this.#waiting = undefined;
      waiting.resolve({ done: false, value: message });
    } else if (this.#end === "ended") {
      this.#leave().resolve({ done: true, value: undefined });
    } else if (this.#end !== undefined) {
      this.#leave().reject(this.#end.error);
    }
  };

  #leave(): Waiting {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#release();
    if (waiting === undefined) throw new Error("nobody is waiting");
    return waiting;
  }

  #release(): void {
    this.#stream.off("readable", this.#settle);
    this.#stream.off("end", this.#onEnd);
    this.#stream.off("close", this.#onEnd);
    this.#stream.off("error", this.#onError);
    this.#signal.removeEventListener("abort", this.#settle);
  }
}
