/** Which agents there were when the scheduler was last heard of: a starting one waits for their reports before it grants anything (DESIGN §4). */
export interface AgentMembership {
  /** Ids of all agents that joined and have not left. */
  list(): Promise<readonly string[]>;
  /** Never rejects: membership is a hint that shortens or lengthens a start. */
  join(agentId: string): Promise<void>;
  /** Never rejects. */
  leave(agentId: string): Promise<void>;
}

/** For one process: its agents end with the scheduler, so a new one has nobody to wait for. */
export const noMembership: AgentMembership = { list: async () => [], join: async () => undefined, leave: async () => undefined };
