/**
 * What `source` yields until `signal` is aborted, which ends the iteration with the signal's reason even while `source` keeps
 * it waiting. `source` is returned in any case, but not waited for: a generator that waits cannot be interrupted.
 */
export function untilAborted<Item>(source: AsyncIterable<Item>, signal: AbortSignal): AsyncIterableIterator<Item, undefined, undefined> {
  return new AbortableIterator(source[Symbol.asyncIterator](), signal);
}

/** Not a generator around Promise.race: that would cost three promises an item, and remember every item until the abort. */
class AbortableIterator<Item> implements AsyncIterableIterator<Item, undefined, undefined> {
  readonly #source: AsyncIterator<Item>;
  readonly #signal: AbortSignal;
  #rejectWaiting: ((reason: unknown) => void) | undefined;
  #over = false;

  constructor(source: AsyncIterator<Item>, signal: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
    if (!signal.aborted) signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#over) return Promise.resolve({ done: true, value: undefined });
    const waiting = Promise.withResolvers<IteratorResult<Item, undefined>>();
    if (this.#signal.aborted) {
      this.#abandon();
      waiting.reject(this.#signal.reason);
      return waiting.promise;
    }
    this.#rejectWaiting = waiting.reject;
    this.#source.next().then(
      (item) => {
        if (item.done !== true) {
          waiting.resolve(item);
          return;
        }
        this.#finish();
        waiting.resolve({ done: true, value: undefined });
      },
      (error: unknown) => {
        this.#finish();
        waiting.reject(error);
      },
    );
    return waiting.promise;
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    if (!this.#over) {
      this.#finish();
      await this.#source.return?.();
    }
    return { done: true, value: undefined };
  }

  readonly #onAbort = (): void => {
    this.#rejectWaiting?.(this.#signal.reason);
    this.#abandon();
  };

  #abandon(): void {
    if (this.#over) return;
    this.#finish();
    this.#source.return?.().catch(() => undefined);
  }

  #finish(): void {
    this.#over = true;
    this.#rejectWaiting = undefined;
    this.#signal.removeEventListener("abort", this.#onAbort);
  }
}
