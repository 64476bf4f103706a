import type { IdentityBatch__Output } from "@mayfly/contracts/generated/mayfly/identity/v1/IdentityBatch";
import type { identitiesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { IdentityTable } from "../../core/identity/identity-table.ts";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";

/** What a watcher works with. */
export interface IdentityWatcherOptions {
  readonly identities: ServiceClient<typeof identitiesService>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A directory that follows metadata. Disposing it ends its stream. */
export interface WatchingIdentityDirectory extends IdentityDirectory, AsyncDisposable {
  /** Resolves when everything that metadata knew at the start is here. */
  readonly caughtUp: Promise<void>;
}

const backoffMsMin = 50;
const backoffMsMax = 2_000;
const reachedMsMax = 2_000;

/**
 * Follows metadata's identities, again and again, with a growing pause while metadata is away. What is known stays known meanwhile: a gateway that is cut
 * off goes on with the keys and policies that it has.
 */
export function watchIdentities(options: IdentityWatcherOptions): WatchingIdentityDirectory {
  return new IdentityWatcher(options);
}

class IdentityWatcher implements WatchingIdentityDirectory {
  readonly #options: IdentityWatcherOptions;
  readonly #stop = new AbortController();
  readonly #caughtUp = Promise.withResolvers<void>();
  readonly #watching: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #table = new IdentityTable();
  /** What a reset has brought so far; it replaces the table once it is whole. */
  #next: IdentityTable | undefined;
  #generation = 0;
  #sequence = 0;
  #backoffMs = backoffMsMin;
  #ready = false;

  constructor(options: IdentityWatcherOptions) {
    this.#options = options;
    this.#watching = this.#watch();
  }

  get table(): IdentityTable {
    return this.#table;
  }

  get generation(): number {
    return this.#generation;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get caughtUp(): Promise<void> {
    return this.#caughtUp.promise;
  }

  async reached(sequence: number): Promise<void> {
    if (this.#sequence >= sequence) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (this.#sequence >= sequence) resolve();
    };
    this.#waiting.add(look);
    using _deadline = this.#options.clock.after(reachedMsMax, resolve);
    await promise;
    this.#waiting.delete(look);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { identities, logger } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        for await (const batch of identities.WatchIdentities({ since: this.#sequence }, { signal })) this.#apply(batch);
      } catch (error) {
        if (!signal.aborted) logger.warn("watch of identities interrupted", { error: PlatformError.from(error), retryInMs: this.#backoffMs });
      }
      this.#next = undefined;
      await this.#pause();
    }
  }

  #apply(batch: IdentityBatch__Output): void {
    this.#backoffMs = backoffMsMin;
    if (batch.reset) this.#next = new IdentityTable();
    const table = this.#next ?? this.#table;
    for (const change of batch.changes) this.#applyChange(table, change);
    if (this.#next !== undefined && !batch.caught_up) return;
    this.#table = table;
    this.#next = undefined;
    this.#generation += 1;
    this.#sequence = batch.sequence;
    this.#ready ||= batch.caught_up;
    if (batch.caught_up) this.#caughtUp.resolve();
    for (const look of this.#waiting) look();
  }

  /** One record that cannot be read costs only itself. */
  #applyChange(table: IdentityTable, change: IdentityBatch__Output["changes"][number]): void {
    try {
      table.apply(change);
    } catch (error) {
      this.#options.logger.error("identity not taken over", { account: change.account, kind: change.kind, error: PlatformError.from(error) });
    }
  }

  async #pause(): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    const pauseMs = this.#backoffMs;
    this.#backoffMs = Math.min(backoffMsMax, pauseMs * 2);
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => resolve(), { once: true });
    using _timer = this.#options.clock.after(pauseMs, resolve);
    await promise;
  }
}
