import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { chooseWorker, suits, type PlacementNeeds } from "./choose-worker.ts";
import { Cluster, type Agent, type Environment } from "./cluster.ts";
import type { Effect, PlacementFailure } from "./effects.ts";
import { concurrencyExceeded, noEnvironmentInTime, noWorker, overloaded, unknownFunction, type Refusal } from "./refusals.ts";
import type { GrantedLease } from "./environment-state.ts";
import { Deletions } from "./deletions.ts";
import { findIdleLease } from "./find-idle-lease.ts";
import { versionIdentity } from "./version-identity.ts";
import { LeaseBook } from "./lease-book.ts";
import { makeRoom, type RoomNeeds } from "./make-room.ts";
import { noteFailure, worksElsewhere } from "./placement-failures.ts";
import { reconcile } from "./reconcile.ts";
import type { SchedulerLimits } from "./scheduler-limits.ts";
import { WaitingRequests, type WaitingRequest } from "./waiting-requests.ts";

/** What the scheduler knows of a version: undefined if it does not exist. */
export type SpecLookup = (identity: FunctionIdentity) => FunctionSpec__Output | undefined;

/** What the decisions depend on. */
export interface SchedulerCoreOptions {
  readonly limits: SchedulerLimits;
  readonly findSpec: SpecLookup;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** Unique ids. */
  readonly createId: () => string;
  /** Of this scheduler: higher than that of every one before. */
  readonly term: number;
}

/**
 * All decisions about leases and placements, over soft state. Pure: times come in, effects go out through `takeEffects`.
 * Invariants (property-tested): an environment has at most one lease; an account never has more environments placing or
 * leased than its concurrency; every request is granted, refused or withdrawn by its deadline.
 */
export class SchedulerCore {
  readonly cluster = new Cluster();
  readonly waiting = new WaitingRequests();
  readonly leases: LeaseBook;
  readonly #options: SchedulerCoreOptions;
  #effects: Effect[] = [];
  #open = false;
  #lastTickMs: number | undefined;
  /** By architecture, the memory for which this round of decisions has found no room. */
  readonly #noRoomMib = new Map<string, number>();
  readonly #deleted = new Deletions();

  constructor(options: SchedulerCoreOptions) {
    this.#options = options;
    this.leases = new LeaseBook(options.term, options.createId);
  }

  /** What has been decided since the last call, in order. */
  takeEffects(): readonly Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** The state has been rebuilt: from here on leases are granted. */
  open(nowMs: number): void {
    this.#open = true;
    // A grant of the scheduler before may have been lost with it: a holder that does not know its lease gives it back now.
    for (const environment of this.cluster.environments.values()) if (environment.reported !== "busy") this.#askBack(environment, nowMs);
    this.#pump(nowMs);
  }

