import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { suits } from "./choose-worker.ts";
import type { Cluster, Environment } from "./cluster.ts";
import type { ConcurrencyClaim, ConcurrencyLimit } from "./concurrency-book.ts";
import { CoreState, type SchedulerCoreOptions } from "./core-state.ts";
import type { Effect, PlacementFailure } from "./effects.ts";
import { concurrencyExceeded, noEnvironmentInTime, noWorker, overloaded, unknownFunction, type Refusal } from "./refusals.ts";
import type { GrantedLease } from "./environment-state.ts";
import { Deletions } from "./deletions.ts";
import { findIdleLease } from "./find-idle-lease.ts";
import type { LeaseBook } from "./lease-book.ts";
import { noteFailure, worksElsewhere } from "./placement-failures.ts";
import { Placements } from "./placements.ts";
import { Provisioning, type ProvisionedVersion, type VersionProgress } from "./provisioning.ts";
import { reconcile } from "./reconcile.ts";
import { Retirement } from "./retirement.ts";
import type { SchedulerLimits } from "./scheduler-limits.ts";
import { functionKeyOf } from "./version-identity.ts";
import type { WaitingRequest, WaitingRequests } from "./waiting-requests.ts";

/** What has changed of the concurrency that functions claim. */
export interface ConcurrencyChange {
  /** Of functions whose claim has changed. */
  readonly claims: readonly { readonly functionKey: string; readonly account: string; readonly claim: ConcurrencyClaim }[];
  /** Every version that is provisioned now. */
  readonly provisioned: readonly ProvisionedVersion[];
}

/** A placement that succeeded. */
export interface PlacementOutcome {
  readonly environmentId: string;
  readonly leaseId: string;
  /** The function's init phase failed: its first invocation would be answered with that. */
  readonly initFailed?: boolean;
}

/**
 * All decisions about leases and placements, over soft state. Pure: times come in, effects go out through `takeEffects`.
 * Invariants (property-tested): an environment has at most one lease; neither a function with a reservation nor an account gets another
 * environment, placing or leased, above its concurrency; every request is granted, refused or withdrawn by its deadline.
 */
export class SchedulerCore {
  readonly #state: CoreState;
  readonly #retirement: Retirement;
  readonly #placements: Placements;
  readonly #provisioning: Provisioning;
  readonly #deleted = new Deletions();
  #lastTickMs: number | undefined;

  constructor(options: SchedulerCoreOptions) {
    this.#state = new CoreState(options);
    this.#retirement = new Retirement(this.#state);
    this.#placements = new Placements(this.#state, this.#retirement);
    this.#provisioning = new Provisioning(this.#state, this.#placements, this.#retirement);
  }

  get cluster(): Cluster {
    return this.#state.cluster;
  }

  get waiting(): WaitingRequests {
    return this.#state.waiting;
  }

