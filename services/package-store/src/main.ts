import { randomUUID } from "node:crypto";
import type { Environment } from "@mayfly/config/process-environment";
import { packagesService } from "@mayfly/contracts/services";
import { registration } from "@mayfly/rpc/contract-methods";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { createLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { startMetricsServer } from "@mayfly/telemetry/metrics-server";
import { createTracing } from "@mayfly/telemetry/otlp-tracing";
import { openCodeSource } from "./adapters/open-code-source.ts";
import { openBlobStore } from "./adapters/open-blob-store.ts";
import { createPackageStoreApp } from "./app.ts";
import { parsePackageStoreConfig } from "./package-store-config.ts";

/** A package store that listens. Disposing it refuses new calls, lets running ones end, and closes everything. */
export interface ServedPackageStore extends AsyncDisposable {
  /** `grpc` is host:port, `metrics` a URL. */
  readonly addresses: { readonly grpc: string; readonly metrics: string };
}

/** Runs a package store as `MAYFLY_*` variables say; resolves when it listens. Fails with a sentence that says what to mend. */
export async function servePackageStore(environment: Environment): Promise<ServedPackageStore> {
  const config = parsePackageStoreConfig(environment);
  const { listenHost: host, grpcPort, metricsPort, logLevel, packages } = config;
  const logger = createLogger({ component: "package-store", level: logLevel });
  const metrics = createMetrics();
  await using stack = new AsyncDisposableStack();
  const tracing = stack.use(await createTracing({ serviceName: "mayfly-package-store", instanceId: randomUUID(), logger, metrics }, config));
  const blobs = stack.use(await openBlobStore(packages));
  const codeSource = config.codeSource === undefined ? undefined : stack.use(openCodeSource(config.codeSource, packages));
  const app = stack.use(await createPackageStoreApp({ blobs, codeSource, logger, metrics, tracing }));
  const metricsServer = stack.use(await startMetricsServer({ metrics, host, port: metricsPort, check: () => app.check() }));
  const server = stack.use(
    createGrpcServer({
      services: [registration(packagesService, app.handlers)],
      reflection: false,
      onCallFailure: (error, method) => logger.error("call failed", { method, error: error instanceof Error ? error : new Error(String(error)) }),
    }),
  );
  const port = await server.start({ host, port: grpcPort });
  const addresses = { grpc: `${host.includes(":") ? `[${host}]` : host}:${port}`, metrics: metricsServer.url };
  logger.info("package store is ready", { ...addresses, packages: packages.kind });
  const owned = stack.move();
  return { addresses, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
