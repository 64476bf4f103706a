import type { Clock } from "@mayfly/kernel/clock";

/** Lets one loop sleep until there is something to do. A wake while nobody sleeps makes the next sleep end at once. */
export class Wakeup {
  readonly #clock: Clock;
  #pending = false;
  #sleeper: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly wake = (): void => {
    this.#pending = true;
    this.#sleeper?.();
  };

  /** Resolves at the next wake, when the signal is aborted, and after `sleepMsMax` at the latest. */
  async sleep(sleepMsMax: number, signal: AbortSignal): Promise<void> {
    if (!this.#pending && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#sleeper = resolve;
      signal.addEventListener("abort", this.wake, { once: true });
      using _timer = this.#clock.after(sleepMsMax, resolve);
      await promise;
      signal.removeEventListener("abort", this.wake);
      this.#sleeper = undefined;
    }
    this.#pending = false;
  }
}
