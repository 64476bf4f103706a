import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { Redis } from "ioredis";
import { translateRedisError, unavailable } from "./redis-error.ts";
import { RedisGate } from "./redis-gate.ts";
import type { RedisScript } from "./redis-script.ts";
import { RedisSubscriber } from "./redis-subscriber.ts";

/** How to reach Redis, and how long to wait for it. */
export interface RedisConnectionOptions {
  /** `redis://[user:password@]host:port[/db]`; `rediss://` for TLS. */
  readonly url: string;
  readonly clock: Clock;
  /** Milliseconds that one command may take, waiting for a connection included. 2,000 by default. */
  readonly commandTimeoutMs?: number;
  /** Milliseconds that the first connection may take. 5,000 by default. */
  readonly connectTimeoutMs?: number;
  /** Commands under way or waiting for a connection at once; more fail with ServiceUnavailable. 10,000 by default. */
  readonly commandsMax?: number;
  /** Told when the connection is lost and when it is back. */
  readonly onStatus?: (status: "ready" | "lost") => void;
}

/**
 * A connection to one Redis server that reconnects by itself. Every command has a deadline; what cannot be done in time
 * fails with PlatformError ServiceUnavailable. A command whose connection broke is never sent again by itself, so scripts
 * run at most once.
 */
export interface RedisConnection extends AsyncDisposable {
  /** Runs commands; errors are translated to PlatformError. */
  run<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result>;
  /** Runs a script (EVALSHA, EVAL if the server does not know it yet) and parses its reply. */
  runScript<Result>(script: RedisScript<Result>, keys: readonly string[], scriptArguments: readonly (string | number)[]): Promise<Result>;
  /** Calls `listener` for every message on `channel`, and once after each reconnection, since messages may have been missed. Resolves when subscribed. */
  subscribe(channel: string, listener: () => void): Promise<AsyncDisposable>;
}

const versionMin = [7, 0] as const;

/** Connects to Redis and checks that it is at least version 7.0. Fails with PlatformError ServiceUnavailable and a sentence that says what to do. */
export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const connection = new IoredisConnection(options);
  try {
    await connection.open();
    return connection;
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
}

class IoredisConnection implements RedisConnection {
  readonly #redis: Redis;
  readonly #subscriber: RedisSubscriber;
  readonly #gate: RedisGate;
  readonly #address: string;
  readonly #connectTimeoutMs: number;
  #lastError: Error | undefined;

  constructor(options: RedisConnectionOptions) {
    const { commandTimeoutMs = 2000, connectTimeoutMs = 5000, commandsMax = 10_000, onStatus } = options;
    this.#address = printableAddress(options.url);
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#redis = new Redis(options.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      commandTimeout: commandTimeoutMs,
      connectTimeout: connectTimeoutMs,
      maxRetriesPerRequest: 0, // a broken connection fails what it has under way at once
      retryStrategy: (attempt) => Math.min(20 * 2 ** Math.min(attempt, 6), 500),
    });
    this.#redis.on("error", (error: Error) => (this.#lastError = error));
    if (onStatus !== undefined) this.#reportStatus(onStatus);
    this.#gate = new RedisGate(this.#redis, { clock: options.clock, waitMsMax: commandTimeoutMs, commandsMax });
    this.#subscriber = new RedisSubscriber(this.#redis);
  }

  async open(): Promise<void> {
    this.#redis.connect().catch(() => undefined); // it goes on trying; the gate says when it has succeeded
    try {
      await this.#gate.ready(this.#connectTimeoutMs);
    } catch (error) {
      const reason = this.#lastError?.message ?? "no answer";
      throw new PlatformError("ServiceUnavailable", `Redis at ${this.#address} does not answer (${reason}). Start it, or correct the URL.`, { cause: error });
    }
    const info = await this.run(async (redis) => await redis.info("server"));
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? "unknown";
    if (!isVersionAtLeast(version, versionMin)) {
      throw new PlatformError("ServiceUnavailable", `Redis at ${this.#address} is version ${version}; Mayfly needs 7.0 or newer. Upgrade it.`);
    }
  }

  async run<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result> {
    using _place = await this.#gate.enter();
    try {
      return await work(this.#redis);
    } catch (error) {
      throw translateRedisError(error);
    }
  }

  async runScript<Result>(script: RedisScript<Result>, keys: readonly string[], scriptArguments: readonly (string | number)[]): Promise<Result> {
    const reply = await this.run(async (redis): Promise<unknown> => {
      try {
        return await redis.evalsha(script.sha1, keys.length, ...keys, ...scriptArguments);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
        return await redis.eval(script.source, keys.length, ...keys, ...scriptArguments);
      }
    });
    return script.parseReply(reply);
  }

  async subscribe(channel: string, listener: () => void): Promise<AsyncDisposable> {
    try {
      return await this.#subscriber.subscribe(channel, listener);
    } catch (error) {
      throw translateRedisError(error);
    }
  }

  /** A connection that cannot be made closes at every attempt; only the first loss is news. */
  #reportStatus(onStatus: (status: "ready" | "lost") => void): void {
    let isReady = false;
    const change = (ready: boolean): void => {
      if (ready !== isReady) onStatus(ready ? "ready" : "lost");
      isReady = ready;
    };
    this.#redis.on("ready", () => change(true));
    this.#redis.on("close", () => change(false));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#gate.close(unavailable("The connection to Redis is closed."));
    this.#subscriber.close();
    this.#redis.disconnect();
  }
}

/** Host and port without credentials, for messages. */
function printableAddress(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an address that is no URL";
}

function isVersionAtLeast(version: string, [majorMin, minorMin]: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > majorMin || (major === majorMin && minor >= minorMin);
}
