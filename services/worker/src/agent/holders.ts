import type { Environment } from "../environment/environment.ts";

/** A holder that has not been heard for this long has lost its leases (DESIGN §4). */
const silentAfterMs = 5_000;

/** When each holder of leases was heard last. */
export class LeaseHolders {
  readonly #heardAtMs = new Map<string, number>();

  /** A holder's heartbeat. */
  heard(holderId: string, nowMs: number): void {
    this.#heardAtMs.set(holderId, nowMs);
  }

  /** Ends the leases of those who have fallen silent, and forgets these. A lease is never older than what was heard of its holder when it was granted. */
  endSilent(environments: Iterable<Pick<Environment, "lease" | "endLease">>, nowMs: number): void {
    for (const environment of environments) {
      const { lease } = environment;
      if (lease === undefined) continue;
      const heardAtMs = Math.max(this.#heardAtMs.get(lease.holderId) ?? 0, lease.sinceMs);
      if (nowMs - heardAtMs > silentAfterMs) environment.endLease();
    }
    for (const [holderId, heardAtMs] of this.#heardAtMs) if (nowMs - heardAtMs > silentAfterMs) this.#heardAtMs.delete(holderId);
  }
}
