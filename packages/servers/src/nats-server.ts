import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { findServer } from "./find-server.ts";
import { exchangeOnLoopback } from "./loopback-exchange.ts";
import { startOnPort } from "./server-port.ts";
import { createPassword, ensureSecrets } from "./server-secrets.ts";
import { SupervisedProcess, type UnexpectedExit } from "./supervised-process.ts";

/** How to start a NATS server. */
export interface NatsServerOptions {
  /** Holds streams, passwords and the log; one server per directory. */
  readonly dataDirectory: string;
  /** Loopback port; 0 or absent picks a free one. */
  readonly port?: number;
  readonly onUnexpectedExit?: (exit: UnexpectedExit) => void;
}

/** A NATS server with JetStream that runs until it is disposed. */
export interface NatsServer extends AsyncDisposable {
  /** For Mayfly's own services; the user may do everything. */
  readonly url: string;
  /** For clients: an account of its own, from which only the subjects `mayfly.invoke.>` and `mayfly.events.>` lead to Mayfly. */
  readonly clientUrl: string;
  readonly pid: number | undefined;
}

const configurationFile = fileURLToPath(new URL("../../../infra/nats/nats-server.conf", import.meta.url));

const secretsContent = z.object({ serverName: z.string(), internalPassword: z.string(), clientPassword: z.string() });

/** Starts a supervised `nats-server` on a loopback port. Resolves when it accepts connections; fails with PlatformError ServiceUnavailable. */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const binary = await findServer("nats-server");
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const dataDirectory = realpathSync(options.dataDirectory);
  const secrets = ensureSecrets(dataDirectory, (content) => secretsContent.parse(content), createSecrets);
  return await startOnPort(options.port ?? 0, async (port) => {
    const environment = {
      ...binary.environment,
      MAYFLY_NATS_SERVER_NAME: secrets.serverName,
      MAYFLY_NATS_LISTEN: `"127.0.0.1:${port}"`,
      MAYFLY_NATS_STORE_DIR: JSON.stringify(join(dataDirectory, "store")),
      MAYFLY_NATS_INTERNAL_PASSWORD: secrets.internalPassword,
      MAYFLY_NATS_CLIENT_PASSWORD: secrets.clientPassword,
    };
    const supervised = await SupervisedProcess.start({
      name: "nats-server",
      dataDirectory,
      command: { path: binary.path, arguments: ["-c", configurationFile], environment },
      isReady: () => greetsAs(port, secrets.serverName),
      onUnexpectedExit: options.onUnexpectedExit,
    });
    return {
      url: `nats://mayfly:${secrets.internalPassword}@127.0.0.1:${port}`,
      clientUrl: `nats://client:${secrets.clientPassword}@127.0.0.1:${port}`,
      get pid() {
        return supervised.pid;
      },
      [Symbol.asyncDispose]: () => supervised[Symbol.asyncDispose](),
    };
  });
}

function createSecrets(): z.infer<typeof secretsContent> {
  return { serverName: `mayfly-${randomBytes(6).toString("hex")}`, internalPassword: createPassword(), clientPassword: createPassword() };
}

/** A NATS server opens every connection with one line that holds its name. */
async function greetsAs(port: number, serverName: string): Promise<boolean> {
  const greeting = await exchangeOnLoopback(port, "", (answer) => answer.includes("\r\n"));
  return greeting?.includes(`"server_name":"${serverName}"`) ?? false;
}
