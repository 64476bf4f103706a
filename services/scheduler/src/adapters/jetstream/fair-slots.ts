interface Waiter<Holder> {
  readonly holder: Holder;
  readonly wanted: number;
  readonly grant: (count: number) => void;
}

/**
 * A bound that many holders share fairly. Each has one slot of its own, which it is never refused; `count` more are shared.
 * Of the shared ones a holder may take more only while it holds no more of them than are free, so that holders with much
 * to do leave room: n of them settle at about count / (n + 1) each. (The dynamic threshold that shared-memory switches
 * use: Choudhury and Hahne, 1998.) Whoever waits longest comes first.
 */
export class FairSlots<Holder> {
  #free: number;
  readonly #held = new Map<Holder, number>();
  readonly #waiters: Waiter<Holder>[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Shared slots that nobody has. */
  get free(): number {
    return this.#free;
  }

  /** Takes from 1 to `wanted`, as soon as the holder's share allows it; 0 if `withdraw` comes first. */
  take(holder: Holder, wanted: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#waiters.push({ holder, wanted, grant: resolve });
    this.#serve();
    return promise;
  }

  /** Gives back what was taken. */
  give(holder: Holder, count: number): void {
    if (count === 0) return;
    const before = this.#heldBy(holder);
    const left = before - count;
    if (left > 0) this.#held.set(holder, left);
    else this.#held.delete(holder);
    this.#free += shared(before) - shared(left);
    this.#serve();
  }

  /** The holder no longer waits. */
  withdraw(holder: Holder): void {
    for (let index = this.#waiters.length - 1; index >= 0; index -= 1) {
      if (this.#waiters[index]?.holder === holder) this.#waiters.splice(index, 1)[0]?.grant(0);
    }
  }

  #serve(): void {
    for (let index = 0; index < this.#waiters.length;) {
      const waiter = this.#waiters[index];
      const count = waiter === undefined ? 0 : Math.min(waiter.wanted, this.#share(waiter.holder));
      if (waiter === undefined || count === 0) {
        index += 1;
        continue;
      }
      this.#waiters.splice(index, 1);
      const before = this.#heldBy(waiter.holder);
      this.#held.set(waiter.holder, before + count);
      this.#free -= shared(before + count) - shared(before);
      waiter.grant(count);
    }
  }

  /** How many more the holder may have now. */
  #share(holder: Holder): number {
    const held = this.#heldBy(holder);
    const own = held === 0 ? 1 : 0;
    return own + Math.max(0, Math.floor((this.#free - shared(held)) / 2));
  }

  #heldBy(holder: Holder): number {
    return this.#held.get(holder) ?? 0;
  }
}

/** How many of a holder's slots are shared ones. */
function shared(held: number): number {
  return Math.max(0, held - 1);
}
