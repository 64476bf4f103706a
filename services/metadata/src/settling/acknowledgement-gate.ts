import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { WatcherEntry, WatcherRegistry } from "../ports/watcher-registry.ts";

/** What a gate needs. */
export interface AcknowledgementGateOptions {
  readonly region: string;
  readonly registry: WatcherRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A watcher that reports nothing for so long is dropped from the registry and no longer waited for. */
  readonly silenceMs: number;
  /** How often the registry is read when nothing is heard. */
  readonly sweepMs: number;
}

interface Waiter {
  readonly sequence: number;
  readonly release: () => void;
}

interface Sighting {
  readonly mark: string;
  readonly sinceMs: number;
}

/**
 * Tells when every live watcher of a region has applied a change. Silence is measured here, by this process's own clock,
 * from when it first sees an entry unchanged: no clocks of two machines are ever compared.
 */
export class AcknowledgementGate implements AsyncDisposable {
  readonly #options: AcknowledgementGateOptions;
  readonly #waiters = new Set<Waiter>();
  readonly #sightings = new Map<string, Sighting>();
  #subscription: AsyncDisposable | undefined;
  #timer: Disposable | undefined;
  #refreshing = false;
  #again = false;
  #closed = false;

  private constructor(options: AcknowledgementGateOptions) {
    this.#options = options;
  }

  /** Opens the gate of a region. Fails with PlatformError ServiceUnavailable if the registry does not answer. */
  static async open(options: AcknowledgementGateOptions): Promise<AcknowledgementGate> {
    const gate = new AcknowledgementGate(options);
    gate.#subscription = await options.registry.onReport(options.region, () => gate.refresh());
    gate.refresh();
    return gate;
  }

  /** Live watchers as of the last look. */
  get watchers(): number {
    return this.#sightings.size;
  }

  /** Resolves when every live watcher has acknowledged `sequence`, or when the signal is aborted. */
  async waitFor(sequence: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiter: Waiter = { sequence, release: () => resolve() };
    this.#waiters.add(waiter);
    signal.addEventListener("abort", waiter.release, { once: true });
    this.refresh();
    await promise;
    signal.removeEventListener("abort", waiter.release);
    this.#waiters.delete(waiter);
  }

  /** Looks at the registry soon. */
  refresh(): void {
    this.#again = true;
    if (this.#refreshing || this.#closed) return;
    this.#refreshing = true;
    void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#timer?.[Symbol.dispose]();
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#look();
      } catch (error) {
        // While the registry cannot be read nobody can report either: silence counts from anew.
        this.#sightings.clear();
        this.#options.logger.warn("watcher registry not readable", { error: error instanceof Error ? error : undefined });
        break;
      }
    }
    this.#refreshing = false;
    if (!this.#closed) this.#timer = this.#options.clock.after(this.#options.sweepMs, () => this.refresh());
  }

  async #look(): Promise<void> {
    const { registry, region } = this.#options;
    // Waiters that come while the registry is read may be newer than what it says.
    const waiting = [...this.#waiters];
    const entries = await registry.list(region);
    const present = new Set(entries.map((entry) => entry.watcherId));
    for (const watcherId of this.#sightings.keys()) {
      if (!present.has(watcherId)) this.#sightings.delete(watcherId);
    }
    const silent = entries.filter((entry) => this.#isSilent(entry));
    if (silent.length > 0) return await this.#drop(silent);
    const acknowledged = Math.min(...entries.map((entry) => entry.acknowledged));
    for (const waiter of waiting) {
      if (waiter.sequence <= acknowledged) waiter.release();
    }
  }

  /** One that has just reported again stays in the registry, so what follows from a drop is decided by another look. */
  async #drop(silent: readonly WatcherEntry[]): Promise<void> {
    for (const entry of silent) {
      this.#options.logger.warn("silent watcher dropped", { watcherId: entry.watcherId });
      await this.#options.registry.drop(this.#options.region, entry);
    }
    this.#again = true;
  }

  #isSilent(entry: WatcherEntry): boolean {
    const now = this.#options.clock.monotonicMs();
    const sighting = this.#sightings.get(entry.watcherId);
    if (sighting?.mark === entry.mark) return now - sighting.sinceMs >= this.#options.silenceMs;
    this.#sightings.set(entry.watcherId, { mark: entry.mark, sinceMs: now });
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer?.[Symbol.dispose]();
    for (const waiter of this.#waiters) waiter.release();
    await this.#subscription?.[Symbol.asyncDispose]();
  }
}
