import { setTimeout as delay } from "node:timers/promises";

const pauseMs = { first: 2, max: 50 } as const;

/** Asks `condition` until it holds (true) or `deadlineMs` have passed (false). Pauses grow from 2 to 50 ms. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, deadlineMs: number): Promise<boolean> {
  const endMs = performance.now() + deadlineMs;
  for (let pause: number = pauseMs.first; ; pause = Math.min(pause * 1.5, pauseMs.max)) {
    if (await condition()) return true;
    if (performance.now() >= endMs) return false;
    await delay(pause);
  }
}
