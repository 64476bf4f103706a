import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { Agent, Environment } from "./cluster.ts";
import type { CoreState } from "./core-state.ts";

/** Which environments end, and when: the old, the unused, and those above a function's reservation. */
export class Retirement {
  readonly #state: CoreState;

  constructor(state: CoreState) {
    this.#state = state;
  }

  /** Ends an idle environment. */
  retire(environment: Environment, nowMs: number): void {
    environment.askedAtMs = nowMs;
    this.#state.cluster.step(environment, { kind: "retire" });
    this.#state.emit({ kind: "retire", agentId: environment.agentId, environmentIds: [environment.environmentId] });
  }

  retireIfStale(environment: Environment, nowMs: number): void {
    if (environment.state.kind === "idle" && this.#state.isStale(environment)) this.retire(environment, nowMs);
  }

  /** Ends what nobody has used for long; what is provisioned stays. */
  retireUnused(nowMs: number): void {
    const { keepAliveMs } = this.#state.options.limits;
    for (const environment of this.#state.cluster.environments.values()) {
      if (environment.state.kind === "idle" && !environment.provisioned && nowMs - environment.state.sinceMs >= keepAliveMs) this.retire(environment, nowMs);
    }
  }

  /** Environments of older generations end, at once or when they come back; all of them if there is no generation any more. */
  retireOlder(identity: FunctionIdentity, generation: number | undefined, nowMs: number): void {
    const { cluster } = this.#state;
    const agentIds = new Set<string>();
    for (const environment of [...cluster.environmentsOf(identityKey(identity))]) {
      if (generation !== undefined && environment.generation >= generation) continue;
      agentIds.add(environment.agentId);
      environment.askedAtMs = nowMs;
      if (environment.state.kind === "idle") cluster.step(environment, { kind: "retire" });
    }
    for (const agentId of agentIds) this.#state.emit({ kind: "retireOlder", agentId, identity, olderThanGeneration: generation ?? 0 });
  }

  /** Orders the end of what should have ended already: an order may have been lost. */
  orderStale(agent: Agent, nowMs: number): void {
    const { cluster, open, options } = this.#state;
    if (!open) return;
    const ids: string[] = [];
    for (const environment of agent.environments.values()) {
      if (nowMs - environment.askedAtMs < options.limits.askAgainMs) continue;
      if (environment.state.kind !== "retiring" && !this.#state.isStale(environment)) continue;
      environment.askedAtMs = nowMs;
      if (environment.state.kind === "idle") cluster.step(environment, { kind: "retire" });
      ids.push(environment.environmentId);
    }
    if (ids.length > 0) this.#state.emit({ kind: "retire", agentId: agent.agentId, environmentIds: ids });
  }

  /** Brings every function with a reservation down to it. */
  trimAll(nowMs: number): void {
    if (!this.#state.open) return;
    for (const { functionKey } of this.#state.concurrency.reservations()) this.trim(functionKey, nowMs);
  }

  /**
   * Brings a function down to its reservation: idle environments above it end, least recently used first; if more are leased than it allows, their holders
   * give them back, those in use when what runs is over.
   */
  trim(functionKey: string, nowMs: number): void {
    const { cluster, concurrency, options } = this.#state;
    const reserved = concurrency.reservedFor(functionKey);
    if (reserved === undefined) return;
    const environments = [...cluster.environmentsOfFunction(functionKey)].filter(({ state }) => state.kind !== "retiring");
    let surplus = environments.length - reserved;
    if (surplus <= 0) return;
    const idle = environments.filter(({ state, provisioned }) => state.kind === "idle" && !provisioned).toSorted((a, b) => idleSince(a) - idleSince(b));
    for (const environment of idle.slice(0, surplus)) this.retire(environment, nowMs);
    surplus = concurrency.runningIn(functionKey) - reserved;
    const leased = environments
      .filter(({ state }) => state.kind === "leased")
      .toSorted((a, b) => Number(a.reported === "busy") - Number(b.reported === "busy"));
    // Idle ones first; asked again, since an order may have been lost.
    for (const environment of leased.slice(0, Math.max(0, surplus))) {
      if (nowMs - environment.askedAtMs >= options.limits.askAgainMs) this.#state.askBack(environment, nowMs, true);
    }
  }
}

function idleSince(environment: Environment): number {
  return environment.state.kind === "idle" ? environment.state.sinceMs : environment.knownSinceMs;
}
