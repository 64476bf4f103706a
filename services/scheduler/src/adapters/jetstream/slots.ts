/** A bound that many share. Takes are partial: whoever asks gets what is free. */
export class Slots {
  #free: number;
  readonly #waiters: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes up to `wanted`; 0 if none is free. */
  take(wanted: number): number {
    const taken = Math.min(wanted, this.#free);
    this.#free -= taken;
    return taken;
  }

  give(count: number): void {
    this.#free += count;
    if (count > 0) for (const wake of this.#waiters.splice(0)) wake();
  }

  /** Resolves when some may be free. */
  freed(): Promise<void> {
    return this.#free > 0 ? Promise.resolve() : new Promise((resolve) => this.#waiters.push(resolve));
  }
}
