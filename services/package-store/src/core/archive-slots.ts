import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";

/** How many archives may be in memory at once and how many callers may wait for how long. */
export interface ArchiveSlotLimits {
  readonly slots: number;
  readonly waitingMax: number;
  readonly waitMsMax: number;
}

/** Bounds the memory of a package store: one slot holds one archive. First come, first served. */
export class ArchiveSlots {
  readonly #limits: ArchiveSlotLimits;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(limits: ArchiveSlotLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Slots in use. */
  get taken(): number {
    return this.#taken;
  }

  /** Waits for a slot; dispose it to free it. Fails with ServiceUnavailable if too many wait, it takes too long, or `signal` aborts. */
  async acquire(signal: AbortSignal): Promise<Disposable> {
    if (this.#taken >= this.#limits.slots) await this.#wait(signal);
    else this.#taken += 1;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (held) this.#free();
        held = false;
      },
    };
  }

  async #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.size >= this.#limits.waitingMax) throw busy();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => reject(busy());
    using _deadline = this.#clock.after(this.#limits.waitMsMax, giveUp);
    signal.addEventListener("abort", giveUp, { once: true });
    this.#waiting.add(resolve);
    try {
      if (signal.aborted) giveUp();
      await promise;
    } catch (error) {
      // Handed over in the same turn as it was given up: pass the slot on.
      if (!this.#waiting.delete(resolve)) this.#free();
      throw error;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  /** A freed slot goes to who waits longest without becoming free in between. */
  #free(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#taken -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

function busy(): PlatformError {
  return new PlatformError("ServiceUnavailable", "The package store has too many uploads under way.", { retryAfterSeconds: 1 });
}
