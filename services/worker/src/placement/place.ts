import { randomUUID } from "node:crypto";
import type { PlaceRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceRequest";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { InstalledRuntime, RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import type { CachedPackage, CodeCache } from "../code-cache/code-cache.ts";
import { functionVariables, logStreamName } from "../core/function-variables.ts";
import { Environment } from "../environment/environment.ts";
import type { EnvironmentDependencies } from "../environment/environment-options.ts";
import type { EnvironmentLease } from "../environment/lease.ts";

/** What placing needs of the agent. */
export interface PlacementDependencies {
  readonly runtimes: RuntimeCatalogue;
  readonly codeCache: CodeCache;
  readonly clock: Clock;
  readonly environment: EnvironmentDependencies;
  readonly environments: Map<string, Environment>;
  /** Why nothing is placed now, or undefined. */
  readonly refusal: (spec: FunctionSpec__Output) => string | undefined;
}

/** The answer to a placement: `failure_code` is empty if the environment exists. */
export interface Placement {
  readonly failure_code: string;
  readonly failure_message: string;
  readonly init_ms: number;
  readonly prewarmed: boolean;
}

/** Starts an environment as the scheduler orders; an environment that exists takes the newer lease. Never fails: the reply says what went wrong. */
export async function placeEnvironment(dependencies: PlacementDependencies, request: PlaceRequest__Output): Promise<Placement> {
  try {
    return await place(dependencies, request);
  } catch (error) {
    const failure = PlatformError.from(error);
    dependencies.environment.logger.warn("environment not placed", { environmentId: request.lease?.environment_id, error: failure });
    return { failure_code: failure.code, failure_message: failure.publicMessage, init_ms: 0, prewarmed: false };
  }
}

/** Makes runtime and package of a version ready without starting anything. Fails with PlatformError. */
export async function fetchFunction(
  { runtimes, codeCache }: Pick<PlacementDependencies, "runtimes" | "codeCache">,
  spec: FunctionSpec__Output,
): Promise<{ runtime: InstalledRuntime; code: CachedPackage }> {
  const { identity, code } = spec;
  if (identity === null || code === null) throw new PlatformError("Service", "The function's specification is not complete.");
  const [runtime, cached] = await Promise.allSettled([
    runtimes.ensure(spec.runtime),
    codeCache.use({ region: identity.region, account: identity.account, sha256: code.sha256 }),
  ]);
  if (runtime.status === "rejected") {
    if (cached.status === "fulfilled") cached.value[Symbol.dispose]();
    throw PlatformError.from(runtime.reason);
  }
  if (cached.status === "rejected") throw PlatformError.from(cached.reason);
  return { runtime: runtime.value, code: cached.value };
}

async function place(dependencies: PlacementDependencies, request: PlaceRequest__Output): Promise<Placement> {
  const { spec, lease: granted } = request;
  if (spec === null || granted === null) throw new PlatformError("Service", "The placement is not complete.");
  const lease: EnvironmentLease = {
    leaseId: granted.lease_id,
    epochTerm: granted.epoch_term,
    epochCounter: granted.epoch_counter,
    holderId: request.holder_id,
    sinceMs: dependencies.clock.monotonicMs(),
  };
  const known = findOrRefuse(dependencies, granted.environment_id, spec);
  if (known !== undefined) return adopt(known, lease);
  const { runtime, code } = await fetchFunction(dependencies, spec);
  // Fetching takes its time: the same placement may have come again, others may have taken the memory, the worker may be stopping.
  using unlessStarted = new DisposableStack();
  unlessStarted.use(code);
  const knownSince = findOrRefuse(dependencies, granted.environment_id, spec);
  if (knownSince !== undefined) return adopt(knownSince, lease);
  unlessStarted.move();
  const version = spec.identity?.version ?? "";
  const logStream = logStreamName(version, new Date(dependencies.clock.now()), randomUUID());
  const environment = new Environment(dependencies.environment, {
    environmentId: granted.environment_id,
    spec,
    runtime,
    taskDirectory: code.directory,
    variables: functionVariables(spec, runtime.manifest, logStream),
    lease,
    logStream: { account: spec.identity?.account ?? "", logGroup: spec.log_group, logStream },
    release: () => code[Symbol.dispose](),
  });
  dependencies.environments.set(environment.environmentId, environment);
  void environment.gone.then(() => dependencies.environments.delete(environment.environmentId));
  dependencies.environment.onChange(environment);
  const started = await environment.start();
  return { failure_code: "", failure_message: "", init_ms: started.initMs, prewarmed: started.prewarmed };
}

/** The environment if it exists; throws ServiceUnavailable if it does not and nothing can be placed now. */
function findOrRefuse(dependencies: PlacementDependencies, environmentId: string, spec: FunctionSpec__Output): Environment | undefined {
  const existing = dependencies.environments.get(environmentId);
  if (existing !== undefined) return existing;
  const refusal = dependencies.refusal(spec);
  if (refusal !== undefined) throw new PlatformError("ServiceUnavailable", refusal);
  return undefined;
}

function adopt(environment: Environment, lease: EnvironmentLease): Placement {
  const { kind } = environment.state;
  if (kind === "shutting-down" || kind === "gone") throw new PlatformError("EnvironmentGone", "The environment no longer exists.");
  if (!environment.adopt(lease)) throw new PlatformError("LeaseFenced", "The environment has a newer lease.");
  return { failure_code: "", failure_message: "", init_ms: 0, prewarmed: false };
}
