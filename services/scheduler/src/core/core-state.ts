import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import { Cluster, type Environment } from "./cluster.ts";
import { ConcurrencyBook } from "./concurrency-book.ts";
import type { Effect } from "./effects.ts";
import { LeaseBook } from "./lease-book.ts";
import type { Refusal } from "./refusals.ts";
import type { SchedulerLimits } from "./scheduler-limits.ts";
import { versionIdentity } from "./version-identity.ts";
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

/** What all parts of the core share: what is known, and what has been decided. */
export class CoreState {
  readonly options: SchedulerCoreOptions;
  readonly concurrency: ConcurrencyBook;
  readonly cluster: Cluster;
  readonly waiting = new WaitingRequests();
  readonly leases: LeaseBook;
  /** True once the state has been rebuilt: nothing is decided before. */
  open = false;
  #effects: Effect[] = [];

  constructor(options: SchedulerCoreOptions) {
    this.options = options;
    this.concurrency = new ConcurrencyBook(options.limits.accountConcurrencyMax);
    this.cluster = new Cluster(this.concurrency);
    this.leases = new LeaseBook(options.term, options.createId);
  }

  emit(effect: Effect): void {
    this.#effects.push(effect);
  }

  /** What has been decided since the last call, in order. */
  takeEffects(): readonly Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  refuse(request: WaitingRequest, refusal: Refusal): void {
    this.waiting.remove(request);
    this.emit({ kind: "refuse", request, refusal });
  }

  /** Asks the holder of an environment's lease to give it back: if nothing runs, or else also when what runs is over. */
  askBack(environment: Environment, nowMs: number, whenFree = false): void {
    if (environment.state.kind !== "leased") return;
    environment.askedAtMs = nowMs;
    const { holderId, leaseId } = environment.state.lease;
    this.emit({ kind: "revoke", holderId, leaseIds: [leaseId], gone: false, ...(whenFree ? { whenFree } : {}) });
  }

  /** True if the environment runs what its function no longer is. */
  isStale(environment: Environment): boolean {
    // Before the state is rebuilt the directory may not know everything yet.
    if (!this.open) return false;
    const spec = this.options.findSpec(versionIdentity(environment.key));
    return spec === undefined || environment.generation < spec.generation;
  }

  /** The environment is gone, and its lease with it. */
  lose(environment: Environment): void {
    if (environment.state.kind === "placing" || environment.state.kind === "leased") this.leases.end(environment.state.lease.leaseId);
    this.cluster.step(environment, { kind: "lose" });
  }
}
