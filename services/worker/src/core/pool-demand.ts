/** A burst of placements is what came within this time. */
const burstWindowMs = 1000;
/** The memory of a burst halves in this time, so that the next one of its kind finds sandboxes ready. */
const burstHalfLifeMs = 60_000;
/** The arrival rate is an average over about this time. */
const rateWindowMs = 30_000;
/** Arrivals beyond this many in one window are not told apart; no pool is that large. */
const arrivalsKeptMax = 256;

/**
 * What one class of the prewarmed pool has to hold ready: arrival rate times refill time, with room for chance (twice the
 * square root of it, as arrivals are independent), and the size of the last burst as far as it is remembered.
 * All times are monotonic milliseconds.
 */
export class PoolDemand {
  #recent: number[] = [];
  #ratePerMs = 0;
  #rateAtMs = 0;
  #burst = 0;
  #burstAtMs = 0;

  /** A placement has asked for a sandbox of this class. */
  arrived(nowMs: number): void {
    this.#ratePerMs = this.#rateAt(nowMs) + 1 / rateWindowMs;
    this.#rateAtMs = nowMs;
    this.#recent = [...this.#recent.filter((atMs) => atMs > nowMs - burstWindowMs), nowMs].slice(-arrivalsKeptMax);
    const burst = this.#burstNow(nowMs);
    if (this.#recent.length < burst) return;
    this.#burst = this.#recent.length;
    this.#burstAtMs = nowMs;
  }

  /** Sandboxes to hold ready, at least 0; `refillMs` is what it takes to boot one. */
  wanted(nowMs: number, refillMs: number): number {
    const expected = this.#rateAt(nowMs) * refillMs;
    const steady = Math.round(expected + 2 * Math.sqrt(expected));
    // A single placement is no burst: the next comes when it comes.
    const burst = Math.round(this.#burstNow(nowMs));
    return Math.max(steady, burst > 1 ? burst : 0);
  }

  #rateAt(nowMs: number): number {
    return this.#ratePerMs * Math.exp((this.#rateAtMs - nowMs) / rateWindowMs);
  }

  #burstNow(nowMs: number): number {
    return this.#burst * 0.5 ** ((nowMs - this.#burstAtMs) / burstHalfLifeMs);
  }
}
