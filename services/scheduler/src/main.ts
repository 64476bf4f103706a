import { randomUUID } from "node:crypto";
import { connectNatsBus } from "@mayfly/bus/nats-bus";
import { parseNatsUrls } from "@mayfly/bus/nats-urls";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { Environment } from "@mayfly/config/process-environment";
import { functionFeedService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { createFunctionDirectory } from "@mayfly/invocation/create-function-directory";
import { systemClock } from "@mayfly/kernel/clock";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { createLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import { SchedulerBucket } from "./adapters/jetstream/scheduler-bucket.ts";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { reportResults } from "./adapters/jetstream/report-results.ts";
import { createSchedulerApp } from "./app.ts";
import { schedulerConfig } from "./scheduler-config.ts";

/** The scheduler, serving on the bus. */
export interface ServedScheduler extends AsyncDisposable {
  /** `metrics` is a URL. */
  readonly addresses: { readonly metrics: string };
}

/** Runs the scheduler as the MAYFLY_* variables say (`mayfly serve scheduler`). Fails with PlatformError if they are wrong or NATS cannot be had. */
export async function serveScheduler(environment: Environment): Promise<ServedScheduler> {
  const config = parseServiceConfig(schedulerConfig, environment);
  const logger = createLogger({ component: "scheduler", level: config.logLevel });
  const metrics = createMetrics();
  await using stack = new AsyncDisposableStack();
  const bus = stack.use(
    await connectNatsBus({ servers: config.natsUrl, name: "mayfly-scheduler", onStatus: (status) => logger.warn("nats status", { event: status.event }) }),
  );
  const feed = stack.use(createGrpcClient(functionFeedService, { address: config.metadataAddress }));
  const directory = stack.use(createFunctionDirectory({ feed, watcherId: `scheduler-${randomUUID()}`, logger, clock: systemClock }));
  const bucket = await SchedulerBucket.open(bus.connection, config.region, logger);
  const term = await bucket.nextTerm();
  const tracing = stack.use(await createTracing({ serviceName: "mayfly-scheduler", instanceId: `scheduler-${term}`, logger, metrics }, config));
  const sources = config.natsClientUrl === undefined ? undefined : await connectSources(config.natsClientUrl, stack);
  const app = stack.use(
    await createSchedulerApp({
      bus,
      region: config.region,
      directory,
      events: bus.connection,
      sources: { connection: sources, mappings: directory.mappings, report: reportResults(feed) },
      term,
      membership: bucket,
      clock: systemClock,
      random: Math.random,
      logger,
      metrics,
      tracing,
      limits: {
        accountConcurrencyMax: config.accountConcurrencyMax,
        placementsPerAgentMax: config.placementsPerAgentMax,
        keepAliveMs: config.keepAliveSeconds * 1_000,
      },
      eventLimits: { eventsBytesMax: config.eventsBytesMax, runningMax: config.eventsRunningMax },
    }),
  );
  const check = async (): Promise<void> => {
    if (!bus.connected) throw new PlatformError("ServiceUnavailable", "The scheduler has lost its connection to NATS.");
  };
  const metricsServer = stack.use(await startMetricsServer({ metrics, host: config.listenHost, port: config.metricsPort, check }));
  logger.info("scheduler serves", { term, metricsUrl: metricsServer.url });
  void app.rebuilt.then(() => logger.info("scheduler grants leases", { term }));
  const running = stack.move();
  return { addresses: { metrics: metricsServer.url }, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** A connection as clients have it. Fails if NATS cannot be had. */
async function connectSources(url: string, stack: AsyncDisposableStack): Promise<NatsConnection> {
  const connection = await connect({ ...parseNatsUrls([url]), name: "mayfly-event-sources", maxReconnectAttempts: -1 });
  stack.defer(() => connection.close());
  return connection;
}
