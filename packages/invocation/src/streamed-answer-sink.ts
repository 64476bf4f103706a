import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { PlatformError } from "@mayfly/errors/platform-error";
import type { AnswerSink } from "./invocation-run.ts";
import type { StreamedAnswer } from "./invoker.ts";

/**
 * Hands an answer on as it comes. Chunks wait until they are read; only then are their bytes given back as credit, so that
 * at most the channel's credit is in memory. Once the reader has gone, chunks are dropped and credited at once.
 */
export class StreamedAnswerSink implements AnswerSink {
  readonly responseStream = true;
  readonly #begun: PromiseWithResolvers<StreamedAnswer>;
  readonly #end = settledLater<AnswerEnd__Output>();
  readonly #done = settledLater<InvocationDone__Output>();
  readonly #chunks: Buffer[] = [];
  /** Gives credit for bytes that the reader has taken; set by whoever runs the invocation. */
  onConsumed: (bytes: number) => void = () => undefined;
  #wake: (() => void) | undefined;
  #ended = false;
  #error: PlatformError | undefined;
  #readerGone = false;

  constructor(begun: PromiseWithResolvers<StreamedAnswer>) {
    this.#begun = begun;
  }

  head(head: AnswerHead__Output): void {
    this.#begun.resolve({ head, chunks: this.#read(), end: this.#end.promise, done: this.#done.promise });
  }

  chunk(bytes: Buffer): boolean {
    if (this.#readerGone) return true;
    this.#chunks.push(bytes);
    this.#wake?.();
    return false;
  }

  end(end: AnswerEnd__Output): void {
    this.#ended = true;
    this.#end.resolve(end);
    this.#wake?.();
  }

  done(done: InvocationDone__Output): void {
    this.#done.resolve(done);
  }

  failed(error: PlatformError): void {
    this.#error = error;
    this.#begun.reject(error);
    this.#end.reject(error);
    this.#done.reject(error);
    this.#wake?.();
  }

  async *#read(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          yield chunk;
          this.onConsumed(chunk.length);
          continue;
        }
        if (this.#ended) return;
        if (this.#error !== undefined) throw this.#error;
        await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = undefined;
      }
    } finally {
      this.#readerGone = true;
      let droppedBytes = 0;
      for (const chunk of this.#chunks.splice(0)) droppedBytes += chunk.length;
      this.onConsumed(droppedBytes);
    }
  }
}

/** A promise that nobody needs to watch. */
function settledLater<T>(): PromiseWithResolvers<T> {
  const later = Promise.withResolvers<T>();
  later.promise.catch(() => undefined);
  return later;
}
