import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";

/** What the sweep needs. */
export interface UnsettledSweepOptions<Identity> {
  /** Of what it finds, for the log. */
  readonly kind: "function" | "event source mapping";
  readonly listRegions: () => Promise<readonly string[]>;
  readonly listUnsettled: (region: string) => Promise<readonly Identity[]>;
  /** Tells identities apart. */
  readonly idOf: (identity: Identity) => string;
  readonly settler: { isUnderWay(identity: Identity): boolean; settle(identity: Identity): void };
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often to look. */
  readonly sweepMs: number;
  /** How long another process may have a function under way before this one looks after it too. */
  readonly takeoverMs: number;
}

/** More are left to the next sweep: the store answers only so many at a time. */
const takenTogetherMax = 200;

/** Finds what nobody brings to an end: at once when it starts, and later those that a lost process left behind. */
export class UnsettledSweep<Identity> implements AsyncDisposable {
  readonly #options: UnsettledSweepOptions<Identity>;
  /** When each was first seen unsettled and not under way here. */
  #seenAtMs = new Map<string, number>();
  #timer: Disposable | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: UnsettledSweepOptions<Identity>) {
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
        .catch((error: unknown) =>
          this.#options.logger.warn("unfinished work not readable", { kind: this.#options.kind, error: error instanceof Error ? error : undefined }),
        )
        .finally(() => this.#schedule());
    });
  }

  async #sweep(takeoverMs: number): Promise<void> {
    const seenAtMs = new Map<string, number>();
    const now = this.#options.clock.monotonicMs();
    let taken = 0;
    for (const region of await this.#options.listRegions()) {
      for (const identity of await this.#options.listUnsettled(region)) {
        if (this.#options.settler.isUnderWay(identity)) continue;
        const id = this.#options.idOf(identity);
        const since = this.#seenAtMs.get(id) ?? now;
        seenAtMs.set(id, since);
        if (now - since < takeoverMs || taken >= takenTogetherMax) continue;
        this.#takeUp(identity);
        taken += 1;
      }
    }
    this.#seenAtMs = seenAtMs;
  }

  #takeUp(identity: Identity): void {
    this.#options.logger.info("unfinished work taken up", { kind: this.#options.kind, id: this.#options.idOf(identity) });
    this.#options.settler.settle(identity);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer?.[Symbol.dispose]();
    await this.#sweeping;
  }
}