  acquire(request: WaitingRequest, nowMs: number): void {
    this.leases.holderSeen(request.holderId, nowMs);
    if (this.waiting.count >= this.#options.limits.waitingMax) return this.#refuse(request, overloaded);
    this.waiting.add(request);
    this.#serve(request.key, nowMs);
  }

  /** Gives back a lease, or withdraws a request; a lease that was granted for the request is given back, too. */
  release(holderId: string, names: { readonly leaseId: string; readonly requestId: string }, nowMs: number): void {
    const waiting = names.requestId === "" ? undefined : this.waiting.find(names.requestId, holderId);
    if (waiting !== undefined) return this.waiting.remove(waiting);
    const leaseId = names.leaseId === "" ? this.leases.grantedFor(names.requestId) : names.leaseId;
    const environment = leaseId === undefined ? undefined : this.leases.find(leaseId);
    if (environment?.state.kind !== "leased" || environment.state.lease.holderId !== holderId) return;
    this.#endLease(environment, nowMs);
    this.#pump(nowMs);
  }

  /** An environment that was being placed is ready under its lease. */
  placed(environmentId: string, leaseId: string, nowMs: number): void {
    const environment = this.#placing(environmentId, leaseId);
    if (environment === undefined) return;
    const { lease } = environment.state;
    const request = this.#isStale(environment) ? undefined : this.#requestFor(environment, lease.holderId);
    if (request?.holderId === lease.holderId) {
      this.#grant(environment, request, lease);
    } else {
      this.leases.end(lease.leaseId);
      this.cluster.step(environment, { kind: "park", atMs: nowMs });
      this.#retireIfStale(environment, nowMs);
    }
    this.#pump(nowMs);
  }

  /** A placement has failed. With `certain`, there is no such environment; else it is ordered to end. */
  placementFailed(failure: PlacementFailure, nowMs: number): void {
    const { environmentId, leaseId } = failure;
    const environment = this.#placing(environmentId, leaseId);
    if (environment === undefined) return;
    const { lease, fresh } = environment.state;
    const agent = this.cluster.agents.get(environment.agentId);
    if (!failure.certain) this.#effects.push({ kind: "retire", agentId: environment.agentId, environmentIds: [environmentId] });
    this.#lose(environment);
    const elsewhere = !fresh || worksElsewhere(failure);
    if (elsewhere && fresh && agent !== undefined) agent.avoidUntilMs = nowMs + this.#options.limits.avoidAgentMs;
    const request = this.waiting.oldestFor(environment.key, lease.holderId);
    if (request !== undefined) {
      const refusal = elsewhere ? noteFailure(request, failure) : { code: failure.code, message: failure.message, reason: "", retryAfterMs: 0 };
      if (refusal !== undefined) this.#refuse(request, refusal);
    }
    this.#pump(nowMs);
  }

  /** Takes an agent's report; one that is older than the last is ignored. */
  reported(report: AgentReport__Output, nowMs: number): void {
    if (report.leaving) return this.agentLost(report.agent_id, nowMs);
    const known = this.cluster.agents.get(report.agent_id);
    const agent = known ?? this.cluster.addAgent(report.agent_id);
    if (report.report_number <= agent.reportNumber) return;
    const change = reconcile(this.cluster, report, { agent, nowMs });
    for (const environment of change.adopted) this.#adopted(environment, nowMs);
    for (const environment of change.missing) this.#lose(environment);
    this.#orderStale(agent, nowMs);
    this.#pump(nowMs);
  }

  /** The agent is gone, and its environments with it; their holders are told. */
  agentLost(agentId: string, nowMs: number): void {
    const agent = this.cluster.agents.get(agentId);
    if (agent === undefined) return;
    const lost = new Map<string, string[]>();
    for (const environment of [...agent.environments.values()]) {
      if (environment.state.kind === "leased") {
        const { holderId, leaseId } = environment.state.lease;
        lost.set(holderId, [...(lost.get(holderId) ?? []), leaseId]);
      }
      this.#lose(environment);
    }
    this.cluster.removeAgent(agentId);
    for (const [holderId, leaseIds] of lost) this.#effects.push({ kind: "revoke", holderId, leaseIds, gone: true });
    this.#pump(nowMs);
  }

  holderAlive(holderId: string, nowMs: number): void {
    this.leases.holderSeen(holderId, nowMs);
  }

  /** The directory has changed: environments of an older generation end, and whoever waited for the change is served. */
  functionChanged(identity: FunctionIdentity, nowMs: number): void {
    const key = identityKey(identity);
    const generation = this.#options.findSpec(identity)?.generation;
    this.#deleted.note(key, generation === undefined);
    const agentIds = new Set<string>();
    for (const environment of [...this.cluster.environmentsOf(key)]) {
      if (generation !== undefined && environment.generation >= generation) continue;
      agentIds.add(environment.agentId);
      environment.askedAtMs = nowMs;
      if (environment.state.kind === "idle") this.cluster.step(environment, { kind: "retire" });
    }
    for (const agentId of agentIds) this.#effects.push({ kind: "retireOlder", agentId, identity, olderThanGeneration: generation ?? 0 });
    this.#serve(key, nowMs);
  }

  /** Time has passed: deadlines, silent agents and holders, keep-alive. To be called at least four times a second. */
  tick(nowMs: number): void {
    const { limits } = this.#options;
    const late = this.#lastTickMs !== undefined && nowMs - this.#lastTickMs > 1_000;
    this.#lastTickMs = nowMs;
    // A late tick proves nothing about others: this process itself could not listen.
    if (late) for (const agent of this.cluster.agents.values()) agent.lastHeardMs = nowMs;
    for (const agent of [...this.cluster.agents.values()]) if (nowMs - agent.lastHeardMs > limits.agentSilentMs) this.agentLost(agent.agentId, nowMs);
    if (late) this.leases.allHoldersSeen(nowMs);
    for (const environment of this.leases.ofSilentHolders(nowMs - limits.holderSilentMs))
      if (environment.reported === "idle") this.#endLease(environment, nowMs);
    for (const request of this.waiting.all()) if (request.deadlineAtMs <= nowMs) this.#refuse(request, this.#whyNotInTime(request));
    this.#retireUnused(nowMs);
    this.#pump(nowMs);
  }

  #pump(nowMs: number): void {
    if (!this.#open || this.waiting.count === 0) return;
    this.#noRoomMib.clear();
    for (let progress = true; progress;) {
      progress = false;
      // One decision a version and round, so that a busy version does not starve the others.
      for (const key of this.waiting.keys()) if (this.#serveNext(key, nowMs)) progress = true;
    }
  }

  #serve(key: string, nowMs: number): void {
    if (!this.#open) return;
    this.#noRoomMib.clear();
    while (this.#serveNext(key, nowMs));
  }

  /** Decides for the first request of a version that no placement under way will serve; false if there is none or it has to wait. */
  #serveNext(key: string, nowMs: number): boolean {
    const request = this.waiting.of(key)[this.cluster.placingOf(key)];
    if (request === undefined || !this.#serveOne(request, nowMs)) return false;
    this.waiting.turnTaken(key);
    return true;
  }

  /** True if something was decided for the request; false if it has to wait. */
  #serveOne(request: WaitingRequest, nowMs: number): boolean {
    const spec = this.#options.findSpec(request.identity);
    if (spec === undefined) {
      // A holder that knows more than this scheduler waits until the change feed has caught up.
      if (request.generation > 0 && !this.#deleted.has(request.key)) return false;
      this.#refuse(request, unknownFunction(request.identity));
      return true;
    }
    if (spec.generation < request.generation) return false;
    if (this.cluster.concurrencyOf(request.identity.account) >= this.#options.limits.accountConcurrencyMax) return this.#atLimit(request, nowMs);
    const idle = this.cluster.findIdle(request.key, spec.generation);
    if (idle !== undefined) {
      const lease = this.leases.create(request.holderId);
      this.cluster.step(idle, { kind: "lease", lease });
      this.leases.add(lease, idle);
      this.#effects.push({ kind: "place", environment: idle, lease, spec, request });
      return true;
    }
    return this.#place(request, spec, nowMs);
  }

  #place(request: WaitingRequest, spec: FunctionSpec__Output, nowMs: number): boolean {
    if (spec.memory_mib >= (this.#noRoomMib.get(spec.architecture) ?? Number.POSITIVE_INFINITY)) return false;
    const needs: PlacementNeeds = {
      memoryMib: spec.memory_mib,
      architecture: spec.architecture,
      placementsPerAgentMax: this.#options.limits.placementsPerAgentMax,
      nowMs,
    };
    const agent = chooseWorker([...this.cluster.agents.values()], needs, this.#options.random);
    if (agent === undefined) {
      this.#noRoomMib.set(spec.architecture, spec.memory_mib);
      this.#askForRoom({ ...needs, key: request.key, askAgainMs: this.#options.limits.askAgainMs });
      return false;
    }
    const lease = this.leases.create(request.holderId);
    const facts = {
      environmentId: this.#options.createId(),
      agentId: agent.agentId,
      key: request.key,
      account: request.identity.account,
      generation: spec.generation,
      memoryMib: spec.memory_mib,
      knownSinceMs: nowMs,
    };
    const environment = this.cluster.addEnvironment(facts, { kind: "placing", lease, fresh: true });
    this.leases.add(lease, environment);
    this.#effects.push({ kind: "place", environment, lease, spec, request });
    return true;
  }

  #askForRoom(needs: RoomNeeds): void {
    const room = makeRoom(this.cluster, needs);
    for (const environment of room.retire) this.#retire(environment, needs.nowMs);
    for (const environment of room.askBack) this.#askBack(environment, needs.nowMs);
  }

  /** At the concurrency limit: idle leases are asked back first, then the request is throttled (DESIGN §4). */
  #atLimit(request: WaitingRequest, nowMs: number): boolean {
    const { limits } = this.#options;
    if (request.throttleAtMs === undefined) {
      const candidate = findIdleLease(this.cluster, request.identity.account, nowMs - limits.askAgainMs);
      if (candidate === undefined) {
        this.#refuse(request, concurrencyExceeded);
        return true;
      }
      request.throttleAtMs = nowMs + limits.revocationMs;
      this.#askBack(candidate, nowMs);
      return false;
    }
    if (request.throttleAtMs > nowMs) return false;
    this.#refuse(request, concurrencyExceeded);
    return true;
  }

  #askBack(environment: Environment, nowMs: number): void {
    if (environment.state.kind !== "leased") return;
    environment.askedAtMs = nowMs;
    const { holderId, leaseId } = environment.state.lease;
    this.#effects.push({ kind: "revoke", holderId, leaseIds: [leaseId], gone: false });
  }

  #grant(environment: Environment, request: WaitingRequest, lease: GrantedLease): void {
    this.cluster.step(environment, { kind: "grant" });
    environment.reported = "unknown";
    this.waiting.remove(request);
    this.leases.granted(lease, request.requestId);
    this.#effects.push({ kind: "grant", request, environment, lease });
  }

  #refuse(request: WaitingRequest, refusal: Refusal): void {
    this.waiting.remove(request);
    this.#effects.push({ kind: "refuse", request, refusal });
  }

  #endLease(environment: Environment, nowMs: number): void {
    if (environment.state.kind !== "leased") return;
    this.leases.end(environment.state.lease.leaseId);
    this.cluster.step(environment, { kind: "release", atMs: nowMs });
    this.#retireIfStale(environment, nowMs);
  }

