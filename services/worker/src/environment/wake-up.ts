import type { Clock } from "@mayfly/kernel/clock";

/**
 * One timer for all of an environment's due times. Moving the due time later costs nothing: the timer that is set fires, and
 * whoever is told looks what is due and asks again. So a warm invocation neither sets nor clears a timer.
 */
export class WakeUp implements Disposable {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: Disposable | undefined;
  #firesAtMs = 0;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Calls `onDue` at `dueMs` (monotonic) at the latest; perhaps earlier, on behalf of an earlier request. */
  by(dueMs: number): void {
    if (this.#timer !== undefined && this.#firesAtMs <= dueMs) return;
    this.#timer?.[Symbol.dispose]();
    this.#firesAtMs = dueMs;
    // Timers count whole milliseconds and may fire a fraction early.
    this.#timer = this.#clock.after(Math.max(0, Math.ceil(dueMs - this.#clock.monotonicMs())), () => {
      this.#timer = undefined;
      this.#onDue();
    });
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }
}
