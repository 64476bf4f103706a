/** Time as the code sees it. Core code takes times as arguments; whoever needs a clock takes this port, so that tests own time. */
export interface Clock {
  /** Wall-clock time in epoch milliseconds. */
  now(): number;
  /** Milliseconds since an arbitrary start, never going back; for durations. */
  monotonicMs(): number;
  /** Calls `callback` once after `delayMs`; disposing the timer cancels it. The timer alone does not keep the process alive. */
  after(delayMs: number, callback: () => void): Disposable;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
