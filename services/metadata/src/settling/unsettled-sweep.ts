import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { FunctionStore } from "../ports/function-store.ts";
import type { FunctionSettler } from "./function-settler.ts";

/** What the sweep needs. */
export interface UnsettledSweepOptions {
  readonly store: FunctionStore;
  readonly settler: FunctionSettler;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often to look. */
  readonly sweepMs: number;
  /** How long another process may have a function under way before this one looks after it too. */
  readonly takeoverMs: number;
}

/** Finds functions that nobody brings to an end: at once when it starts, and later those that a lost process left behind. */
export class UnsettledSweep implements AsyncDisposable {
  readonly #options: UnsettledSweepOptions;
  /** When each was first seen unsettled and not under way here. */
  #seenAtMs = new Map<string, number>();
  #timer: Disposable | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: UnsettledSweepOptions) {
    this.#options = options;
  }

  /** Takes up everything that is unfinished, and goes on looking. Resolves after the first look; fails if the store does not answer. */
  async start(): Promise<void> {
    await this.#sweep(0);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = this.#options.clock.after(this.#options.sweepMs, () => {
      this.#sweeping = this.#sweep(this.#options.takeoverMs)
        .catch((error: unknown) => this.#options.logger.warn("unfinished functions not readable", { error: error instanceof Error ? error : undefined }))
        .finally(() => this.#schedule());
    });
  }

  async #sweep(takeoverMs: number): Promise<void> {
    const seenAtMs = new Map<string, number>();
    const now = this.#options.clock.monotonicMs();
    for (const region of await this.#options.store.listRegions()) {
      for (const identity of await this.#options.store.listUnsettled(region)) {
        if (this.#options.settler.isUnderWay(identity)) continue;
        const id = identityKey(identity);
        const since = this.#seenAtMs.get(id) ?? now;
        seenAtMs.set(id, since);
        if (now - since >= takeoverMs) this.#takeUp(identity);
      }
    }
    this.#seenAtMs = seenAtMs;
  }

  #takeUp(identity: FunctionIdentity): void {
    this.#options.logger.info("unfinished function taken up", { functionName: identity.functionName, version: identity.version });
    this.#options.settler.settle(identity);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer?.[Symbol.dispose]();
    await this.#sweeping;
  }
}
