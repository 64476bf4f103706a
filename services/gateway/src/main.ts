import { randomUUID } from "node:crypto";
import { connectNatsBus, type NatsBus } from "@mayfly/bus/nats-bus";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { functionFeedService, functionsService, identitiesService, packagesService } from "@mayfly/contracts/services";
import { createFunctionDirectory, type WatchingFunctionDirectory } from "@mayfly/invocation/create-function-directory";
import { createInvoker } from "@mayfly/invocation/create-invoker";
import { systemClock } from "@mayfly/kernel/clock";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { createLogger, type Logger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import { createStaticCredentialSource, readCredentialsFile } from "./adapters/credentials/static-credential-source.ts";
import { watchIdentities } from "./adapters/identities/identity-watcher.ts";
import { JetStreamEventPublisher } from "./adapters/jetstream/jetstream-event-publisher.ts";
import { createGatewayApp } from "./app.ts";
import type { IdentityDirectory } from "./ports/identity-directory.ts";
import { gatewayConfig } from "./gateway-config.ts";
import { openLogStore } from "./open-log-store.ts";

/** When the invoker is stopped the doors have waited for what was running; nobody takes the other answers any more. */
const doorsHaveDrained = { drainMs: 0 } as const;

/** A gateway that listens. Disposing it drains its doors and closes everything. */
export interface ServedGateway extends AsyncDisposable {
  /** `http`, `urls` and `metrics` are URLs, `grpc` is host:port. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Runs a gateway as `MAYFLY_*` variables say; resolves when it listens. Fails with a sentence that says what to mend. */
export async function serveGateway(environment: Environment): Promise<ServedGateway> {
  const config = parseServiceConfig(gatewayConfig, environment);
  const { listenHost: host, region, account } = config;
  const clock = systemClock;
  const logger = createLogger({ component: "gateway", level: config.logLevel });
  const metrics = createMetrics();
  const holderId = `gateway-${randomUUID()}`;
  const credentials = createStaticCredentialSource(await readCredentialsFile(config.credentialsFile));
  await using stack = new AsyncDisposableStack();
  const tracing = stack.use(await createTracing({ serviceName: "mayfly-gateway", instanceId: holderId, logger, metrics }, config));
  const bus = stack.use(await connectNatsBus({ servers: config.natsUrl, name: holderId, onStatus: (status) => reportNats(logger, status) }));
  // A client is told at once that a part is down; the feed waits for it to come back.
  const functions = stack.use(createGrpcClient(functionsService, { address: config.metadataAddress, waitForReady: false }));
  const feed = stack.use(createGrpcClient(functionFeedService, { address: config.metadataAddress }));
  const packages = stack.use(createGrpcClient(packagesService, { address: config.packageStoreAddress, waitForReady: false }));
  const identities = stack.use(createGrpcClient(identitiesService, { address: config.metadataAddress, waitForReady: false }));
  const identityDirectory = stack.use(
    watchIdentities({ identities: stack.use(createGrpcClient(identitiesService, { address: config.metadataAddress })), clock, logger }),
  );
  const directory = stack.use(createFunctionDirectory({ feed, watcherId: holderId, logger, clock }));
  const invoker = stack.use(createInvoker({ bus, region, holderId, directory, clock, logger, metrics, tracing, limits: doorsHaveDrained }));
  const health = (): Promise<readonly string[]> => Promise.resolve(reasonsOf(bus, directory, identityDirectory));
  const { logStoreMib, logStoreDays } = config;
  const { store: logStore } = stack.use(await openLogStore({ connection: bus.connection, region, logStoreMib, logStoreDays, clock, logger }));
  const app = stack.use(
    await createGatewayApp({
      functions,
      packages,
      directory,
      invoker,
      credentials,
      identities: { client: identities, directory: identityDirectory },
      requireRoles: config.requireRoles,
      region,
      account,
      logger,
      metrics,
      clock,
      tracing,
      health,
      events: new JetStreamEventPublisher(bus.connection),
      logStore,
      http: { host, port: config.httpPort },
      grpc: { host, port: config.grpcPort },
      urls: { host, port: config.urlPort },
      functionUrlBase: config.functionUrlBase,
      functionUrlProxies: config.functionUrlProxies,
      nats: bus.connection,
      additionalRuntimes: config.additionalRuntimes,
      ...(config.packageUrlKey === undefined ? {} : { packageUrlKey: Buffer.from(config.packageUrlKey) }),
    }),
  );
  const metricsServer = stack.use(await startMetricsServer({ metrics, host, port: config.metricsPort, check: () => requireHealth(health) }));
  const addresses = { http: app.httpUrl, grpc: app.grpcAddress ?? "", urls: app.urlsUrl ?? "", metrics: metricsServer.url };
  logger.info("gateway is ready", addresses);
  const owned = stack.move();
  return { addresses, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function reasonsOf(bus: NatsBus, directory: WatchingFunctionDirectory, identities: IdentityDirectory): readonly string[] {
  const reasons: string[] = [];
  if (!bus.connected) reasons.push("NATS is not connected.");
  if (!directory.connected) reasons.push("Metadata is not connected: functions that are known go on working, changes do not arrive.");
  else if (!identities.ready) reasons.push("Identities are not known yet: only the access keys of the credentials file are accepted.");
  return reasons;
}

async function requireHealth(health: () => Promise<readonly string[]>): Promise<void> {
  const reasons = await health();
  if (reasons.length > 0) throw new Error(reasons.join(" "));
}

function reportNats(logger: Logger, status: { readonly event: string; readonly error?: Error }): void {
  if (status.error === undefined) logger.warn("nats connection changed", { event: status.event });
  else logger.warn("nats reported an error", { error: status.error });
}
