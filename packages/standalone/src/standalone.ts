import { randomUUID } from "node:crypto";
import { totalmem } from "node:os";
import { join } from "node:path";
import { DirectoryBlobStore } from "@mayfly/blob-store/directory-blob-store";
import { MemoryHub } from "@mayfly/bus/memory-hub";
import { parseNatsUrls } from "@mayfly/bus/nats-urls";
import { processEnvironment } from "@mayfly/config/process-environment";
import { functionFeedService, functionsService, identitiesService, packagesService } from "@mayfly/contracts/services";
import { JetStreamEventPublisher } from "@mayfly/gateway/adapters/jetstream/jetstream-event-publisher";
import { createStaticCredentialSource } from "@mayfly/gateway/adapters/credentials/static-credential-source";
import { watchIdentities } from "@mayfly/gateway/adapters/identities/identity-watcher";
import { createGatewayApp, type GatewayApp } from "@mayfly/gateway/app";
import { openLogStore } from "@mayfly/gateway/open-log-store";
import { hostCodeDirectories } from "@mayfly/gateway/adapters/host-code-directories";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { createFunctionDirectory, type WatchingFunctionDirectory } from "@mayfly/invocation/create-function-directory";
import { createInvoker } from "@mayfly/invocation/create-invoker";
import { systemClock } from "@mayfly/kernel/clock";
import { S3ObjectSource } from "@mayfly/blob-store/s3-object-source";
import { isLoopback } from "@mayfly/config/listen-settings";
import { codeSourceAccess } from "@mayfly/config/code-source-settings";
import { createMetadataApp } from "@mayfly/metadata/app";
import { BusProvisioningReporter } from "@mayfly/metadata/adapters/bus/bus-provisioning-reporter";
import { BusVersionPreparer } from "@mayfly/metadata/adapters/bus/bus-version-preparer";
import { RedisIdentityStore } from "@mayfly/metadata/adapters/redis/redis-identity-store";
import { createIdentityService } from "@mayfly/metadata/identities/identity-service";
import { redisState } from "@mayfly/metadata/adapters/redis/redis-state";
import { createPackageStoreApp } from "@mayfly/package-store/app";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { openSandboxDriver } from "@mayfly/sandbox/open-sandbox-driver";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { createSchedulerApp } from "@mayfly/scheduler/app";
import { reportResults } from "@mayfly/scheduler/adapters/jetstream/report-results";
import { SchedulerBucket } from "@mayfly/scheduler/adapters/jetstream/scheduler-bucket";
import { findServers, type ServerName } from "@mayfly/servers/find-server";
import { connectRedis } from "@mayfly/state-store/redis-connection";
import { createLogger, type LogComponent, type Logger } from "@mayfly/telemetry/logger";
import { createMetrics, type Metrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { StoredFunctionLogs } from "@mayfly/worker/adapters/jetstream/stored-function-logs";
import { RotatingLogFile } from "@mayfly/worker/adapters/rotating-log-file";
import { combinedLogSink, noFunctionLogs } from "@mayfly/worker/ports/function-log-sink";
import { createWorkerApp } from "@mayfly/worker/app";
import { defaultWorkerSettings, type WorkerSettings } from "@mayfly/worker/worker-settings";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { checkPorts } from "./check-ports.ts";
import { dataDirectoryAt, prepareDataDirectory, type DataDirectory } from "./data-directory.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import { ensureDefaultCredentials, writeAwsConfig, type DefaultCredentials } from "./default-credentials.ts";
import { ensureIdentityKey } from "./identity-key.ts";
import { PartStack } from "./part-stack.ts";
import { ServerHealth } from "./server-health.ts";
import { startRealServers, type RealServers } from "./real-servers.ts";
import { writeRunFile } from "./run-file.ts";
import type { StandaloneConfig } from "./standalone-config.ts";

/** A whole Mayfly in this process. Disposing it drains and stops everything, the real servers last. */
export interface Standalone extends AsyncDisposable {
  readonly region: string;
  readonly account: string;
  readonly credentials: DefaultCredentials;
  readonly dataDirectory: string;
  /** Where it listens, as in run.json. */
  readonly addresses: { readonly http: string; readonly grpc: string; readonly metrics: string; readonly urls: string };
  /** Promises that do not hold on this host, a sentence each with what mends it. */
  readonly warnings: readonly string[];
}

/** What all five services share here. */
interface Foundation {
  readonly config: StandaloneConfig;
  readonly directory: DataDirectory;
  readonly hub: MemoryHub;
  readonly nats: NatsConnection;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly health: ServerHealth;
  /** Its `url` is there once the gateway listens. */
  readonly gateway: { url?: string };
  readonly loggerFor: (component: LogComponent) => Logger;
  /** Ends what is put on it, last in first out. */
  readonly stack: PartStack;
}

/** Milliseconds that one request to prepare a version may take: a runtime may have to be fetched. */
const prepareMsMax = 300_000;
/** Changes of identities that are kept for a gateway that was away; it reads everything after more. */
const identityFeedEntriesMax = 10_000;
/** What still runs when the worker stops has outlived its gateway: nobody takes the answer. */
const orphanedMs = 500;
/** The gateway's doors have waited for what ran. */
const doorsHaveDrained = { drainMs: 0 } as const;

/** The worker's settings as the configuration says. */
function workerSettings({ memoryMib, poolSize, freezeAfterMs, cpu }: StandaloneConfig): WorkerSettings {
  const defaults = defaultWorkerSettings(totalmem());
  return { ...defaults, memoryMib: memoryMib ?? defaults.memoryMib, poolSandboxes: poolSize, freezeAfterMs, strictCpu: cpu === "strict", drainMs: orphanedMs };
}

/** What a start tells of itself. */
export interface StartOptions {
  /** A sentence for each step that may take long, like a download. */
  readonly onProgress?: (sentence: string) => void;
}

/** Starts everything. Resolves when it answers; fails with a PlatformError whose message says what is wrong and what mends it. */
export async function startStandalone(config: StandaloneConfig, options: StartOptions = {}): Promise<Standalone> {
  const loggerFor = (component: LogComponent) => createLogger({ component, level: config.logLevel });
  await using starting = new PartStack(loggerFor("standalone"));
  const directory = dataDirectoryAt(config.dataDir);
  await prepareDataDirectory(directory);
  starting.use("lock", lockDataDirectory(directory.lockFile));
  await checkPorts(config);
  await findServers(neededServers(config), options);
  // The helper's own start takes longest, so everything else starts beside it.
  const driver = startDriver({ config, directory, loggerFor, stack: starting });
  const credentials = await ensureDefaultCredentials(directory.aws);
  const servers = await startRealServers(config, directory, { stack: starting, logger: loggerFor("servers") });
  const foundation = await layFoundation(config, { directory, servers, loggerFor, stack: starting });
  const { warnings, ...backends } = await startBackends(foundation, servers, driver);
  const gateway = await startGateway(foundation, { credentials, ...backends });
  foundation.gateway.url = gateway.httpUrl;
  const metricsServer = starting.use(
    "metrics server",
    await startMetricsServer({
      metrics: foundation.metrics,
      host: config.listenHost,
      port: config.metricsPort,
      check: () => foundation.health.require(),
    }),
  );
  const addresses = { http: gateway.httpUrl, grpc: gateway.grpcAddress ?? "", metrics: metricsServer.url, urls: gateway.urlsUrl ?? "" };
  await writeAwsConfig(directory.aws, { endpointUrl: addresses.http, region: config.region });
  starting.use("run file", await writeRunFile(directory.runFile, { pid: process.pid, ...addresses, nats: servers.natsClientUrl, redis: servers.redisUrl }));
  const running = starting.move();
  return {
    region: config.region,
    account: config.account,
    credentials,
    dataDirectory: directory.root,
    addresses,
    warnings,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function layFoundation(
  config: StandaloneConfig,
  context: Pick<Foundation, "directory" | "loggerFor" | "stack"> & { readonly servers: RealServers },
): Promise<Foundation> {
  const { directory, servers, loggerFor, stack } = context;
  const nats = await connect({ ...parseNatsUrls([servers.natsUrl]), name: "mayfly-standalone", maxReconnectAttempts: -1 });
  stack.defer("nats connection", () => nats.close());
  const health = new ServerHealth(systemClock);
  health.add("NATS", () => nats.rtt());
  const metrics = createMetrics();
  const tracing = stack.use(
    "tracing",
    await createTracing({ serviceName: "mayfly", instanceId: randomUUID(), logger: loggerFor("telemetry"), metrics }, config),
  );
  return { config, directory, hub: new MemoryHub(), nats, metrics, tracing, health, gateway: {}, loggerFor, stack };
}

/** Metadata, package store, scheduler and worker, each on the bus, and clients of those that serve rpcs. */
async function startBackends(foundation: Foundation, servers: RealServers, driverStarting: Promise<SandboxDriver>) {
  const { config, hub, stack } = foundation;
  const [metadata, packageStore, driver] = await Promise.all([startMetadata(foundation, servers), startPackageStore(foundation), driverStarting]);
  foundation.health.add("The sandbox helper", async () => refuseTrouble(driver));
  const functions = createInProcessClient(functionsService, metadata.functions);
  const feed = createInProcessClient(functionFeedService, metadata.feed);
  const identities = createInProcessClient(identitiesService, metadata.identities);
  const packages = createInProcessClient(packagesService, packageStore.handlers);
  const { directory, loggerFor, metrics, tracing } = foundation;
  const runtimes = createRuntimeCatalogue({
    cacheDirectory: config.cacheDir,
    manifestsDirectory: directory.runtimes,
    environment: processEnvironment(),
    architecture: hostArchitecture(),
  });
  const logFile = { path: join(directory.functionLogs, "functions.log"), fileBytesMax: 64 * 1024 * 1024, logger: loggerFor("worker"), metrics };
  const file = stack.use("function logs", new RotatingLogFile(logFile));
  const storeOptions = { connection: foundation.nats, region: config.region, clock: systemClock, logger: loggerFor("worker"), metrics };
  const stored = config.logStoreMib === 0 ? noFunctionLogs : stack.use("stored function logs", new StoredFunctionLogs(storeOptions));
  const logs = combinedLogSink([file, stored]);
  stack.use(
    "worker",
    await createWorkerApp({
      agentId: randomUUID(),
      region: config.region,
      bus: hub.connect(),
      packages,
      driver,
      runtimes,
      dataDirectory: directory.root,
      gatewayUrl: () => foundation.gateway.url,
      settings: workerSettings(config),
      clock: systemClock,
      logger: loggerFor("worker"),
      metrics,
      tracing,
      logs,
    }),
  );
  // After the worker, so that it stops before it: what it gives back still has its worker.
  // Gateway and scheduler apply a change together: one copy is enough for both.
  const functionDirectory = stack.use(
    "function directory",
    createFunctionDirectory({ feed, watcherId: `standalone-${randomUUID()}`, logger: loggerFor("gateway"), clock: systemClock }),
  );
  const scheduler = await startScheduler(foundation, { directory: functionDirectory, natsClientUrl: servers.natsClientUrl, feed });
  return {
    warnings: [...driver.capabilities.warnings, ...runtimes.problems],
    functions,
    functionDirectory,
    identities,
    packages,
    scheduler,
    runtimeNames: runtimes.names,
  };
}

async function startMetadata({ config, directory, hub, metrics, tracing, health, loggerFor, stack }: Foundation, servers: RealServers) {
  const logger = loggerFor("metadata");
  const redis = stack.use(
    "redis connection",
    await connectRedis({ url: servers.redisUrl, clock: systemClock, onStatus: (status) => logger.info("redis connection", { status }) }),
  );
  health.add("Redis", () => redis.run((client) => client.ping()));
  const state = redisState(redis);
  // The watchers of an earlier run of this data directory died with it: nobody need wait until they count as silent.
  for (const watcher of await state.registry.list(config.region)) await state.registry.drop(config.region, watcher);
  const identities = stack.use(
    "identities",
    await createIdentityService({
      store: new RedisIdentityStore(redis, { feedEntriesMax: identityFeedEntriesMax }),
      bus: hub.connect(),
      region: config.region,
      account: config.account,
      identityKey: await ensureIdentityKey(directory.identityKey),
      requireRoles: config.requireRoles,
      clock: systemClock,
      logger,
    }),
  );
  const app = stack.use(
    "metadata",
    await createMetadataApp({
      ...state,
      preparer: new BusVersionPreparer(hub.connect(), { timeoutMs: prepareMsMax }),
      provisioning: new BusProvisioningReporter(hub.connect()),
      clock: systemClock,
      newRevisionId: randomUUID,
      logger,
      metrics,
      tracing,
      scopeDefaults: { region: config.region, account: config.account },
      architectureDefault: hostArchitecture(),
    }),
  );
  return { ...app, identities: identities.handlers };
}

async function startPackageStore({ config, directory, metrics, tracing, loggerFor, stack }: Foundation) {
  const blobs = stack.use("packages", await DirectoryBlobStore.open(directory.packages));
  const access = codeSourceAccess(config);
  const codeSource = access === undefined ? undefined : stack.use("code source", new S3ObjectSource(access));
  return stack.use("package store", await createPackageStoreApp({ blobs, codeSource, logger: loggerFor("package-store"), metrics, tracing }));
}

function refuseTrouble({ health }: SandboxDriver): void {
  if (health.trouble !== undefined) throw new Error(health.trouble);
}

/** Starts the driver in the background. It is stopped with the stack also if the start fails elsewhere meanwhile. */
function startDriver({ config, directory, loggerFor, stack }: Pick<Foundation, "config" | "directory" | "loggerFor" | "stack">): Promise<SandboxDriver> {
  const { sandboxDriver, sandboxNetwork } = config;
  const starting = openSandboxDriver({
    ...{ sandboxDriver, sandboxNetwork, stateDirectory: directory.sandboxes },
    logger: loggerFor("sandbox"),
    environment: processEnvironment(),
    runtimeDirectory: config.userRuntimeDirectory,
  });
  // Whoever awaits it hears of a failure; nobody does if something else fails first.
  starting.catch(() => {});
  stack.defer("sandbox driver", () =>
    starting.then(
      (driver) => driver[Symbol.asyncDispose](),
      () => undefined,
    ),
  );
  return starting;
}

/** The programs that this start cannot do without. */
function neededServers(config: StandaloneConfig): readonly ServerName[] {
  const names: ServerName[] = [config.sandboxDriver === "bubblewrap" ? "bwrap" : config.sandboxDriver];
  if (config.natsUrl === undefined) names.push("nats-server");
  if (config.redisUrl === undefined) names.push("redis-server");
  return names;
}

/** What the scheduler's event sources need: NATS as clients see it, and metadata. */
interface SchedulerSources {
  readonly directory: WatchingFunctionDirectory;
  readonly natsClientUrl: string;
  readonly feed: ServiceClient<typeof functionFeedService>;
}

async function startScheduler(foundation: Foundation, { directory, natsClientUrl, feed }: SchedulerSources) {
  const { config, hub, nats, metrics, tracing, loggerFor, stack } = foundation;
  const logger = loggerFor("scheduler");
  const sources = await connect({ ...parseNatsUrls([natsClientUrl]), name: "mayfly-event-sources", maxReconnectAttempts: -1 });
  stack.defer("event sources' connection", () => sources.close());
  const bucket = await SchedulerBucket.open(nats, config.region, logger);
  // The agents of an earlier run of this data directory died with it, so there is nobody to wait for: no membership.
  const membership = { list: async () => [], join: async () => undefined, leave: async () => undefined };
  return stack.use(
    "scheduler",
    await createSchedulerApp({
      bus: hub.connect(),
      region: config.region,
      directory,
      events: nats,
      sources: { connection: sources, mappings: directory.mappings, report: reportResults(feed) },
      term: await bucket.nextTerm(),
      membership,
      clock: systemClock,
      random: Math.random,
      logger,
      metrics,
      tracing,
    }),
  );
}

async function startGateway(
  foundation: Foundation,
  parts: { readonly credentials: DefaultCredentials } & Pick<
    Awaited<ReturnType<typeof startBackends>>,
    "functions" | "functionDirectory" | "identities" | "packages" | "scheduler" | "runtimeNames"
  >,
): Promise<GatewayApp> {
  const { config, hub, nats, metrics, tracing, loggerFor, stack } = foundation;
  const logger = loggerFor("gateway");
  const holderId = `gateway-${randomUUID()}`;
  const { functionDirectory: directory } = parts;
  const identities = stack.use("gateway's identities", watchIdentities({ identities: parts.identities, clock: systemClock, logger }));
  await Promise.all([directory.caughtUp, identities.caughtUp]);
  const invoker = stack.use(
    "gateway's invoker",
    createInvoker({ bus: hub.connect(), region: config.region, holderId, directory, clock: systemClock, logger, metrics, tracing, limits: doorsHaveDrained }),
  );
  const { logStoreMib, logStoreDays, region } = config;
  const openStore = await openLogStore({ connection: nats, region, logStoreMib, logStoreDays, clock: systemClock, logger });
  stack.use("log store", openStore);
  const gateway = await createGatewayApp({
    functions: parts.functions,
    packages: parts.packages,
    directory,
    invoker,
    events: new JetStreamEventPublisher(nats),
    logStore: openStore.store,
    credentials: createStaticCredentialSource([{ ...parts.credentials, account: config.account, principalArn: `arn:aws:iam::${config.account}:root` }]),
    identities: { client: parts.identities, directory: identities },
    requireRoles: config.requireRoles,
    region: config.region,
    account: config.account,
    logger,
    metrics,
    tracing,
    clock: systemClock,
    health: () => foundation.health.reasons(),
    http: { host: config.listenHost, port: config.httpPort },
    grpc: { host: config.listenHost, port: config.grpcPort },
    urls: { host: config.listenHost, port: config.urlPort },
    functionUrlBase: config.functionUrlBase,
    functionUrlProxies: config.functionUrlProxies,
    nats,
    additionalRuntimes: parts.runtimeNames,
    codeDirectories: isLoopback(config.listenHost) ? hostCodeDirectories : undefined,
  });
  // Both finish what runs, at the same time, while worker and scheduler still serve.
  stack.defer("gateway and events", () => Promise.all([gateway[Symbol.asyncDispose](), parts.scheduler.stopEvents()]));
  return gateway;
}
