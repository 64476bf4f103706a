import type { ConcurrencyBook } from "./concurrency-book.ts";
import { functionKeyOf } from "./version-identity.ts";
import { countsAgainstConcurrency, transitionEnvironment, type EnvironmentEvent, type EnvironmentState } from "./environment-state.ts";

/** One agent as its reports tell it. */
export interface Agent {
  readonly agentId: string;
  memoryMib: number;
  architecture: string;
  accepting: boolean;
  reportNumber: number;
  /** Monotonic time of its last report. */
  lastHeardMs: number;
  /** Placements under way. */
  placing: number;
  /** Memory of all its environments, also of those that are starting or ending. */
  usedMib: number;
  /** The part of it that is ending. */
  retiringMib: number;
  /** No placement before this monotonic time: it refused one. */
  avoidUntilMs: number;
  readonly environments: Map<string, Environment>;
}

/** What an environment is from its beginning on. */
export interface EnvironmentFacts {
  readonly environmentId: string;
  readonly agentId: string;
  /** identityKey of what it runs. */
  readonly key: string;
  readonly account: string;
  readonly generation: number;
  readonly memoryMib: number;
  /** Monotonic time since when the scheduler knows it. */
  readonly knownSinceMs: number;
}

/** One execution environment. `state` changes only through `Cluster.step`, `provisioned` through `markProvisioned`. */
export interface Environment extends EnvironmentFacts {
  /** The function of `key`, all versions together. */
  readonly functionKey: string;
  state: EnvironmentState;
  /** Kept initialised for a provisioning. */
  provisioned: boolean;
  /** What the agent's last report since the lease was granted said of it. */
  reported: "unknown" | "idle" | "busy";
  /** Monotonic time at which its lease was last asked back, or its end last ordered. */
  askedAtMs: number;
}

/** Agents and environments, with the sums that decisions need. No I/O, no clock; every change goes through `step`, so that the sums always fit. */
export class Cluster {
  readonly #agents = new Map<string, Agent>();
  readonly #environments = new Map<string, Environment>();
  readonly #byKey = new Map<string, Set<Environment>>();
  readonly #byFunction = new Map<string, Set<Environment>>();
  readonly #provisioned = new Set<Environment>();
  /** Most recently idle last. */
  readonly #idle = new Map<string, Environment[]>();
  readonly #placing = new Map<string, number>();
  readonly #concurrency: ConcurrencyBook;

  /** What counts against concurrency is told to the book. */
  constructor(concurrency: ConcurrencyBook) {
    this.#concurrency = concurrency;
  }

  get agents(): ReadonlyMap<string, Agent> {
    return this.#agents;
  }

  get environments(): ReadonlyMap<string, Environment> {
    return this.#environments;
  }

  addAgent(agentId: string): Agent {
    const agent: Agent = {
      agentId,
      memoryMib: 0,
      architecture: "",
      accepting: false,
      reportNumber: -1,
      lastHeardMs: 0,
      placing: 0,
      usedMib: 0,
      retiringMib: 0,
      avoidUntilMs: 0,
      environments: new Map(),
    };
    this.#agents.set(agentId, agent);
    return agent;
  }

  /** Forgets the agent; its environments must be gone. */
  removeAgent(agentId: string): void {
    this.#agents.delete(agentId);
  }

  addEnvironment(facts: EnvironmentFacts, state: EnvironmentState, provisioned = false): Environment {
    const functionKey = functionKeyOf(facts.key);
    const environment: Environment = { ...facts, functionKey, state, provisioned, reported: "unknown", askedAtMs: Number.NEGATIVE_INFINITY };
    this.#environments.set(facts.environmentId, environment);
    this.#agents.get(facts.agentId)?.environments.set(facts.environmentId, environment);
    put(this.#byKey, facts.key, environment);
    put(this.#byFunction, functionKey, environment);
    if (provisioned) this.#provisioned.add(environment);
    this.#count(environment, 1);
    return environment;
  }

  /** Moves an environment on; throws on what its state does not allow, which is a fault of the caller. */
  step(environment: Environment, event: EnvironmentEvent): void {
    const next = transitionEnvironment(environment.state, event);
    if (next === undefined) throw new Error(`environment ${environment.environmentId} is ${environment.state.kind}: ${event.kind} is not allowed`);
    this.#count(environment, -1);
    environment.state = next;
    if (next.kind === "gone") this.#remove(environment);
    else this.#count(environment, 1);
  }

  /** The environment is kept for a provisioning from now on, or no longer. */
  markProvisioned(environment: Environment, provisioned: boolean): void {
    this.#count(environment, -1);
    environment.provisioned = provisioned;
    if (provisioned) this.#provisioned.add(environment);
    else this.#provisioned.delete(environment);
    this.#count(environment, 1);
  }

  /** Environments that are kept for provisionings. */
  get provisioned(): readonly Environment[] {
    return [...this.#provisioned];
  }

  /** The most recently used idle environment of this version and generation that `suits`. */
  findIdle(key: string, generation: number, suits: (environment: Environment) => boolean = () => true): Environment | undefined {
    return this.#idle.get(key)?.findLast((environment) => environment.generation === generation && suits(environment));
  }

  /** Environments of one version. */
  environmentsOf(key: string): ReadonlySet<Environment> {
    return this.#byKey.get(key) ?? new Set();
  }

  /** Environments of one function, all versions together. */
  environmentsOfFunction(functionKey: string): ReadonlySet<Environment> {
    return this.#byFunction.get(functionKey) ?? new Set();
  }

  /** Environments of an account that run invocations or may at any moment. */
  concurrencyOf(account: string): number {
    return this.#concurrency.runningInAccount(account);
  }

  /** Placements of one version that are under way. */
  placingOf(key: string): number {
    return this.#placing.get(key) ?? 0;
  }

  #remove(environment: Environment): void {
    this.#environments.delete(environment.environmentId);
    this.#agents.get(environment.agentId)?.environments.delete(environment.environmentId);
    this.#provisioned.delete(environment);
    take(this.#byKey, environment.key, environment);
    take(this.#byFunction, environment.functionKey, environment);
  }

  #count(environment: Environment, sign: 1 | -1): void {
    const { state, key, memoryMib } = environment;
    const agent = this.#agents.get(environment.agentId);
    const startsForNobody = environment.provisioned && state.kind === "placing" && state.fresh;
    if (countsAgainstConcurrency(state) && !startsForNobody) this.#concurrency.count(environment, sign);
    if (state.kind === "placing" && !startsForNobody) add(this.#placing, key, sign);
    if (state.kind === "idle") this.#indexIdle(environment, sign);
    if (agent === undefined) return;
    agent.usedMib += sign * memoryMib;
    if (state.kind === "retiring") agent.retiringMib += sign * memoryMib;
    if (state.kind === "placing" && state.fresh) agent.placing += sign;
  }

  #indexIdle(environment: Environment, sign: 1 | -1): void {
    const idle = this.#idle.get(environment.key) ?? [];
    if (sign === 1) idle.push(environment);
    else idle.splice(idle.lastIndexOf(environment), 1);
    if (idle.length === 0) this.#idle.delete(environment.key);
    else this.#idle.set(environment.key, idle);
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const sum = (counts.get(key) ?? 0) + by;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}

function put(sets: Map<string, Set<Environment>>, key: string, environment: Environment): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(environment));
}

function take(sets: Map<string, Set<Environment>>, key: string, environment: Environment): void {
  const set = sets.get(key);
  set?.delete(environment);
  if (set?.size === 0) sets.delete(key);
}
