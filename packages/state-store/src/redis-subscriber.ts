import type { Redis } from "ioredis";

/** The second connection, opened with the first subscription: a connection that subscribes can do nothing else. */
export class RedisSubscriber {
  readonly #main: Redis;
  readonly #listeners = new Map<string, Set<() => void>>();
  #connection: Redis | undefined;

  constructor(main: Redis) {
    this.#main = main;
  }

  async subscribe(channel: string, listener: () => void): Promise<AsyncDisposable> {
    const connection = (this.#connection ??= this.#open());
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners);
    listeners.add(listener);
    try {
      await connection.subscribe(channel);
    } catch (error) {
      await this.#unsubscribe(channel, listener);
      throw error;
    }
    return { [Symbol.asyncDispose]: () => this.#unsubscribe(channel, listener) };
  }

  close(): void {
    this.#listeners.clear();
    this.#connection?.disconnect();
  }

  #open(): Redis {
    const connection = this.#main.duplicate({ lazyConnect: false, enableOfflineQueue: true, autoResubscribe: true, maxRetriesPerRequest: null });
    connection.on("error", () => undefined); // ioredis reconnects; whoever waits for a message also polls
    connection.on("message", (channel: string) => this.#tell(channel));
    connection.once("ready", () => {
      connection.on("ready", () => {
        for (const channel of this.#listeners.keys()) this.#tell(channel);
      });
    });
    return connection;
  }

  #tell(channel: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener();
  }

  async #unsubscribe(channel: string, listener: () => void): Promise<void> {
    const listeners = this.#listeners.get(channel);
    if (listeners?.delete(listener) !== true || listeners.size > 0) return;
    this.#listeners.delete(channel);
    await this.#connection?.unsubscribe(channel).catch(() => undefined); // a lost connection has no subscriptions
  }
}
