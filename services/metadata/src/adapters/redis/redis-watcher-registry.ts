import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { WatcherEntry, WatcherRegistry } from "../../ports/watcher-registry.ts";
import { metadataKeys } from "./metadata-keys.ts";

const dropWatcher = loadScript(new URL("../../../lua/drop-watcher.lua", import.meta.url), z.number());

/** Keeps watchers in one Redis hash per region. Times are not stored: whoever waits measures silence by its own clock. */
export class RedisWatcherRegistry implements WatcherRegistry {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  async report(region: string, entry: WatcherEntry): Promise<void> {
    await this.#connection.run((redis) =>
      Promise.all([
        redis.hset(metadataKeys.watchers(region), entry.watcherId, encodeEntry(entry)),
        redis.publish(metadataKeys.acknowledged(region), entry.watcherId),
      ]),
    );
  }

  async list(region: string): Promise<readonly WatcherEntry[]> {
    const entries = await this.#connection.run((redis) => redis.hgetall(metadataKeys.watchers(region)));
    return Object.entries(entries).map(([watcherId, text]) => decodeEntry(watcherId, text));
  }

  async drop(region: string, entry: WatcherEntry): Promise<void> {
    await this.#connection.runScript(dropWatcher, [metadataKeys.watchers(region)], [entry.watcherId, encodeEntry(entry), metadataKeys.acknowledged(region)]);
  }

  async remove(region: string, watcherId: string): Promise<void> {
    await this.#connection.run((redis) =>
      Promise.all([redis.hdel(metadataKeys.watchers(region), watcherId), redis.publish(metadataKeys.acknowledged(region), watcherId)]),
    );
  }

  async onReport(region: string, listener: () => void): Promise<AsyncDisposable> {
    return await this.#connection.subscribe(metadataKeys.acknowledged(region), listener);
  }
}

function encodeEntry(entry: WatcherEntry): string {
  return `${entry.acknowledged} ${entry.mark}`;
}

function decodeEntry(watcherId: string, text: string): WatcherEntry {
  const space = text.indexOf(" ");
  return { watcherId, acknowledged: Number(text.slice(0, space)), mark: text.slice(space + 1) };
}
