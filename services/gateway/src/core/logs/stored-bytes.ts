import type { Clock } from "@mayfly/kernel/clock";
import type { LogScope } from "@mayfly/log-store/log-event";
import type { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";

const keptMs = 10_000;
const accountsMax = 1_000;

interface Counted {
  readonly atMs: number;
  readonly bytes: Promise<ReadonlyMap<string, number>>;
}

/**
 * Bytes of an account's log groups as AWS counts them, at most 10 s old (AWS's are hours old). A log stream counts whole as long as
 * a part of it is kept.
 */
export class StoredBytes {
  readonly #store: LogStore;
  readonly #clock: Clock;
  readonly #counted = new Map<string, Counted>();

  constructor(store: LogStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** By the name of the group; a group without logs is not among them. Fails as the store does. */
  ofGroups(scope: LogScope): Promise<ReadonlyMap<string, number>> {
    const key = `${scope.region}/${scope.account}`;
    const atMs = this.#clock.monotonicMs();
    const known = this.#counted.get(key);
    if (known !== undefined && atMs - known.atMs < keptMs) return known.bytes;
    if (this.#counted.size >= accountsMax) this.#counted.clear();
    const bytes = this.#count(scope);
    this.#counted.set(key, { atMs, bytes });
    bytes.catch(() => this.#counted.delete(key));
    return bytes;
  }

  async #count(scope: LogScope): Promise<ReadonlyMap<string, number>> {
    const sums = new Map<string, number>();
    for await (const { address, head } of this.#store.scan({ subject: logSubjects.ofAccount(scope), from: "last-of-each", headsOnly: true })) {
      sums.set(address.group, (sums.get(address.group) ?? 0) + head.bytes);
    }
    return sums;
  }
}
