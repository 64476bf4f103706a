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
 * The agents that have been silent too long at `nowMs`. A look that itself came `lateMs` late proves nothing, since this
 * process could not listen meanwhile: then all are taken as just heard.
 */
export function silentAgents(links: Iterable<AgentLink>, nowMs: number, lateMs: number): readonly AgentLink[] {
  const silent: AgentLink[] = [];
  for (const link of links) {
    if (lateMs > 1_000) link.lastHeardMs = nowMs;
    else if (link.open > 0 && nowMs - link.lastHeardMs >= agentSilentMs) silent.push(link);
  }
  return silent;
}
