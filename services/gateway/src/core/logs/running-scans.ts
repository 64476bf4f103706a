import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";

const runningMax = 4;
const waitingMax = 64;
const waitMsMax = 10_000;

/** Reading logs must not take a gateway's time from invocations: few readings run at once, some more wait, the rest is refused. */
export class RunningScans {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `scan` when it is its turn. Fails with PlatformError TooManyRequests if that takes longer than 10 s. */
  async run<Result>(scan: () => Promise<Result>): Promise<Result> {
    if (this.#running >= runningMax) await this.#turn();
    else this.#running += 1;
    try {
      return await scan();
    } finally {
      // The place goes to who waits longest.
      const [next] = this.#waiting;
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#waiting.size >= waitingMax) throw tooMany();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const start = (): void => {
      this.#waiting.delete(start);
      resolve();
    };
    this.#waiting.add(start);
    using _limit = this.#clock.after(waitMsMax, () => {
      this.#waiting.delete(start);
      reject(tooMany());
    });
    await promise;
  }
}

function tooMany(): PlatformError {
  return new PlatformError("TooManyRequests", "Rate exceeded");
}
