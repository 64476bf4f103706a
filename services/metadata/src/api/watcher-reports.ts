import { randomUUID } from "node:crypto";
import type { WatchRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchRequest";
import type { Clock } from "@mayfly/kernel/clock";
import type { WatcherRegistry } from "../ports/watcher-registry.ts";

/** How often one that acknowledges nothing new is written: often enough for the silence of 2 s, rare enough for a file that is synced on every write. */
const heartbeatMs = 500;

/** Writes one watcher's messages to the registry: news at once, mere heartbeats now and then. */
export class WatcherReports {
  readonly #registry: WatcherRegistry;
  readonly #region: string;
  readonly #watcherId: string;
  readonly #clock: Clock;
  readonly #streamId = randomUUID();
  #count = 0;
  #written = -1;
  #writtenAtMs = 0;

  constructor(registry: WatcherRegistry, watcher: { readonly region: string; readonly watcherId: string; readonly clock: Clock }) {
    this.#registry = registry;
    this.#region = watcher.region;
    this.#watcherId = watcher.watcherId;
    this.#clock = watcher.clock;
  }

  /** Notes what the watcher says. Fails with ServiceUnavailable; its next message makes up for it. */
  async note(message: WatchRequest__Output): Promise<void> {
    const now = this.#clock.monotonicMs();
    if (message.acknowledged <= this.#written && now - this.#writtenAtMs < heartbeatMs) return;
    this.#count += 1;
    await this.#registry.report(this.#region, { watcherId: this.#watcherId, acknowledged: message.acknowledged, mark: `${this.#streamId}/${this.#count}` });
    this.#written = message.acknowledged;
    this.#writtenAtMs = now;
  }

  /** The watcher has said goodbye: nobody need wait for it. */
  async leave(): Promise<void> {
    await this.#registry.remove(this.#region, this.#watcherId);
  }
}
