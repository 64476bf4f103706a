import { startNatsServer, type NatsServer } from "@mayfly/servers/nats-server";
import { startRedisServer, type RedisServer } from "@mayfly/servers/redis-server";
import { temporaryDirectory } from "./temporary-directory.ts";

/** A real NATS server with JetStream on a free port; its data is removed with it. */
export async function startTestNats(): Promise<NatsServer> {
  const { server, cleanup } = await startInTemporaryDirectory((dataDirectory) => startNatsServer({ dataDirectory }));
  return { url: server.url, clientUrl: server.clientUrl, pid: server.pid, [Symbol.asyncDispose]: cleanup };
}

/** A real Redis server on a free port; its data is removed with it. */
export async function startTestRedis(): Promise<RedisServer> {
  const { server, cleanup } = await startInTemporaryDirectory((dataDirectory) => startRedisServer({ dataDirectory }));
  return { url: server.url, pid: server.pid, [Symbol.asyncDispose]: cleanup };
}

interface OwnedServer<Server> {
  readonly server: Server;
  readonly cleanup: () => Promise<void>;
}

async function startInTemporaryDirectory<Server extends AsyncDisposable>(start: (dataDirectory: string) => Promise<Server>): Promise<OwnedServer<Server>> {
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await temporaryDirectory());
  const server = stack.use(await start(directory.path));
  const owned = stack.move();
  return { server, cleanup: () => owned.disposeAsync() };
}
