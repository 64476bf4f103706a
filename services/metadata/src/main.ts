import { randomUUID } from "node:crypto";
import { connectNatsBus } from "@mayfly/bus/nats-bus";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { functionFeedService, functionsService, identitiesService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock } from "@mayfly/kernel/clock";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { connectRedis, type RedisConnection } from "@mayfly/state-store/redis-connection";
import { createLogger, type Logger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import { BusProvisioningReporter } from "./adapters/bus/bus-provisioning-reporter.ts";
import { BusVersionPreparer } from "./adapters/bus/bus-version-preparer.ts";
import { RedisIdentityStore } from "./adapters/redis/redis-identity-store.ts";
import { redisState } from "./adapters/redis/redis-state.ts";
import { createMetadataApp } from "./app.ts";
import { createIdentityService } from "./identities/identity-service.ts";
import { metadataConfig } from "./metadata-config.ts";

/** The metadata service, listening. */
export interface ServedMetadata extends AsyncDisposable {
  readonly addresses: { readonly grpc: string; readonly metrics: string };
}

/** Runs the metadata service as the MAYFLY_* variables say (`mayfly serve metadata`). Fails with PlatformError if they are wrong, or Redis, NATS or the port cannot be had. */
export async function serveMetadata(environment: Environment): Promise<ServedMetadata> {
  const config = parseServiceConfig(metadataConfig, environment);
  const logger = createLogger({ component: "metadata", level: config.logLevel });
  const metrics = createMetrics();
  await using stack = new AsyncDisposableStack();
  const tracing = stack.use(await createTracing({ serviceName: "mayfly-metadata", instanceId: randomUUID(), logger, metrics }, config));
  const redis = stack.use(await openRedis(config.redisUrl, logger));
  const bus = stack.use(
    await connectNatsBus({ servers: config.natsUrl, name: "mayfly-metadata", onStatus: (status) => logger.warn("nats status", { event: status.event }) }),
  );
  const app = stack.use(
    await createMetadataApp({
      ...redisState(redis, { feedEntriesMax: config.feedEntriesMax }),
      preparer: new BusVersionPreparer(bus, { timeoutMs: config.prepareTimeoutMs }),
      provisioning: new BusProvisioningReporter(bus),
      accountConcurrencyMax: config.accountConcurrencyMax,
      clock: systemClock,
      newRevisionId: randomUUID,
      logger,
      metrics,
      tracing,
      scopeDefaults: { region: config.region, account: config.account },
      architectureDefault: config.defaultArchitecture,
    }),
  );
  const identities = stack.use(
    await createIdentityService({
      store: new RedisIdentityStore(redis, { feedEntriesMax: config.feedEntriesMax }),
      bus,
      region: config.region,
      account: config.account,
      identityKey: config.identityKey,
      requireRoles: config.requireRoles,
      clock: systemClock,
      logger,
    }),
  );
  const server = stack.use(
    createGrpcServer({
      services: [
        { contract: functionsService, handlers: app.functions },
        { contract: functionFeedService, handlers: app.feed },
        { contract: identitiesService, handlers: identities.handlers },
      ],
      reflection: false,
      onCallFailure: (error, method) => logger.error("call failed", { method, error: error instanceof Error ? error : undefined }),
    }),
  );
  const check = async (): Promise<void> => {
    await redis.run((client) => client.ping());
    if (!bus.connected) throw new PlatformError("ServiceUnavailable", "NATS is not connected.");
  };
  const metricsServer = stack.use(await startMetricsServer({ metrics, host: config.listenHost, port: config.metricsPort, check }));
  const grpcPort = await server.start({ host: config.listenHost, port: config.grpcPort });
  logger.info("metadata serves", { grpcPort, metricsUrl: metricsServer.url });
  const running = stack.move();
  return { addresses: { grpc: `${config.listenHost}:${grpcPort}`, metrics: metricsServer.url }, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function openRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const redis = await connectRedis({
    url,
    clock: systemClock,
    onStatus: (status) => (status === "ready" ? logger.info("redis connected") : logger.warn("redis connection lost")),
  });
  await warnIfVolatile(redis, logger);
  return redis;
}

/** Functions are to survive a crash of Redis; whether they do is its operator's choice. */
async function warnIfVolatile(redis: RedisConnection, logger: Logger): Promise<void> {
  const persistence = await redis.run((client) => client.info("persistence"));
  if (/^aof_enabled:0/m.test(persistence)) logger.warn("redis loses acknowledged functions when it crashes: set appendonly yes and appendfsync always");
}
