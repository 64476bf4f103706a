import type { Clock } from "@mayfly/kernel/clock";

/** Waits for something that never fails, at most `limitMs`; true if it came in time. */
export async function within(clock: Clock, limitMs: number, awaited: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  using _limit = clock.after(limitMs, () => resolve(false));
  void awaited.then(() => resolve(true));
  return await promise;
}
