import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Bus } from "@mayfly/bus/bus";
import type { AgentReport } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import type { PlaceRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceRequest";
import type { RetireRequest__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/RetireRequest";
import type { RetireReply } from "@mayfly/contracts/generated/mayfly/agent/v1/RetireReply";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { PrepareVersionReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionReply";
import type { PrepareVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionRequest";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import { createExtractor, type Extractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { IncomingInvocation } from "@mayfly/invocation/agent-channel";
import { serveInvocations, type InvocationServer } from "@mayfly/invocation/agent-half";
import type { Clock } from "@mayfly/kernel/clock";
import { hostArchitecture, type RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { BusRoleCredentialIssuer } from "./adapters/bus-role-credential-issuer.ts";
import { CodeCache } from "./code-cache/code-cache.ts";
import type { EnvironmentState } from "./core/environment-state.ts";
import { RoleCredentialCache } from "./credentials/role-credential-cache.ts";
import { MayflyDoor } from "./door/mayfly-door.ts";
import type { Environment } from "./environment/environment.ts";
import { LeaseHolders } from "./agent/holders.ts";
import { noFunctionLogs, type FunctionLogSink } from "./ports/function-log-sink.ts";
import { fetchFunction } from "./placement/fetch-function.ts";
import { placeEnvironment, roleSessionOf, type Placement, type PlacementDependencies } from "./placement/place.ts";
import { PrewarmedPool } from "./placement/prewarm.ts";
import { StartStages } from "./placement/start-stages.ts";
import { InventoryReporter } from "./agent/report-inventory.ts";
import { serveOrders } from "./agent/serve-orders.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** What a worker is made of. The driver is not disposed with it. */
export interface WorkerDependencies {
  /** Lower-case, one subject token. */
  readonly agentId: string;
  readonly region: string;
  readonly bus: Bus;
  readonly packages: ServiceClient<typeof packagesService>;
  readonly driver: SandboxDriver;
  readonly runtimes: RuntimeCatalogue;
  readonly dataDirectory: string;
  /** Where functions' calls of Mayfly's own API go, like http://127.0.0.1:8700; undefined while nobody knows. */
  readonly gatewayUrl: () => string | undefined;
  readonly settings: WorkerSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Where functions' logs go; nowhere by default. */
  readonly logs?: FunctionLogSink;
}

/** A running worker. Disposing it drains: nothing new, running invocations finish within the drain time, nothing is left. */
export interface WorkerApp extends AsyncDisposable {
  readonly agentId: string;
  /** Environments of functions, the dying ones too. */
  readonly environments: number;
  /** Prewarmed sandboxes that could be bound now. */
  readonly prewarmed: number;
  /** How far this environment's life is; undefined if there is none of that id. */
  stateOf(environmentId: string): EnvironmentState["kind"] | undefined;
  /** Resolves when the prewarmed pool is as full as it is to be. */
  refillPool(): Promise<void>;
}

/** A scheduler that has not been heard for this long is silent: nothing is retired for keep-alive meanwhile (DESIGN §4). */
const schedulerSilentAfterMs = 10_000;
const sweepEveryMs = 1000;
/** How often the pool is looked after without a placement: what was for a burst is given up again. */
const sweepsForPool = 10;
/** Killed environments are gone within this time, of which their extensions may take 2 s to end (behaviours.md §13). */
const killMs = 3000;

/** Starts the worker agent on the bus. */
export async function createWorkerApp(dependencies: WorkerDependencies): Promise<WorkerApp> {
  const cacheDirectory = join(dependencies.dataDirectory, "cache", "code");
  await mkdir(cacheDirectory, { recursive: true, mode: 0o755 });
  const extractor = createExtractor({ clock: dependencies.clock });
  const codeCache = new CodeCache({
    directory: cacheDirectory,
    bytesMax: dependencies.settings.codeCacheBytesMax,
    packages: dependencies.packages,
    extractor,
    logger: dependencies.logger,
    now: () => dependencies.clock.now(),
  });
  await codeCache.load();
  return new WorkerAgent(dependencies, codeCache, extractor);
}

class WorkerAgent implements WorkerApp {
  readonly agentId: string;
  readonly #dependencies: WorkerDependencies;
  readonly #codeCache: CodeCache;
  readonly #extractor: Extractor;
  readonly #environments = new Map<string, Environment>();
  readonly #holders = new LeaseHolders();
  readonly #door: MayflyDoor;
  readonly #pool: PrewarmedPool;
  readonly #placement: PlacementDependencies;
  readonly #reporter: InventoryReporter;
  readonly #invocations: InvocationServer;
  readonly #orders: AsyncDisposable;
  readonly #initHistogram;
  readonly #replacements;
  #schedulerHeardAtMs: number;
  #isDraining = false;
  #sweepTimer: Disposable | undefined;
  #sweeps = 0;
  #replacementsCounted = 0;
  #disposal: Promise<void> | undefined;

  constructor(dependencies: WorkerDependencies, codeCache: CodeCache, extractor: Extractor) {
    const { agentId, region, bus, clock, logger, settings, runtimes, driver, metrics, tracing } = dependencies;
    this.agentId = agentId;
    this.#dependencies = dependencies;
    this.#codeCache = codeCache;
    this.#extractor = extractor;
    this.#schedulerHeardAtMs = clock.monotonicMs();
    const door = new MayflyDoor({ gatewayUrl: dependencies.gatewayUrl, metrics });
    this.#door = door;
    this.#pool = new PrewarmedPool({ driver, runtimes, logger, clock, door, sandboxesPerClass: settings.poolSandboxes, memoryMib: settings.poolMemoryMib });
    this.#reporter = new InventoryReporter({ bus, region, clock, logger, describe: () => this.#describe(), onHeard: () => this.#hearScheduler() });
    this.#placement = {
      runtimes,
      codeCache,
      credentials: new RoleCredentialCache({ issuer: new BusRoleCredentialIssuer(bus, region), clock, logger }),
      clock,
      environments: this.#environments,
      refusal: (spec) => this.#refusal(spec),
      environment: {
        driver,
        door,
        pool: this.#pool,
        clock,
        stages: new StartStages(clock, metrics),
        logger,
        tracing,
        logs: dependencies.logs ?? noFunctionLogs,
        initPhaseMs: settings.initPhaseMs,
        strictCpu: settings.strictCpu,
        freezeAfterMs: Math.min(settings.freezeAfterMs, 1000),
        keepAliveMs: settings.keepAliveMs,
        schedulerHeard: () => clock.monotonicMs() - this.#schedulerHeardAtMs < schedulerSilentAfterMs,
        onChange: () => this.#reporter.changed(),
      },
    };
    metrics.gauge({ name: "mayfly_worker_environments", help: "Execution environments on this worker.", read: () => this.#environments.size });
    metrics.gauge({ name: "mayfly_worker_prewarmed_sandboxes", help: "Prewarmed sandboxes that wait for a function.", read: () => this.#pool.size });
    this.#replacements = metrics.counter({
      name: "mayfly_worker_sandbox_helper_replacements_total",
      help: "Sandbox helpers that were replaced, because they had died or did not answer.",
    });
    this.#initHistogram = metrics.histogram({
      name: "mayfly_worker_init_milliseconds",
      help: "From the order to place an environment to the end of its init phase.",
      labels: ["prewarmed"],
      buckets: [2, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240],
    });
    this.#invocations = serveInvocations({ bus, region, agentId, clock, logger, onInvocation: (invocation) => this.#invoke(invocation) });
    this.#orders = serveOrders(dependencies, {
      place: (request) => this.#place(request),
      prepare: (request) => this.#prepare(request),
      retire: async (request) => this.#retire(request),
      reportNow: () => this.#reporter.send(),
      holderAlive: (holderId) => this.#holders.heard(holderId, clock.monotonicMs()),
      onHeard: () => this.#hearScheduler(),
    });
    this.#sweepTimer = clock.after(sweepEveryMs, () => this.#sweep());
    if (runtimes.isInstalled(settings.poolRuntime)) this.#pool.want(settings.poolRuntime, 128);
    void this.#pool.refill();
  }

  get environments(): number {
    return this.#environments.size;
  }

  get prewarmed(): number {
    return this.#pool.size;
  }

  stateOf(environmentId: string): EnvironmentState["kind"] | undefined {
    return this.#environments.get(environmentId)?.state.kind;
  }

  refillPool(): Promise<void> {
    return this.#pool.refill();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#drain();
    return this.#disposal;
  }

  async #place(request: PlaceRequest__Output): Promise<Placement> {
    const reply = await placeEnvironment(this.#placement, request);
    if (reply.failure_code === "" && reply.init_ms > 0) this.#initHistogram.observe(reply.init_ms, { prewarmed: String(reply.prewarmed) });
    this.#pool.refillSoon();
    return reply;
  }

  #invoke(invocation: IncomingInvocation): void {
    const environment = this.#environments.get(invocation.start.environment_id);
    if (environment === undefined || this.#isDraining) invocation.refuse("EnvironmentGone");
    else environment.invoke(invocation);
  }

  async #prepare(request: PrepareVersionRequest__Output): Promise<PrepareVersionReply> {
    const { spec } = request;
    try {
      if (spec === null) throw new PlatformError("Service", "The request names no version.");
      void this.#placement.credentials.find(roleSessionOf(spec));
      using _fetched = await fetchFunction(this.#placement, spec);
      this.#pool.want(spec.runtime, spec.memory_mib);
      void this.#pool.refill();
      return { failure_code: "", failure_reason: "" };
    } catch (error) {
      const failure = PlatformError.from(error);
      this.#dependencies.logger.warn("version not prepared", { functionName: spec?.identity?.function_name, error: failure });
      return { failure_code: failure.code === "InvalidRuntime" ? "InvalidRuntime" : "InternalError", failure_reason: failure.publicMessage };
    }
  }

  #retire(request: RetireRequest__Output): RetireReply {
    const ids = new Set(request.environment_ids);
    const retired = [...this.#environments.values()].filter((environment) => ids.has(environment.environmentId) || isOlder(environment, request));
    for (const environment of retired) environment.retire("ordered");
    return { environments: retired.length };
  }

  #refusal(spec: FunctionSpec__Output): string | undefined {
    if (this.#isDraining) return "The worker is stopping.";
    if (spec.architecture !== "" && spec.architecture !== hostArchitecture())
      return `The worker is of architecture ${hostArchitecture()}, not ${spec.architecture}.`;
    const usedMib = [...this.#environments.values()].reduce((sum, environment) => sum + environment.spec.memory_mib, 0);
    if (usedMib + spec.memory_mib > this.#dependencies.settings.memoryMib) return "The worker has no memory left for this environment.";
    return undefined;
  }

  #hearScheduler(): void {
    this.#schedulerHeardAtMs = this.#dependencies.clock.monotonicMs();
  }

  #sweep(): void {
    const { clock } = this.#dependencies;
    this.#holders.endSilent(this.#environments.values(), clock.monotonicMs());
    const { replacements } = this.#dependencies.driver.health;
    if (replacements > this.#replacementsCounted) this.#replacements.add(undefined, replacements - this.#replacementsCounted);
    this.#replacementsCounted = replacements;
    this.#sweeps += 1;
    if (this.#sweeps % sweepsForPool === 0) void this.#pool.refill();
    this.#sweepTimer = clock.after(sweepEveryMs, () => this.#sweep());
  }

  #describe(): Omit<AgentReport, "report_number"> {
    return {
      agent_id: this.agentId,
      memory_mib: this.#dependencies.settings.memoryMib,
      architecture: hostArchitecture(),
      accepting: !this.#isDraining,
      environments: [...this.#environments.values()].filter((environment) => environment.state.kind !== "gone").map((environment) => environment.report()),
      leaving: this.#isDraining && this.#environments.size === 0,
    };
  }

  async #drain(): Promise<void> {
    const { settings } = this.#dependencies;
    this.#isDraining = true;
    this.#reporter.send();
    for (const environment of this.#environments.values()) environment.retire("drained");
    await this.#allGone(settings.drainMs);
    for (const environment of this.#environments.values()) environment.retire("failed");
    await this.#allGone(killMs);
    this.#sweepTimer?.[Symbol.dispose]();
    this.#reporter.send();
    await this.#orders[Symbol.asyncDispose]();
    await this.#invocations[Symbol.asyncDispose]();
    await this.#reporter[Symbol.asyncDispose]();
    await this.#pool[Symbol.asyncDispose]();
    this.#door[Symbol.dispose]();
    await this.#codeCache.save();
    await this.#extractor[Symbol.asyncDispose]();
  }

  async #allGone(limitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _limit = this.#dependencies.clock.after(limitMs, resolve);
    void Promise.all([...this.#environments.values()].map((environment) => environment.gone)).then(() => resolve());
    await promise;
  }
}

function isOlder(environment: Environment, request: RetireRequest__Output): boolean {
  const { identity } = request;
  const own = environment.spec.identity;
  if (identity === null || own === null) return false;
  const same =
    own.region === identity.region && own.account === identity.account && own.function_name === identity.function_name && own.version === identity.version;
  return same && (request.older_than_generation === 0 || environment.spec.generation < request.older_than_generation);
}
