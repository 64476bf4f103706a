import type { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Redis } from "ioredis";
import { unavailable } from "./redis-error.ts";

interface GateOptions {
  readonly clock: Clock;
  readonly waitMsMax: number;
  readonly commandsMax: number;
}

/**
 * Lets commands through while the connection is ready, and holds them, bounded in number and time, while it is not.
 * It stands in for ioredis's offline queue, which has no bound and sends commands whose caller has given up.
 */
export class RedisGate {
  readonly #redis: Redis;
  readonly #options: GateOptions;
  readonly #waiting = new Set<PromiseWithResolvers<void>>();
  #inside = 0;
  #closedBy: PlatformError | undefined;

  constructor(redis: Redis, options: GateOptions) {
    this.#redis = redis;
    this.#options = options;
    redis.on("ready", () => {
      for (const waiter of this.#waiting) waiter.resolve();
    });
  }

  /** Resolves with a place for one command once the connection is ready; dispose it when the command is over. Fails with ServiceUnavailable. */
  async enter(): Promise<Disposable> {
    if (this.#inside >= this.#options.commandsMax) throw unavailable("Too many commands wait for the state store. Try again later.");
    this.#inside += 1;
    try {
      await this.ready(this.#options.waitMsMax);
    } catch (error) {
      this.#inside -= 1;
      throw error;
    }
    return { [Symbol.dispose]: () => void (this.#inside -= 1) };
  }

  /** Resolves when the connection is ready, at the latest after `waitMs`; fails with ServiceUnavailable. */
  async ready(waitMs: number): Promise<void> {
    if (this.#closedBy !== undefined) throw this.#closedBy;
    if (this.#redis.status === "ready") return;
    const waiter = Promise.withResolvers<void>();
    this.#waiting.add(waiter);
    using _deadline = this.#options.clock.after(waitMs, () => waiter.reject(unavailable("The state store is not reachable. Try again.")));
    try {
      await waiter.promise;
    } finally {
      this.#waiting.delete(waiter);
    }
  }

  /** Fails whoever waits and whoever comes. */
  close(reason: PlatformError): void {
    this.#closedBy = reason;
    for (const waiter of this.#waiting) waiter.reject(reason);
  }
}
