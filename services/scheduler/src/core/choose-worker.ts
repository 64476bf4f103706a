import type { Agent } from "./cluster.ts";

/** What a placement needs of a worker. */
export interface PlacementNeeds {
  readonly memoryMib: number;
  /** Empty if any will do. */
  readonly architecture: string;
  readonly placementsPerAgentMax: number;
  /** Monotonic time. */
  readonly nowMs: number;
}

/** True if the worker is of the right kind and takes placements, be there room now or not. */
export function suits(agent: Agent, needs: PlacementNeeds): boolean {
  return agent.accepting && agent.memoryMib >= needs.memoryMib && (needs.architecture === "" || agent.architecture === needs.architecture);
}

/** True if the worker suits and has room now. */
function hasRoom(agent: Agent, needs: PlacementNeeds): boolean {
  return (
    suits(agent, needs) &&
    agent.usedMib + needs.memoryMib <= agent.memoryMib &&
    agent.placing < needs.placementsPerAgentMax &&
    agent.avoidUntilMs <= needs.nowMs
  );
}

/**
 * The less loaded of two workers chosen at random among those with room (the power of two choices: Mitzenmacher 2001), or
 * undefined if none has. `random` gives numbers from 0 up to 1.
 */
export function chooseWorker(agents: readonly Agent[], needs: PlacementNeeds, random: () => number): Agent | undefined {
  const first = pick(agents, random);
  const second = pick(agents, random);
  const sampled = lessLoaded(first && hasRoom(first, needs) ? first : undefined, second && hasRoom(second, needs) ? second : undefined);
  if (sampled !== undefined) return sampled;
  const withRoom = agents.filter((agent) => hasRoom(agent, needs));
  return lessLoaded(pick(withRoom, random), pick(withRoom, random));
}

function pick(agents: readonly Agent[], random: () => number): Agent | undefined {
  return agents[Math.floor(random() * agents.length)];
}

function lessLoaded(a: Agent | undefined, b: Agent | undefined): Agent | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return load(b) < load(a) ? b : a;
}

/** Share of the memory in use, and a placement under way counts as a tenth of the worker: starting costs CPU. */
function load(agent: Agent): number {
  return agent.usedMib / agent.memoryMib + agent.placing * 0.1;
}
