/** One agent as an invoker knows it, while it has invocations there. */
export interface AgentLink {
  readonly agentId: string;
  /** Subject of first frames. */
  readonly invokeSubject: string;
  /** Invocations that are open. */
  open: number;
  /** Monotonic time of the last sign of life. */
  lastHeardMs: number;
}

/** An agent reports at least once a second; one that is silent for this long is lost (DESIGN §4: at the latest after 3 s). */
const agentSilentMs = 2_500;

/**
 * The agents that have been silent too long at `nowMs`. The time by which the look itself came late does not count: this
 * process could not listen meanwhile, nor could an agent in the same process speak.
 */
export function silentAgents(links: Iterable<AgentLink>, nowMs: number, lateMs: number): readonly AgentLink[] {
  const silent: AgentLink[] = [];
  for (const link of links) {
    link.lastHeardMs = Math.min(nowMs, link.lastHeardMs + Math.max(0, lateMs));
    if (link.open > 0 && nowMs - link.lastHeardMs >= agentSilentMs) silent.push(link);
  }
  return silent;
}
