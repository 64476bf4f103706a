import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { connectNatsBus, type NatsBus } from "@mayfly/bus/nats-bus";
import { cacheDirectory, defaultDataDirectory } from "@mayfly/config/default-directories";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { packagesService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock } from "@mayfly/kernel/clock";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { createRuntimeCatalogue, hostArchitecture, type RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import { openSandboxDriver } from "@mayfly/sandbox/open-sandbox-driver";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { createLogger, type Logger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import type { z } from "zod";
import { StoredFunctionLogs } from "./adapters/jetstream/stored-function-logs.ts";
import { RotatingLogFile } from "./adapters/rotating-log-file.ts";
import { createWorkerApp } from "./app.ts";
import { combinedLogSink, noFunctionLogs } from "./ports/function-log-sink.ts";
import { workerConfig, workerSettings } from "./worker-config.ts";

/** A worker that serves on the bus. Disposing it drains it and leaves nothing on the host. */
export interface ServedWorker extends AsyncDisposable {
  /** `metrics` is a URL; `agent` is the worker's name on the bus. */
  readonly addresses: { readonly metrics: string; readonly agent: string };
}

/** Runs a worker as `MAYFLY_*` variables say (`mayfly serve worker`); resolves when it takes placements. Fails with a sentence that says what to mend. */
export async function serveWorker(environment: Environment): Promise<ServedWorker> {
  const config = parseServiceConfig(workerConfig, environment);
  const dataDirectory = config.dataDir ?? defaultDataDirectory(environment);
  const logger = createLogger({ component: "worker", level: config.logLevel });
  const metrics = createMetrics();
  const agentId = `worker-${randomUUID()}`;
  await using stack = new AsyncDisposableStack();
  const tracing = stack.use(await createTracing({ serviceName: "mayfly-worker", instanceId: agentId, logger, metrics }, config));
  const bus = stack.use(
    await connectNatsBus({ servers: config.natsUrl, name: agentId, onStatus: (status) => logger.warn("nats status", { event: status.event }) }),
  );
  const packages = stack.use(createGrpcClient(packagesService, { address: config.packageStoreAddress }));
  const driver = stack.use(await startDriver(join(dataDirectory, "sandboxes"), config, environment));
  for (const warning of driver.capabilities.warnings) logger.warn("sandbox promise does not hold", { warning });
  const logBytes = config.functionLogMib * 1024 * 1024;
  const logFile = { path: join(dataDirectory, "logs", "functions.log"), fileBytesMax: logBytes / 2, logger, metrics };
  const file = logBytes === 0 ? noFunctionLogs : stack.use(new RotatingLogFile(logFile));
  const storeOptions = { connection: bus.connection, region: config.region, clock: systemClock, logger, metrics };
  const stored = config.logStoreMib === 0 ? noFunctionLogs : stack.use(new StoredFunctionLogs(storeOptions));
  const logs = combinedLogSink([file, stored]);
  const settings = workerSettings(config);
  const runtimes = catalogue({ environment, dataDirectory, cacheDirectory: config.cacheDir ?? cacheDirectory(environment), logger });
  stack.use(
    await createWorkerApp({
      agentId,
      region: config.region,
      bus,
      packages,
      driver,
      runtimes,
      dataDirectory,
      gatewayUrl: () => config.gatewayUrl,
      settings,
      clock: systemClock,
      logger,
      metrics,
      tracing,
      logs,
    }),
  );
  const metricsServer = stack.use(
    await startMetricsServer({ metrics, host: config.listenHost, port: config.metricsPort, check: () => checkHost(bus, driver) }),
  );
  logger.info("worker is ready", { agentId, metricsUrl: metricsServer.url, mode: driver.capabilities.mode, cgroups: driver.capabilities.cgroups });
  const owned = stack.move();
  return { addresses: { metrics: metricsServer.url, agent: agentId }, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function startDriver(stateDirectory: string, config: z.output<typeof workerConfig>, environment: Environment): Promise<SandboxDriver> {
  await mkdir(stateDirectory, { recursive: true });
  const { sandboxDriver, sandboxNetwork, logLevel: level } = config;
  const logger = createLogger({ component: "sandbox", level });
  return await openSandboxDriver({ sandboxDriver, sandboxNetwork, stateDirectory, logger, environment, runtimeDirectory: environment["XDG_RUNTIME_DIR"] });
}

interface CatalogueOptions {
  readonly environment: Environment;
  readonly dataDirectory: string;
  readonly cacheDirectory: string;
  readonly logger: Logger;
}

function catalogue(options: CatalogueOptions): RuntimeCatalogue {
  const { environment, dataDirectory, logger } = options;
  const runtimes = createRuntimeCatalogue({
    cacheDirectory: options.cacheDirectory,
    manifestsDirectory: join(dataDirectory, "runtimes"),
    environment,
    architecture: hostArchitecture(),
    onProgress: ({ runtime, step }) => logger.info("runtime is being fetched", { runtime, step }),
  });
  for (const problem of runtimes.problems) logger.warn("runtime manifest left out", { warning: problem });
  return runtimes;
}

async function checkHost(bus: NatsBus, driver: SandboxDriver): Promise<void> {
  if (!bus.connected) throw new PlatformError("ServiceUnavailable", "The worker has lost its connection to NATS.");
  const { trouble } = driver.health;
  if (trouble !== undefined) throw new PlatformError("ServiceUnavailable", trouble);
}
