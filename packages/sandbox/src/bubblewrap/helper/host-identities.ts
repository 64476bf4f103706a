import type { UidRange } from "../helper-messages.ts";

/** Gives every living sandbox a host uid of its own, in turn, so that a freed one rests as long as possible. */
export class HostIdentities {
  readonly #range: UidRange;
  readonly #taken = new Set<number>();
  #next = 0;

  constructor(range: UidRange) {
    this.#range = range;
  }

  /** An unused uid, to be used as gid too. Throws when all are taken. */
  take(): number {
    for (let tried = 0; tried < this.#range.count; tried += 1) {
      const uid = this.#range.first + this.#next;
      this.#next = (this.#next + 1) % this.#range.count;
      if (this.#taken.has(uid)) continue;
      this.#taken.add(uid);
      return uid;
    }
    throw new Error(`all ${this.#range.count} host uids for sandboxes are taken`);
  }

  /** A sandbox of an earlier helper has it. */
  adopt(uid: number): void {
    this.#taken.add(uid);
  }

  release(uid: number): void {
    this.#taken.delete(uid);
  }
}
