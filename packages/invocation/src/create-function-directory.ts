import type { ServiceClient } from "@mayfly/contracts/service-contract";
import type { functionFeedService } from "@mayfly/contracts/services";
import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { WatchResponse__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { AttachmentChangeListener, AttachmentDirectory, FunctionChangeListener, FunctionDirectory, MappingDirectory } from "./function-directory.ts";
import { FunctionTable } from "./function-table.ts";
import { WatchRequests } from "./watch-requests.ts";

/** What a function directory works with. */
export interface FunctionDirectoryOptions {
  readonly feed: ServiceClient<typeof functionFeedService>;
  /** Stable id of this watcher while it runs. */
  readonly watcherId: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A directory that can be stopped: disposing it ends its stream, so that metadata forgets this watcher at once; after 1 s without an end it is cut off. */
export interface WatchingFunctionDirectory extends FunctionDirectory, AsyncDisposable {
  /** False while metadata cannot be reached: what is known may be old. */
  readonly connected: boolean;
  readonly mappings: MappingDirectory;
  /** Every version that is known. */
  versions(): readonly FunctionVersion__Output[];
}

/** Metadata no longer waits for a watcher that is silent for 2 s. */
const acknowledgeEveryMs = 500;
const endMsMax = 1_000;
const backoffMsMin = 50;
const backoffMsMax = 2_000;

/**
 * Follows metadata's change feed: from the last applied sequence on, again and again, with a growing pause while metadata
 * is away. What is known stays known meanwhile. Every applied batch is acknowledged at once.
 */
export function createFunctionDirectory(options: FunctionDirectoryOptions): WatchingFunctionDirectory {
  return new FeedDirectory(options);
}

class FeedDirectory implements WatchingFunctionDirectory {
  readonly #options: FunctionDirectoryOptions;
  readonly #table = new FunctionTable();
  readonly #listeners = new Set<FunctionChangeListener>();
  readonly #attachmentListeners = new Set<AttachmentChangeListener>();
  readonly attachments: AttachmentDirectory = {
    find: (kind, key) => this.#table.attachments.find(kind, key),
    list: (kind) => this.#table.attachments.list(kind),
    onChange: (listener) => {
      this.#attachmentListeners.add(listener);
      return { [Symbol.dispose]: () => void this.#attachmentListeners.delete(listener) };
    },
  };
  readonly #mappingListeners = new Set<() => void>();
  readonly mappings: MappingDirectory = {
    list: () => this.#table.mappings.list(),
    onChange: (listener) => {
      this.#mappingListeners.add(listener);
      return { [Symbol.dispose]: () => void this.#mappingListeners.delete(listener) };
    },
  };
  readonly #caughtUp = Promise.withResolvers<void>();
  /** Aborted when no stream is to follow. */
  readonly #ending = new AbortController();
  /** Aborted when the stream under way is cut off. */
  readonly #stop = new AbortController();
  readonly #watching: Promise<void>;
  #requests: WatchRequests | undefined;
  #connected = false;
  #backoffMs = backoffMsMin;

  constructor(options: FunctionDirectoryOptions) {
    this.#options = options;
    this.#watching = this.#watch();
  }

  get caughtUp(): Promise<void> {
    return this.#caughtUp.promise;
  }

  get connected(): boolean {
    return this.#connected;
  }

  find(identity: FunctionIdentity): FunctionVersion__Output | undefined {
    return this.#table.find(identity);
  }

  findAlias(named: FunctionIdentity): AliasRouting__Output | undefined {
    return this.#table.findAlias(named);
  }

  versions(): readonly FunctionVersion__Output[] {
    return this.#table.versions();
  }

  onChange(listener: FunctionChangeListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    this.#requests?.close();
    using _deadline = this.#options.clock.after(endMsMax, () => this.#stop.abort());
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { logger } = this.#options;
    while (!this.#ending.signal.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (!this.#ending.signal.aborted) logger.warn("change feed interrupted", { error: PlatformError.from(error), retryInMs: this.#backoffMs });
      }
      this.#connected = false;
      this.#table.interrupted();
      await this.#pause();
    }
  }

  async #follow(): Promise<void> {
    const { feed, watcherId, clock } = this.#options;
    const requests = new WatchRequests({ watcher_id: watcherId, since: this.#table.sequence, acknowledged: this.#table.sequence });
    this.#requests = requests;
    const acknowledge = (): void => requests.acknowledge({ watcher_id: watcherId, acknowledged: this.#table.sequence });
    let heartbeat: Disposable | undefined;
    const beat = (): void => {
      acknowledge();
      heartbeat = clock.after(acknowledgeEveryMs, beat);
    };
    heartbeat = clock.after(acknowledgeEveryMs, beat);
    try {
      for await (const response of feed.Watch(requests, { signal: this.#stop.signal })) {
        this.#apply(response);
        acknowledge();
      }
    } finally {
      heartbeat[Symbol.dispose]();
      requests.close();
    }
  }

  #apply(response: WatchResponse__Output): void {
    this.#connected = true;
    this.#backoffMs = backoffMsMin;
    const { versions, attachments, mappings } = this.#table.apply(response);
    for (const { identity, version } of versions) this.#tell(this.#listeners, (listener) => listener(identity, version), identity.functionName);
    for (const { kind, key } of attachments) this.#tell(this.#attachmentListeners, (listener) => listener(kind, key), key.functionName);
    if (mappings) this.#tell(this.#mappingListeners, (listener) => listener(), "");
    if (response.caught_up) this.#caughtUp.resolve();
  }

  #tell<Listener>(listeners: ReadonlySet<Listener>, call: (listener: Listener) => void, functionName: string): void {
    for (const listener of listeners) {
      try {
        call(listener);
      } catch (error) {
        this.#options.logger.error("function change not applied", { functionName, error: error instanceof Error ? error : String(error) });
      }
    }
  }

  #pause(): Promise<void> {
    const { signal } = this.#ending;
    const pauseMs = this.#backoffMs;
    this.#backoffMs = Math.min(backoffMsMax, pauseMs * 2);
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const stop = (): void => {
        timer[Symbol.dispose]();
        resolve();
      };
      const timer = this.#options.clock.after(pauseMs, () => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
      signal.addEventListener("abort", stop, { once: true });
    });
  }
}
