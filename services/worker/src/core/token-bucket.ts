/** How much may be used. */
export interface Rate {
  readonly perMs: number;
  /** So much at once after a pause. */
  readonly burst: number;
}

/** Lets use go on at a rate: whoever has used more waits until that is made up for. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #atMs: number;

  /** `nowMs`, here and below, is of a monotonic clock. */
  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#atMs = nowMs;
  }

  /** Uses `amount`, and gives back for how many whole milliseconds to wait with it, or after it. */
  take(amount: number, nowMs: number): number {
    const { perMs, burst } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + (nowMs - this.#atMs) * perMs) - amount;
    this.#atMs = nowMs;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / perMs);
  }
}
