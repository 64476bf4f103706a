import type { HelperClient } from "./helper-client.ts";

/** How a helper is watched. */
export interface HeartbeatOptions {
  readonly everyMs: number;
  /** A helper that has begun and then is silent for so long hangs. */
  readonly silentMsMax: number;
  /** The same for one that is only beginning: a busy machine starts programs slowly. */
  readonly beginningMsMax: number;
  /** True while it is silent for longer than a beat. */
  readonly onSilent: (silent: boolean) => void;
  readonly onHung: () => void;
}

/**
 * Asks a helper for a sign of life again and again. A turn of this process's own event loop that comes late does not count against the helper: its
 * answer may wait behind it.
 */
export class Heartbeat implements Disposable {
  readonly #helper: HelperClient;
  readonly #options: HeartbeatOptions;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;
  #hasBegun = false;
  #silentMs = 0;
  #lastTickAt = performance.now();

  constructor(helper: HelperClient, options: HeartbeatOptions) {
    this.#helper = helper;
    this.#options = options;
    this.#timer = setInterval(() => this.#tick(), options.everyMs);
    this.#timer.unref();
    void this.#ask();
  }

  /** The helper is at work: from here on it is to answer soon. */
  begin(): void {
    this.#hasBegun = true;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { everyMs, silentMsMax, beginningMsMax, onSilent, onHung } = this.#options;
    const now = performance.now();
    const isLate = now - this.#lastTickAt > 2 * everyMs;
    this.#lastTickAt = now;
    if (!this.#isAsking) {
      void this.#ask();
      return;
    }
    if (isLate) return;
    this.#silentMs += everyMs;
    if (this.#silentMs > everyMs) onSilent(true);
    if (this.#silentMs < (this.#hasBegun ? silentMsMax : beginningMsMax)) return;
    this[Symbol.dispose]();
    onHung();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      await this.#helper.request("ping", undefined, neverMs);
      this.#silentMs = 0;
      this.#isAsking = false;
      this.#options.onSilent(false);
    } catch {
      // It has ended, which its client tells.
    }
  }
}

/** The heartbeat's own clock decides; this only bounds the request. */
const neverMs = 600_000;
