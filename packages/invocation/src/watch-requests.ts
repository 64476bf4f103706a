import type { WatchRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchRequest";

/** The requests of one Watch stream: pushed from outside, read by the stream. Heartbeats replace each other, so that at most two wait. */
export class WatchRequests implements AsyncIterable<WatchRequest> {
  readonly #pending: WatchRequest[];
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(first: WatchRequest) {
    this.#pending = [first];
  }

  /** Sends an acknowledgement; one that has not been read yet is replaced. */
  acknowledge(request: WatchRequest): void {
    const last = this.#pending.at(-1);
    if (last !== undefined && last.since === undefined) this.#pending.pop();
    this.#pending.push(request);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchRequest, void, undefined> {
    while (!this.#closed) {
      const next = this.#pending.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
