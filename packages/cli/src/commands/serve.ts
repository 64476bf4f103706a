import { Argument, type Command } from "commander";
import { processEnvironment, type Environment } from "@mayfly/config/process-environment";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** A service that runs until it is disposed. */
interface ServedService extends AsyncDisposable {
  /** Where it listens, by name, like `grpc` or `http`; with port 0 this is how to find it. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Services are loaded only when asked for: each brings its own libraries. */
const services: Readonly<Record<string, (environment: Environment) => Promise<ServedService>>> = {
  gateway: async (environment) => (await import("@mayfly/gateway/main")).serveGateway(environment),
  metadata: async (environment) => (await import("@mayfly/metadata/main")).serveMetadata(environment),
  "package-store": async (environment) => (await import("@mayfly/package-store/main")).servePackageStore(environment),
  scheduler: async (environment) => (await import("@mayfly/scheduler/main")).serveScheduler(environment),
  worker: async (environment) => (await import("@mayfly/worker/main")).serveWorker(environment),
};

/** `mayfly serve <service>`: one service of a cluster, configured by MAYFLY_* variables, until a signal stops it. Prints one JSON line with its addresses when it is ready. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("run one service of a cluster; configured by MAYFLY_* variables (docs/how-to/run-as-separate-services.md)")
    .addArgument(new Argument("<service>", "which one").choices(Object.keys(services)))
    .action(async (name: string) => {
      const stopped = stopSignal();
      const start = services[name];
      if (start === undefined) throw new Error(`no service ${name}`);
      const service = await start(processEnvironment());
      await using _stopping = stopWithin(service);
      process.stdout.write(`${JSON.stringify({ ready: name, ...service.addresses })}\n`);
      await stopped;
    });
}
