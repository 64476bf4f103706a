import { setTimeout as delay } from "node:timers/promises";

/** How long to wait, and what for. */
export interface WaitOptions {
  /** 10,000 by default. */
  readonly deadlineMs?: number;
  /** Ends the sentence "timed out waiting for …". */
  readonly what: string;
}

/** What a condition can answer: a value that holds is given back, `undefined`, `null` and `false` mean "not yet". */
export type MaybeYet<Value> = Value | undefined | null | false;

const pauseMs = { first: 2, max: 50 } as const;

/** Asks `condition` until it answers a value and resolves with that. Fails after the deadline, with the last error that the condition threw as its cause. */
export async function waitFor<Value>(condition: () => MaybeYet<Value> | Promise<MaybeYet<Value>>, options: WaitOptions): Promise<Value> {
  const endMs = performance.now() + (options.deadlineMs ?? 10_000);
  let cause: unknown;
  for (let pause: number = pauseMs.first; ; pause = Math.min(pause * 1.5, pauseMs.max)) {
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= endMs) throw new Error(`timed out waiting for ${options.what}`, { cause });
    await delay(pause);
  }
}
