import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { Environment } from "./cluster.ts";
import type { CoreState } from "./core-state.ts";
import type { Placements } from "./placements.ts";
import type { Retirement } from "./retirement.ts";

/** How many environments of one version are to be kept initialised. */
export interface ProvisionedVersion {
  readonly identity: FunctionIdentity;
  readonly executions: number;
  /** Changes when it is provisioned anew: then a failed init phase is tried again. */
  readonly revision: string;
}

/** How many environments of a provisioned version there are. */
export interface VersionProgress {
  readonly wanted: number;
  /** Started, whether initialised or not. */
  readonly allocated: number;
  readonly available: number;
  readonly initFailed: boolean;
}

interface Target extends ProvisionedVersion {
  /** The generation whose init phase has failed. */
  failedGeneration: number | undefined;
  /** Monotonic time: after a placement that failed. */
  notBeforeMs: number;
}

/** Holds the leases of environments that are being started for nobody; it never invokes. */
const provisioningHolder = "provisioned";

const retryMs = 1_000;

/** Keeps as many environments of each provisioned version as were asked for: starts, replaces and ends them. */
export class Provisioning {
  readonly #state: CoreState;
  readonly #placements: Placements;
  readonly #retirement: Retirement;
  readonly #targets = new Map<string, Target>();

  constructor(state: CoreState, placements: Placements, retirement: Retirement) {
    this.#state = state;
    this.#placements = placements;
    this.#retirement = retirement;
  }

  /** What is provisioned from now on, all of it. */
  setTargets(versions: readonly ProvisionedVersion[]): void {
    const keys = new Set(versions.map(({ identity }) => identityKey(identity)));
    for (const key of this.#targets.keys()) if (!keys.has(key)) this.#targets.delete(key);
    for (const version of versions) {
      const key = identityKey(version.identity);
      const known = this.#targets.get(key);
      const again = known?.revision === version.revision ? known : undefined;
      this.#targets.set(key, { ...version, failedGeneration: again?.failedGeneration, notBeforeMs: again?.notBeforeMs ?? 0 });
    }
  }

  progressOf(identity: FunctionIdentity): VersionProgress {
    const target = this.#targets.get(identityKey(identity));
    const environments = this.#kept(identityKey(identity));
    return {
      wanted: target?.executions ?? 0,
      allocated: environments.length,
      available: environments.filter(isInitialised).length,
      initFailed: target?.failedGeneration !== undefined && target.failedGeneration === this.#state.options.findSpec(identity)?.generation,
    };
  }

  /** The init phase of an environment that was started for a provisioning has failed. */
  initFailed(environment: Environment): void {
    const target = this.#targets.get(environment.key);
    if (target !== undefined) target.failedGeneration = environment.generation;
  }

  /** An environment could not be started. */
  placementFailed(environment: Environment, nowMs: number): void {
    const target = this.#targets.get(environment.key);
    if (target !== undefined) target.notBeforeMs = nowMs + retryMs;
  }

  /** Starts what is missing and lets go what is too much. */
  adjust(nowMs: number): void {
    if (!this.#state.open) return;
    for (const [key, target] of this.#targets) {
      this.#fill(key, target, nowMs);
      this.#prefer(key, nowMs);
    }
    for (const environment of this.#state.cluster.provisioned) {
      if (!this.#targets.has(environment.key)) this.#letGo(environment, nowMs);
    }
  }

  #fill(key: string, target: Target, nowMs: number): void {
    const spec = this.#state.options.findSpec(target.identity);
    if (spec === undefined) return;
    const kept = this.#kept(key);
    const failed = target.failedGeneration === spec.generation;
    for (let missing = target.executions - kept.length; missing > 0 && !failed && target.notBeforeMs <= nowMs; missing -= 1) {
      if (!this.#placements.start({ identity: target.identity, spec, holderId: provisioningHolder, request: undefined }, nowMs)) return;
    }
    // Those in use go last: they serve somebody.
    const surplus = kept
      .toSorted((a, b) => Number(b.state.kind === "idle") - Number(a.state.kind === "idle"))
      .slice(0, Math.max(0, kept.length - target.executions));
    for (const environment of surplus) this.#letGo(environment, nowMs);
  }

  /** While one that is kept waits for work, holders give back other leases of the version that they do not use: what is kept is to be used first. */
  #prefer(key: string, nowMs: number): void {
    let waiting = this.#kept(key).filter(({ state }) => state.kind === "idle").length;
    for (const environment of this.#state.cluster.environmentsOf(key)) {
      if (waiting === 0) return;
      if (environment.provisioned || environment.state.kind !== "leased" || environment.reported !== "idle") continue;
      if (nowMs - environment.askedAtMs < this.#state.options.limits.askAgainMs) continue;
      this.#state.askBack(environment, nowMs);
      waiting -= 1;
    }
  }

  /** An idle one ends; one in use is like any other from now on. One that is being started is looked at again when it is there. */
  #letGo(environment: Environment, nowMs: number): void {
    if (environment.state.kind === "idle") this.#retirement.retire(environment, nowMs);
    else if (environment.state.kind === "leased" || (environment.state.kind === "placing" && !environment.state.fresh))
      this.#state.cluster.markProvisioned(environment, false);
  }

  #kept(key: string): readonly Environment[] {
    return [...this.#state.cluster.environmentsOf(key)].filter(
      (environment) => environment.provisioned && environment.state.kind !== "retiring" && !this.#state.isStale(environment),
    );
  }
}

function isInitialised({ state }: Environment): boolean {
  return state.kind === "idle" || state.kind === "leased" || (state.kind === "placing" && !state.fresh);
}
