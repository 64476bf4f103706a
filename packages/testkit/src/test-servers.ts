import { processEnvironment } from "@mayfly/config/process-environment";
import { startMinioServer, type S3Endpoint } from "@mayfly/servers/minio-server";
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
  return {
    url: server.url,
    get pid() {
      return server.pid;
    },
    [Symbol.asyncDispose]: cleanup,
  };
}

/** A real MinIO server on a free port, or the S3 service of `MAYFLY_TEST_S3_URL` (`http://ACCESS_KEY:SECRET_KEY@HOST:PORT`). Its data is removed with it. */
export async function startTestMinio(): Promise<S3Endpoint & AsyncDisposable> {
  const given = processEnvironment()["MAYFLY_TEST_S3_URL"];
  if (given !== undefined && given !== "") {
    const { origin, username, password } = new URL(given);
    return { url: origin, accessKey: decodeURIComponent(username), secretKey: decodeURIComponent(password), [Symbol.asyncDispose]: async () => {} };
  }
  const { server, cleanup } = await startInTemporaryDirectory((dataDirectory) => startMinioServer({ dataDirectory }));
  return { url: server.url, accessKey: server.accessKey, secretKey: server.secretKey, [Symbol.asyncDispose]: cleanup };
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
