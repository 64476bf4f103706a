import { randomUUID } from "node:crypto";
import type { PlaceRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceRequest";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";
import type { CodeCache } from "../code-cache/code-cache.ts";
import { environmentMsMax } from "../core/credential-times.ts";
import type { RoleCredentialCache } from "../credentials/role-credential-cache.ts";
import { functionVariables, logStreamName } from "../core/function-variables.ts";
import { Environment } from "../environment/environment.ts";
import type { EnvironmentDependencies, EnvironmentOptions } from "../environment/environment-options.ts";
import type { EnvironmentLease } from "../environment/lease.ts";
import type { RoleSession } from "../ports/role-credentials.ts";
import { fetchFunction, type FetchedFunction } from "./fetch-function.ts";

/** What placing needs of the agent. */
export interface PlacementDependencies {
  readonly runtimes: RuntimeCatalogue;
  readonly codeCache: CodeCache;
  readonly credentials: RoleCredentialCache;
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
  /** Nothing is wrong with the worker: it has no room or is stopping. */
  readonly full: boolean;
  /** The environment exists, but its init phase failed. */
  readonly init_failed: boolean;
}

class WorkerFull extends PlatformError {
  constructor(publicMessage: string) {
    super("ServiceUnavailable", publicMessage);
  }
}

/** Starts an environment as the scheduler orders; an environment that exists takes the newer lease. Never fails: the reply says what went wrong. */
export async function placeEnvironment(dependencies: PlacementDependencies, request: PlaceRequest__Output): Promise<Placement> {
  const span = startSpan(dependencies.environment.tracing, request);
  try {
    const placement = await place(dependencies, request, span?.traceParent ?? "");
    span?.setAttribute("mayfly.prewarmed", placement.prewarmed);
    span?.end();
    return placement;
  } catch (error) {
    const failure = PlatformError.from(error);
    span?.end(failure);
    dependencies.environment.logger.warn("environment not placed", { environmentId: request.lease?.environment_id, error: failure });
    return {
      failure_code: failure.code,
      failure_message: failure.publicMessage,
      init_ms: 0,
      prewarmed: false,
      full: error instanceof WorkerFull,
      init_failed: false,
    };
  }
}

/** Only what the scheduler traces has a span here. */
function startSpan(tracing: Tracing, request: PlaceRequest__Output): Span | undefined {
  if (!tracing.enabled || request.trace_parent === "") return undefined;
  const { spec, lease } = request;
  const attributes = {
    "faas.name": spec?.identity?.function_name ?? "",
    "faas.version": spec?.identity?.version ?? "",
    "mayfly.environment_id": lease?.environment_id ?? "",
  };
  return tracing.startSpan("start environment", { kind: "server", traceParent: request.trace_parent, attributes });
}

async function place(dependencies: PlacementDependencies, request: PlaceRequest__Output, traceParent: string): Promise<Placement> {
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
  const [fetched, credentials] = await Promise.all([fetchFunction(dependencies, spec, traceParent), dependencies.credentials.find(roleSessionOf(spec))]);
  dependencies.environment.stages.over("fetch", lease.sinceMs);
  // Fetching takes its time: the same placement may have come again, others may have taken the memory, the worker may be stopping.
  using unlessStarted = new DisposableStack();
  unlessStarted.use(fetched);
  const knownSince = findOrRefuse(dependencies, granted.environment_id, spec);
  if (knownSince !== undefined) return adopt(knownSince, lease);
  unlessStarted.move();
  const version = spec.identity?.version ?? "";
  const logStream = logStreamName(version, new Date(dependencies.clock.now()), randomUUID());
  const environment = new Environment(dependencies.environment, {
    environmentId: granted.environment_id,
    spec,
    runtime: fetched.runtime,
    variables: functionVariables(spec, fetched.runtime.manifest, { logStream, credentials, provisioned: request.provisioned }),
    retireAtMs: dependencies.clock.monotonicMs() + environmentMsMax(credentials?.expiresAt, dependencies.clock.now()),
    lease,
    provisioned: request.provisioned,
    logStream: { account: spec.identity?.account ?? "", logGroup: spec.log_group, logStream },
    codeIsCurrent: fetched.isCurrent,
    ...holdFunction(dependencies, spec, fetched),
  });
  dependencies.environments.set(environment.environmentId, environment);
  void environment.gone.then(() => dependencies.environments.delete(environment.environmentId));
  dependencies.environment.onChange(environment);
  const started = await environment.start();
  return { failure_code: "", failure_message: "", init_ms: started.initMs, prewarmed: started.prewarmed, full: false, init_failed: started.initFailed };
}

/** The files of a function, held until released; those of a later start too. */
function holdFunction(
  dependencies: PlacementDependencies,
  spec: FunctionSpec__Output,
  fetched: FetchedFunction,
): Pick<EnvironmentOptions, "taskDirectory" | "layerDirectories" | "refetch" | "release"> {
  const held = new DisposableStack();
  const { taskDirectory, layerDirectories } = held.use(fetched);
  return {
    taskDirectory,
    layerDirectories,
    async refetch() {
      using unlessHeld = new DisposableStack();
      const again = unlessHeld.use(await fetchFunction(dependencies, spec));
      if (held.disposed) throw new PlatformError("EnvironmentGone", "The environment was ended while it started.");
      held.use(again);
      unlessHeld.move();
      return { taskDirectory: again.taskDirectory, layerDirectories: again.layerDirectories };
    },
    release: () => held.dispose(),
  };
}

/** In whose name a function calls Mayfly. */
export function roleSessionOf({ identity, role, generation }: FunctionSpec__Output): RoleSession {
  return { account: identity?.account ?? "", roleArn: role, functionName: identity?.function_name ?? "", generation };
}

/** The environment if it exists; throws WorkerFull if it does not and nothing can be placed now. */
function findOrRefuse(dependencies: PlacementDependencies, environmentId: string, spec: FunctionSpec__Output): Environment | undefined {
  const existing = dependencies.environments.get(environmentId);
  if (existing !== undefined) return existing;
  const refusal = dependencies.refusal(spec);
  if (refusal !== undefined) throw new WorkerFull(refusal);
  return undefined;
}

function adopt(environment: Environment, lease: EnvironmentLease): Placement {
  const { kind } = environment.state;
  if (kind === "shutting-down" || kind === "gone") throw new PlatformError("EnvironmentGone", "The environment no longer exists.");
  if (!environment.adopt(lease)) throw new PlatformError("LeaseFenced", "The environment has a newer lease.");
  return { failure_code: "", failure_message: "", init_ms: 0, prewarmed: false, full: false, init_failed: false };
}
