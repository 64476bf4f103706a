import { suits, type PlacementNeeds } from "./choose-worker.ts";
import type { Agent, Cluster, Environment } from "./cluster.ts";

/** What a placement that found no room needs. */
export interface RoomNeeds extends PlacementNeeds {
  /** Version that wants the room. */
  readonly key: string;
  readonly askAgainMs: number;
}

/** What to do so that room comes free; empty if it is on its way, or cannot come. */
export interface Room {
  /** Idle environments that nobody has leased, to retire. */
  readonly retire: readonly Environment[];
  /** Leased ones in which nothing runs, to ask back from their holders. */
  readonly askBack: readonly Environment[];
}

const nothing: Room = { retire: [], askBack: [] };

/**
 * Finds what has to go to make room: idle environments of other versions, on the agent where the fewest must, least recently
 * used first; else an idle lease of the same version that another holder has; else idle leases of other versions.
 */
export function makeRoom(cluster: Cluster, needs: RoomNeeds): Room {
  const agents = [...cluster.agents.values()].filter((agent) => suits(agent, needs));
  // Where memory is not what is missing, or where enough is ending already, waiting is all there is to do.
  if (agents.some((agent) => agent.usedMib - agent.retiringMib + needs.memoryMib <= agent.memoryMib)) return nothing;
  const retire = best(agents, needs, (environment) => environment.state.kind === "idle");
  if (retire !== undefined) return { retire, askBack: [] };
  const mayAsk = (environment: Environment): boolean =>
    environment.state.kind === "leased" && environment.reported !== "busy" && needs.nowMs - environment.askedAtMs >= needs.askAgainMs;
  const own = [...cluster.environmentsOf(needs.key)].filter(mayAsk);
  const ownIdle = own.find((environment) => environment.reported === "idle") ?? own[0];
  if (ownIdle !== undefined) return { retire: [], askBack: [ownIdle] };
  const askBack = best(agents, needs, (environment) => environment.state.kind === "idle" || mayAsk(environment));
  return askBack === undefined ? nothing : { retire: [], askBack: askBack.filter(mayAsk) };
}

function best(agents: readonly Agent[], needs: RoomNeeds, eligible: (environment: Environment) => boolean): readonly Environment[] | undefined {
  let fewest: readonly Environment[] | undefined;
  for (const agent of agents) {
    const victims = victimsOn(agent, needs, eligible);
    if (victims !== undefined && (fewest === undefined || victims.length < fewest.length)) fewest = victims;
  }
  return fewest;
}

function victimsOn(agent: Agent, needs: RoomNeeds, eligible: (environment: Environment) => boolean): readonly Environment[] | undefined {
  const candidates = [...agent.environments.values()]
    .filter((environment) => environment.key !== needs.key && !environment.provisioned && eligible(environment))
    .toSorted((a, b) => idleSince(a) - idleSince(b));
  let missingMib = agent.usedMib - agent.retiringMib + needs.memoryMib - agent.memoryMib;
  const victims: Environment[] = [];
  for (const candidate of candidates) {
    if (missingMib <= 0) break;
    victims.push(candidate);
    missingMib -= candidate.memoryMib;
  }
  return missingMib <= 0 ? victims : undefined;
}

function idleSince(environment: Environment): number {
  return environment.state.kind === "idle" ? environment.state.sinceMs : environment.knownSinceMs;
}
