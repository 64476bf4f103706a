import { Argument, type Command } from "commander";
import { parseServiceConfig } from "@mayfly/config/cluster-settings";
import type { ConfigSchema } from "@mayfly/config/config-schema";
import { formatConfig } from "@mayfly/config/print-config";
import { processEnvironment, type Environment } from "@mayfly/config/process-environment";
import { printConfigOption } from "../print-config-option.ts";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** A service that runs until it is disposed. */
interface ServedService extends AsyncDisposable {
  /** Where it listens, by name, like `grpc` or `http`; with port 0 this is how to find it. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** How a service is started, and the settings that it reads. */
interface ServiceEntry {
  readonly serve: (environment: Environment) => Promise<ServedService>;
  readonly schema: () => Promise<ConfigSchema>;
}

/** Services are loaded only when asked for: each brings its own libraries. */
const services: Readonly<Record<string, ServiceEntry>> = {
  gateway: {
    serve: async (environment) => (await import("@mayfly/gateway/main")).serveGateway(environment),
    schema: async () => (await import("@mayfly/gateway/gateway-config")).gatewayConfig,
  },
  metadata: {
    serve: async (environment) => (await import("@mayfly/metadata/main")).serveMetadata(environment),
    schema: async () => (await import("@mayfly/metadata/metadata-config")).metadataConfig,
  },
  "package-store": {
    serve: async (environment) => (await import("@mayfly/package-store/main")).servePackageStore(environment),
    schema: async () => (await import("@mayfly/package-store/package-store-config")).packageStoreConfig,
  },
  scheduler: {
    serve: async (environment) => (await import("@mayfly/scheduler/main")).serveScheduler(environment),
    schema: async () => (await import("@mayfly/scheduler/scheduler-config")).schedulerConfig,
  },
  worker: {
    serve: async (environment) => (await import("@mayfly/worker/main")).serveWorker(environment),
    schema: async () => (await import("@mayfly/worker/worker-config")).workerConfig,
  },
};

/** `mayfly serve <service>`: one service of a cluster, configured by MAYFLY_* variables, until a signal stops it. Prints one JSON line with its addresses when it is ready. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("run one service of a cluster; configured by MAYFLY_* variables (docs/how-to/run-as-separate-services.md)")
    .addArgument(new Argument("<service>", "which one").choices(Object.keys(services)))
    .addOption(printConfigOption())
    .action(async (name: string, options: { readonly printConfig?: boolean }) => {
      const stopped = stopSignal();
      const entry = services[name];
      if (entry === undefined) throw new Error(`no service ${name}`);
      if (options.printConfig === true) return await printConfig(entry);
      const service = await entry.serve(processEnvironment());
      await using _stopping = stopWithin(service);
      process.stdout.write(`${JSON.stringify({ ready: name, ...service.addresses })}\n`);
      await stopped;
    });
}

async function printConfig(entry: ServiceEntry): Promise<void> {
  const schema = await entry.schema();
  process.stdout.write(formatConfig(schema, parseServiceConfig(schema, processEnvironment())));
}
