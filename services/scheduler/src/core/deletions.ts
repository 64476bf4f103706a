const keptMax = 10_000;

/** Which versions have been deleted, as far back as memory allows: so that a deleted one is told from one that is not known yet. */
export class Deletions {
  /** Latest last. */
  readonly #keys = new Set<string>();

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** The version is deleted now, or exists (again). */
  note(key: string, deleted: boolean): void {
    this.#keys.delete(key);
    if (!deleted) return;
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > keptMax && oldest !== undefined) this.#keys.delete(oldest);
  }
}
