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