  #lose(environment: Environment): void {
    if (environment.state.kind === "placing" || environment.state.kind === "leased") this.leases.end(environment.state.lease.leaseId);
    this.cluster.step(environment, { kind: "lose" });
  }

  #adopted(environment: Environment, nowMs: number): void {
    if (environment.state.kind !== "leased") return;
    this.leases.add(environment.state.lease, environment);
    this.leases.holderSeenFirst(environment.state.lease.holderId, nowMs);
    // Known only from a report although this scheduler has been running: the holder may not know it either.
    if (this.#open) this.#askBack(environment, nowMs);
  }

  #retire(environment: Environment, nowMs: number): void {
    environment.askedAtMs = nowMs;
    this.cluster.step(environment, { kind: "retire" });
    this.#effects.push({ kind: "retire", agentId: environment.agentId, environmentIds: [environment.environmentId] });
  }

  #retireIfStale(environment: Environment, nowMs: number): void {
    if (environment.state.kind === "idle" && this.#isStale(environment)) this.#retire(environment, nowMs);
  }

  #retireUnused(nowMs: number): void {
    for (const environment of this.cluster.environments.values()) {
      if (environment.state.kind === "idle" && nowMs - environment.state.sinceMs >= this.#options.limits.keepAliveMs) this.#retire(environment, nowMs);
    }
  }

  /** Orders the end of what should have ended already: an order may have been lost. */
  #orderStale(agent: Agent, nowMs: number): void {
    if (!this.#open) return;
    const ids: string[] = [];
    for (const environment of agent.environments.values()) {
      if (nowMs - environment.askedAtMs < this.#options.limits.askAgainMs) continue;
      if (environment.state.kind !== "retiring" && !this.#isStale(environment)) continue;
      environment.askedAtMs = nowMs;
      if (environment.state.kind === "idle") this.cluster.step(environment, { kind: "retire" });
      ids.push(environment.environmentId);
    }
    if (ids.length > 0) this.#effects.push({ kind: "retire", agentId: agent.agentId, environmentIds: ids });
  }

  #isStale(environment: Environment): boolean {
    // Before the state is rebuilt the directory may not know everything yet.
    if (!this.#open) return false;
    const spec = this.#options.findSpec(versionIdentity(environment.key));
    return spec === undefined || environment.generation < spec.generation;
  }

  #placing(environmentId: string, leaseId: string): (Environment & { state: { kind: "placing"; lease: GrantedLease; fresh: boolean } }) | undefined {
    const environment = this.cluster.environments.get(environmentId);
    return environment !== undefined && isPlacing(environment) && environment.state.lease.leaseId === leaseId ? environment : undefined;
  }

  #requestFor(environment: Environment, holderId: string): WaitingRequest | undefined {
    const request = this.waiting.oldestFor(environment.key, holderId);
    return request !== undefined && request.generation <= environment.generation ? request : undefined;
  }

  #whyNotInTime(request: WaitingRequest): Refusal {
    const spec = this.#options.findSpec(request.identity);
    if (spec === undefined) return unknownFunction(request.identity);
    const needs = { memoryMib: spec.memory_mib, architecture: spec.architecture, placementsPerAgentMax: 1, nowMs: 0 };
    if (request.lastFailure !== undefined) return request.lastFailure;
    return [...this.cluster.agents.values()].some((agent) => suits(agent, needs)) ? noEnvironmentInTime : noWorker;
  }
}

function isPlacing(environment: Environment): environment is Environment & { state: { kind: "placing"; lease: GrantedLease; fresh: boolean } } {
  return environment.state.kind === "placing";
}
