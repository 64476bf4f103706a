import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { findServer } from "./find-server.ts";
import { exchangeOnLoopback } from "./loopback-exchange.ts";
import { startOnPort } from "./server-port.ts";
import { createPassword, ensureSecrets } from "./server-secrets.ts";
import { SupervisedProcess, type UnexpectedExit } from "./supervised-process.ts";

/** How to start a Redis server. */
export interface RedisServerOptions {
  /** Holds the append-only file, the password and the log; one server per directory. */
  readonly dataDirectory: string;
  /** Loopback port; 0 or absent picks a free one. */
  readonly port?: number;
  readonly onUnexpectedExit?: (exit: UnexpectedExit) => void;
}

/** A Redis server that runs until it is disposed. Every write is on disk before it is answered. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number | undefined;
}

const configurationFile = fileURLToPath(new URL("../../../infra/redis/redis.conf", import.meta.url));

const secretsContent = z.object({ password: z.string() });

/** Starts a supervised `redis-server` on a loopback port. Resolves when it has read its file and answers; fails with PlatformError ServiceUnavailable. */
export async function startRedisServer(options: RedisServerOptions): Promise<RedisServer> {
  const binary = await findServer("redis-server");
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const dataDirectory = realpathSync(options.dataDirectory);
  const { password } = ensureSecrets(
    dataDirectory,
    (content) => secretsContent.parse(content),
    () => ({ password: createPassword() }),
  );
  return await startOnPort(options.port ?? 0, async (port) => {
    const ownConfiguration = join(dataDirectory, "redis.conf");
    writeFileSync(ownConfiguration, configurationFor({ dataDirectory, port, password }), { mode: 0o600 });
    const supervised = await SupervisedProcess.start({
      name: "redis-server",
      dataDirectory,
      command: { path: binary.path, arguments: [ownConfiguration], environment: binary.environment },
      isReady: () => answersPing(port, password),
      onUnexpectedExit: options.onUnexpectedExit,
    });
    return {
      url: `redis://:${password}@127.0.0.1:${port}`,
      get pid() {
        return supervised.pid;
      },
      [Symbol.asyncDispose]: () => supervised[Symbol.asyncDispose](),
    };
  });
}

/** A password among the arguments would be seen by every user of the machine. */
function configurationFor(settings: { readonly dataDirectory: string; readonly port: number; readonly password: string }): string {
  const lines = [
    `include ${JSON.stringify(configurationFile)}`,
    "bind 127.0.0.1",
    `port ${settings.port}`,
    `dir ${JSON.stringify(settings.dataDirectory)}`,
    `requirepass ${settings.password}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** While it reads its file, Redis answers `-LOADING`. */
async function answersPing(port: number, password: string): Promise<boolean> {
  const answer = await exchangeOnLoopback(port, `AUTH ${password}\r\nPING\r\n`, (text) => text.split("\r\n").length > 2);
  return answer === "+OK\r\n+PONG\r\n";
}
