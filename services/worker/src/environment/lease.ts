/** The right to invoke one environment, as its agent knows it. */
export interface EnvironmentLease {
  readonly leaseId: string;
  readonly epochTerm: number;
  readonly epochCounter: number;
  readonly holderId: string;
  /** Monotonic ms at which the agent learnt of it. */
  readonly sinceMs: number;
}

/** An epoch as it comes with an invocation or a placement. */
export interface Epoch {
  readonly leaseId: string;
  readonly epochTerm: number;
  readonly epochCounter: number;
}

/**
 * What an epoch means to an environment whose latest lease is `latest`: `current` is that lease, `newer` was granted after it
 * and replaces it (epochs only grow, so the older holder is fenced from then on), `stale` is refused.
 */
export function compareEpoch(latest: Epoch, offered: Epoch): "current" | "newer" | "stale" {
  if (offered.epochTerm !== latest.epochTerm) return offered.epochTerm > latest.epochTerm ? "newer" : "stale";
  if (offered.epochCounter !== latest.epochCounter) return offered.epochCounter > latest.epochCounter ? "newer" : "stale";
  return offered.leaseId === latest.leaseId ? "current" : "stale";
}

/** The latest lease of one environment, and whether it still counts. */
export class HeldLease {
  #latest: EnvironmentLease;
  #hasEnded = false;

  constructor(lease: EnvironmentLease) {
    this.#latest = lease;
  }

  /** The newest lease that was ever granted. */
  get latest(): EnvironmentLease {
    return this.#latest;
  }

  /** The lease that counts; undefined once its holder has fallen silent. */
  get current(): EnvironmentLease | undefined {
    return this.#hasEnded ? undefined : this.#latest;
  }

  /** The scheduler has leased the environment anew. True if `lease` counts now. */
  adopt(lease: EnvironmentLease): boolean {
    if (compareEpoch(this.#latest, lease) === "newer") {
      this.#latest = lease;
      this.#hasEnded = false;
    }
    return this.admits(lease);
  }

  /** True if an invocation under this epoch may run. */
  admits(epoch: Epoch): boolean {
    return !this.#hasEnded && compareEpoch(this.#latest, epoch) === "current";
  }

  /** The holder has fallen silent. */
  end(): void {
    this.#hasEnded = true;
  }
}
