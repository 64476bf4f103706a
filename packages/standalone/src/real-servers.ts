import { startNatsServer } from "@mayfly/servers/nats-server";
import { startRedisServer } from "@mayfly/servers/redis-server";
import type { Logger } from "@mayfly/telemetry/logger";
import type { DataDirectory } from "./data-directory.ts";
import type { PartStack } from "./part-stack.ts";
import type { StandaloneConfig } from "./standalone-config.ts";

/** Where NATS and Redis are, own or given. */
export interface RealServers {
  /** For Mayfly itself. */
  readonly natsUrl: string;
  /** For clients. */
  readonly natsClientUrl: string;
  readonly redisUrl: string;
}

/** Starts the servers that no URL is given for, supervised, with their data under the data directory; they end with `stack`. */
export async function startRealServers(
  config: StandaloneConfig,
  directory: DataDirectory,
  context: { readonly stack: PartStack; readonly logger: Logger },
): Promise<RealServers> {
  const { stack, logger } = context;
  const onUnexpectedExit = () => logger.error("server ended unexpectedly and is started again");
  const [nats, redis] = await Promise.all([
    config.natsUrl === undefined
      ? startNatsServer({ dataDirectory: directory.nats, onUnexpectedExit }).then((server) => stack.use("nats server", server))
      : undefined,
    config.redisUrl === undefined
      ? startRedisServer({ dataDirectory: directory.redis, onUnexpectedExit }).then((server) => stack.use("redis server", server))
      : undefined,
  ]);
  const natsUrl = nats?.url ?? config.natsUrl ?? "";
  return { natsUrl, natsClientUrl: nats?.clientUrl ?? config.natsClientUrl ?? natsUrl, redisUrl: redis?.url ?? config.redisUrl ?? "" };
}
