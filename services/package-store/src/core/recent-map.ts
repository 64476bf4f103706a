/** Remembers the `entriesMax` values that were used last. */
export class RecentMap<Key, Value> {
  readonly #entriesMax: number;
  readonly #entries = new Map<Key, Value>();

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  find(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.put(key, value);
    return value;
  }

  put(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#entriesMax) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
