import type { Logger } from "@mayfly/telemetry/logger";

/** After this time operators hear which part keeps a stop waiting. */
const slowMs = 5_000;

/** The parts of a running system. Disposing stops them, last in first out, and logs how long each took. */
export class PartStack implements AsyncDisposable {
  readonly #logger: Logger;
  readonly #stack: AsyncDisposableStack;

  constructor(logger: Logger, stack = new AsyncDisposableStack()) {
    this.#logger = logger;
    this.#stack = stack;
  }

  /** Takes a part over and returns it. */
  use<Part extends AsyncDisposable | Disposable>(name: string, part: Part): Part {
    this.defer(name, () => (Symbol.asyncDispose in part ? part[Symbol.asyncDispose]() : part[Symbol.dispose]()));
    return part;
  }

  /** Stops a part by calling `stop`. */
  defer(name: string, stop: () => PromiseLike<unknown> | void): void {
    this.#stack.defer(() => this.#stop(name, stop));
  }

  /** Hands all parts on; this one stops nothing any more. */
  move(): PartStack {
    return new PartStack(this.#logger, this.#stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  async #stop(part: string, stop: () => PromiseLike<unknown> | void): Promise<void> {
    const startedAtMs = performance.now();
    const slow = setTimeout(() => this.#logger.warn("part is slow to stop", { part, waitedMs: slowMs }), slowMs);
    try {
      await stop();
    } finally {
      clearTimeout(slow);
      this.#logger.debug("part stopped", { part, durationMs: Math.round(performance.now() - startedAtMs) });
    }
  }
}
