/** Where an idle environment is in time, all on one monotonic clock. */
export interface IdleSituation {
  readonly kind: "idle" | "frozen";
  readonly nowMs: number;
  readonly idleSinceMs: number;
  readonly freezeAfterMs: number;
  readonly keepAliveMs: number;
  /** The environment is retired then in any case. */
  readonly retireAtMs: number;
  /** Kept whether it is used or not: the scheduler says when it ends. */
  readonly provisioned?: boolean;
  /** False where there is nothing to freeze, or no way to. */
  readonly freezable: boolean;
  /** Nothing is retired while the scheduler is silent (DESIGN §4). */
  readonly schedulerHeard: boolean;
}

/** What to do with an idle environment now, and when to look again. */
export interface IdlePlan {
  readonly act: "nothing" | "freeze" | "retire";
  readonly lookAgainAtMs: number;
}

/** Freezes after the grace, retires after the keep-alive time, or earlier at the environment's own end. */
export function planIdle(situation: IdleSituation): IdlePlan {
  const { nowMs, idleSinceMs, freezeAfterMs, keepAliveMs } = situation;
  const keptUntilMs = situation.provisioned === true ? situation.retireAtMs : Math.min(idleSinceMs + keepAliveMs, situation.retireAtMs);
  if (nowMs >= keptUntilMs)
    return situation.schedulerHeard ? { act: "retire", lookAgainAtMs: keptUntilMs } : { act: "nothing", lookAgainAtMs: nowMs + keepAliveMs };
  const mayFreeze = situation.kind === "idle" && situation.freezable;
  const freezeAtMs = idleSinceMs + freezeAfterMs;
  if (mayFreeze && nowMs < freezeAtMs) return { act: "nothing", lookAgainAtMs: Math.min(freezeAtMs, keptUntilMs) };
  return { act: mayFreeze ? "freeze" : "nothing", lookAgainAtMs: keptUntilMs };
}