  get #leases(): LeaseBook {
    return this.#state.leases;
  }

  get #limits(): SchedulerLimits {
    return this.#state.options.limits;
  }

  /** What has been decided since the last call, in order. */
  takeEffects(): readonly Effect[] {
    return this.#state.takeEffects();
  }

  /** What functions claim of their accounts' concurrency from now on, and what is kept initialised: environments above a reservation end, those that are missing are started. */
  concurrencyChanged({ claims, provisioned }: ConcurrencyChange, nowMs: number): void {
    for (const { functionKey, account, claim } of claims) {
      this.#state.concurrency.claim(functionKey, account, claim);
      if (this.#state.open) this.#retirement.trim(functionKey, nowMs);
    }
    this.#provisioning.setTargets(provisioned);
    this.#adjust(nowMs);
    this.#pump(nowMs);
  }

  /** How many environments of a provisioned version there are. */
  provisioningProgress(identity: FunctionIdentity): VersionProgress {
    return this.#provisioning.progressOf(identity);
  }

  /** The state has been rebuilt: from here on leases are granted. */
  open(nowMs: number): void {
    this.#state.open = true;
    // A grant of the scheduler before may have been lost with it: a holder that does not know its lease gives it back now.
    for (const environment of this.cluster.environments.values()) if (environment.reported !== "busy") this.#state.askBack(environment, nowMs);
    this.#retirement.trimAll(nowMs);
    this.#adjust(nowMs);
    this.#pump(nowMs);
  }

  acquire(request: WaitingRequest, nowMs: number): void {
    this.#leases.holderSeen(request.holderId, nowMs);
    if (this.waiting.count >= this.#limits.waitingMax) return this.#state.refuse(request, overloaded);
    this.waiting.add(request);
    this.#serve(request.key, nowMs);
  }

  /** Gives back a lease, or withdraws a request; a lease that was granted for the request is given back, too. */
  release(holderId: string, names: { readonly leaseId: string; readonly requestId: string }, nowMs: number): void {
    const waiting = names.requestId === "" ? undefined : this.waiting.find(names.requestId, holderId);
    if (waiting !== undefined) return this.waiting.remove(waiting);
    const leaseId = names.leaseId === "" ? this.#leases.grantedFor(names.requestId) : names.leaseId;
    const environment = leaseId === undefined ? undefined : this.#leases.find(leaseId);
    if (environment?.state.kind !== "leased" || environment.state.lease.holderId !== holderId) return;
    this.#endLease(environment, nowMs);
    this.#pump(nowMs);
  }

  /** An environment that was being placed is ready under its lease. */
  placed({ environmentId, leaseId, initFailed = false }: PlacementOutcome, nowMs: number): void {
    const environment = this.#placing(environmentId, leaseId);
    if (environment === undefined) return;
    if (environment.provisioned && environment.state.fresh) return this.#provisioned(environment, initFailed, nowMs);
    const { lease } = environment.state;
    const request = this.#state.isStale(environment) ? undefined : this.#requestFor(environment, lease.holderId);
    if (request?.holderId === lease.holderId) {
      this.#grant(environment, request, lease);
    } else {
      this.#leases.end(lease.leaseId);
      this.cluster.step(environment, { kind: "park", atMs: nowMs });
      this.#retirement.retireIfStale(environment, nowMs);
    }
    this.#pump(nowMs);
  }

  /** An environment that was started for nobody is ready: whoever waits gets it. One that cannot be initialised is of no use. */
  #provisioned(environment: Environment, initFailed: boolean, nowMs: number): void {
    if (environment.state.kind === "placing") this.#leases.end(environment.state.lease.leaseId);
    this.cluster.step(environment, { kind: "park", atMs: nowMs });
    if (initFailed) {
      this.#provisioning.initFailed(environment);
      this.#retirement.retire(environment, nowMs);
    } else this.#retirement.retireIfStale(environment, nowMs);
    this.#pump(nowMs);
  }

  /** A placement has failed. With `certain`, there is no such environment; else it is ordered to end. */
  placementFailed(failure: PlacementFailure, nowMs: number): void {
    const { environmentId, leaseId } = failure;
    const environment = this.#placing(environmentId, leaseId);
    if (environment === undefined) return;
    const { lease, fresh } = environment.state;
    const agent = this.cluster.agents.get(environment.agentId);
    if (!failure.certain) this.#state.emit({ kind: "retire", agentId: environment.agentId, environmentIds: [environmentId] });
    this.#state.lose(environment);
    const elsewhere = !fresh || worksElsewhere(failure);
    if (elsewhere && fresh && agent !== undefined) agent.avoidUntilMs = nowMs + this.#limits.avoidAgentMs;
    const startedForNobody = environment.provisioned && fresh;
    if (startedForNobody) this.#provisioning.placementFailed(environment, nowMs);
    const request = startedForNobody ? undefined : this.waiting.oldestFor(environment.key, lease.holderId);
    if (request !== undefined) {
      const refusal = elsewhere ? noteFailure(request, failure) : { code: failure.code, message: failure.message, reason: "", retryAfterMs: 0 };
      if (refusal !== undefined) this.#state.refuse(request, refusal);
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
    for (const environment of change.missing) this.#state.lose(environment);
    this.#retirement.orderStale(agent, nowMs);
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
      this.#state.lose(environment);
    }
    this.cluster.removeAgent(agentId);
    for (const [holderId, leaseIds] of lost) this.#state.emit({ kind: "revoke", holderId, leaseIds, gone: true });
    this.#pump(nowMs);
  }

  holderAlive(holderId: string, nowMs: number): void {
    this.#leases.holderSeen(holderId, nowMs);
  }

  /** The directory has changed: environments of an older generation end, and whoever waited for the change is served. */
  functionChanged(identity: FunctionIdentity, nowMs: number): void {
    const key = identityKey(identity);
    const generation = this.#state.options.findSpec(identity)?.generation;
    this.#deleted.note(key, generation === undefined);
    this.#retirement.retireOlder(identity, generation, nowMs);
    this.#serve(key, nowMs);
  }

  /** Time has passed: deadlines, silent agents and holders, keep-alive. To be called at least four times a second. */
  tick(nowMs: number): void {
    const limits = this.#limits;
    const late = this.#lastTickMs !== undefined && nowMs - this.#lastTickMs > 1_000;
    this.#lastTickMs = nowMs;
    // A late tick proves nothing about others: this process itself could not listen.
    if (late) for (const agent of this.cluster.agents.values()) agent.lastHeardMs = nowMs;
    for (const agent of [...this.cluster.agents.values()]) if (nowMs - agent.lastHeardMs > limits.agentSilentMs) this.agentLost(agent.agentId, nowMs);
    if (late) this.#leases.allHoldersSeen(nowMs);
    for (const environment of this.#leases.ofSilentHolders(nowMs - limits.holderSilentMs))
      if (environment.reported === "idle") this.#endLease(environment, nowMs);
    for (const request of this.waiting.all()) if (request.deadlineAtMs <= nowMs) this.#state.refuse(request, this.#whyNotInTime(request));
    this.#retirement.retireUnused(nowMs);
    this.#retirement.trimAll(nowMs);
    this.#adjust(nowMs);
    this.#pump(nowMs);
  }

  #pump(nowMs: number): void {
    if (!this.#state.open || this.waiting.count === 0) return;
    this.#placements.newRound();
    for (let progress = true; progress;) {
      progress = false;
      // One decision a version and round, so that a busy version does not starve the others.
      for (const key of this.waiting.keys()) if (this.#serveNext(key, nowMs)) progress = true;
    }
  }

  #serve(key: string, nowMs: number): void {
    if (!this.#state.open) return;
    this.#placements.newRound();
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
    const spec = this.#state.options.findSpec(request.identity);
    if (spec === undefined) {
      // A holder that knows more than this scheduler waits until the change feed has caught up.
      if (request.generation > 0 && !this.#deleted.has(request.key)) return false;
      this.#state.refuse(request, unknownFunction(request.identity));
      return true;
    }
    if (spec.generation < request.generation) return false;
    const { concurrency } = this.#state;
    const functionKey = functionKeyOf(request.key);
    const { account } = request.identity;
    if (concurrency.limitOf(functionKey, account, true) === undefined) {
      const kept = this.cluster.findIdle(request.key, spec.generation, ({ provisioned }) => provisioned);
      if (kept !== undefined) return this.#lease(kept, spec, request);
    }
    const limit = concurrency.limitOf(functionKey, account, false);
    if (limit !== undefined) return this.#atLimit(request, limit, nowMs);
    const idle = this.cluster.findIdle(request.key, spec.generation, ({ provisioned }) => !provisioned);
    if (idle !== undefined) return this.#lease(idle, spec, request);
    if (!this.#placements.start({ identity: request.identity, spec, holderId: request.holderId, request }, nowMs)) return false;
    this.#retirement.trim(functionKey, nowMs);
    return true;
  }

  #lease(environment: Environment, spec: FunctionSpec__Output, request: WaitingRequest): true {
    this.#placements.lease(environment, spec, request);
    return true;
  }

  #adjust(nowMs: number): void {
    this.#placements.newRound();
    this.#provisioning.adjust(nowMs);
  }

  /** At a concurrency limit: idle leases are asked back first, then the request is throttled (DESIGN §4). */
  #atLimit(request: WaitingRequest, limit: ConcurrencyLimit, nowMs: number): boolean {
    if (request.throttleAtMs === undefined) {
      const candidate = findIdleLease(this.cluster, this.#mayMakeWayFor(request, limit), nowMs - this.#limits.askAgainMs);
      if (candidate === undefined) {
        this.#state.refuse(request, concurrencyExceeded[limit]);
        return true;
      }
      request.throttleAtMs = nowMs + this.#limits.revocationMs;
      this.#state.askBack(candidate, nowMs);
      return false;
    }
    if (request.throttleAtMs > nowMs) return false;
    this.#state.refuse(request, concurrencyExceeded[limit]);
    return true;
  }

  /** A function's own limit is used by itself alone; the account's by all functions without a reservation. */
  #mayMakeWayFor(request: WaitingRequest, limit: ConcurrencyLimit): (environment: Environment) => boolean {
    const functionKey = functionKeyOf(request.key);
    if (limit === "function") return (environment) => environment.functionKey === functionKey;
    const { account } = request.identity;
    return (environment) => environment.account === account && this.#state.concurrency.reservedFor(environment.functionKey) === undefined;
  }

  #grant(environment: Environment, request: WaitingRequest, lease: GrantedLease): void {
    this.cluster.step(environment, { kind: "grant" });
    environment.reported = "unknown";
    this.waiting.remove(request);
    this.#leases.granted(lease, request.requestId);
    this.#state.emit({ kind: "grant", request, environment, lease });
  }

  #endLease(environment: Environment, nowMs: number): void {
    if (environment.state.kind !== "leased") return;
    this.#leases.end(environment.state.lease.leaseId);
    this.cluster.step(environment, { kind: "release", atMs: nowMs });
    this.#retirement.retireIfStale(environment, nowMs);
  }

  #adopted(environment: Environment, nowMs: number): void {
    if (environment.state.kind !== "leased") return;
    this.#leases.add(environment.state.lease, environment);
    this.#leases.holderSeenFirst(environment.state.lease.holderId, nowMs);
    // Known only from a report although this scheduler has been running: the holder may not know it either.
    if (this.#state.open) this.#state.askBack(environment, nowMs);
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
    const spec = this.#state.options.findSpec(request.identity);
    if (spec === undefined) return unknownFunction(request.identity);
    const needs = { memoryMib: spec.memory_mib, architecture: spec.architecture, placementsPerAgentMax: 1, nowMs: 0 };
    if (request.lastFailure !== undefined) return request.lastFailure;
    return [...this.cluster.agents.values()].some((agent) => suits(agent, needs)) ? noEnvironmentInTime : noWorker;
  }
}

function isPlacing(environment: Environment): environment is Environment & { state: { kind: "placing"; lease: GrantedLease; fresh: boolean } } {
  return environment.state.kind === "placing";
}
