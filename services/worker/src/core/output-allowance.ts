/** Bytes that all outputs which write more than they may are read of, together, in a second. */
const bytesPerSecond = 8 * 1024 * 1024;
/** What an output may write at once after it has been quiet. */
const burstBytes = 2 * 1024 * 1024;
/** A line costs this beside its bytes: the log gives each the name of its stream. */
const bytesPerLine = 128;
/** Then it is looked again how many others wait. */
const pauseMsMax = 5_000;

/** The outputs of one agent that wait at the moment; they share what is read in a second. */
export class OutputShare {
  readonly #waiting = new Set<OutputAllowance>();

  /** How many wait beside this one. */
  others(allowance: OutputAllowance): number {
    return this.#waiting.size - (this.#waiting.has(allowance) ? 1 : 0);
  }

  /** `allowance` waits from now on, or does not. */
  note(allowance: OutputAllowance, waits: boolean): void {
    if (waits) this.#waiting.add(allowance);
    else this.#waiting.delete(allowance);
  }
}

/**
 * How much of what a function writes is read when, so that one that writes without end takes neither the agent's time nor its
 * disk from others: it waits instead, as on a slow pipe.
 */
export class OutputAllowance {
  readonly #share: OutputShare;
  #bytes = burstBytes;
  #atMs: number;

  /** `nowMs`, here and below, is of a monotonic clock. */
  constructor(share: OutputShare, nowMs: number) {
    this.#share = share;
    this.#atMs = nowMs;
  }

  /** Counts what has been read; gives back for how many milliseconds no more should be. */
  spend(read: { readonly bytes: number; readonly lines: number }, nowMs: number): number {
    const rate = bytesPerSecond / 1000 / (1 + this.#share.others(this));
    this.#bytes = Math.min(burstBytes, this.#bytes + (nowMs - this.#atMs) * rate) - read.bytes - read.lines * bytesPerLine;
    this.#atMs = nowMs;
    const waits = this.#bytes < 0;
    this.#share.note(this, waits);
    return waits ? Math.min(pauseMsMax, Math.ceil(-this.#bytes / rate)) : 0;
  }

  /** It waits no longer: its time is up, or it writes no more. */
  end(): void {
    this.#share.note(this, false);
  }
}
