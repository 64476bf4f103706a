/** Bounds of the scheduler; all times in milliseconds. */
export interface SchedulerLimits {
  /** Environments of one account that may run invocations at a time. */
  readonly accountConcurrencyMax: number;
  /** Placements under way on one agent. */
  readonly placementsPerAgentMax: number;
  /** Requests that wait, of all versions together. */
  readonly waitingMax: number;
  /** How long a request at the concurrency limit waits for idle leases that were asked back. */
  readonly revocationMs: number;
  /** An idle lease is not asked back again before. */
  readonly askAgainMs: number;
  /** An agent that is silent for so long is forgotten. */
  readonly agentSilentMs: number;
  /** A holder that is silent for so long has no leases. */
  readonly holderSilentMs: number;
  /** An environment that nobody has leased for so long is retired. */
  readonly keepAliveMs: number;
  /** An agent that refused a placement for want of something gets none before. */
  readonly avoidAgentMs: number;
}

/** Bounds from DESIGN §3 and §4. */
export const defaultSchedulerLimits: SchedulerLimits = {
  accountConcurrencyMax: 1_000,
  placementsPerAgentMax: 4,
  waitingMax: 20_000,
  revocationMs: 250,
  askAgainMs: 1_000,
  agentSilentMs: 3_000,
  holderSilentMs: 5_000,
  keepAliveMs: 600_000,
  avoidAgentMs: 1_000,
};
