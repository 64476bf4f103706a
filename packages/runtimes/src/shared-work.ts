/** Work that several wait for: it is aborted when the last of them no longer waits. */
export class SharedWork<Result> {
  readonly #abandoned = new AbortController();
  readonly #result: Promise<Result>;
  #waiting = 0;

  /** Starts it. */
  constructor(work: (abandoned: AbortSignal) => Promise<Result>) {
    this.#result = work(this.#abandoned.signal);
    // Whoever waits is told.
    this.#result.catch(() => undefined);
  }

  /** True once the last who waited has gone: then nobody may join any more. */
  get isAbandoned(): boolean {
    return this.#abandoned.signal.aborted;
  }

  /** Calls `then` when the work has ended, however. */
  onSettled(then: () => void): void {
    this.#result.then(then, then);
  }

  /** Waits for the result, or rejects with the signal's reason. */
  async join(signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const leave = (): void => reject(signal?.reason);
    signal?.addEventListener("abort", leave, { once: true });
    this.#waiting += 1;
    try {
      return await Promise.race([this.#result, gone]);
    } finally {
      signal?.removeEventListener("abort", leave);
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#abandoned.abort();
    }
  }
}
