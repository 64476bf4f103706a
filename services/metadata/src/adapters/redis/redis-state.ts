import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import type { AccountUsageReader } from "../../ports/account-usage.ts";
import type { AliasStore } from "../../ports/alias-store.ts";
import type { AttachmentStore } from "../../ports/attachment-store.ts";
import type { ChangeFeed } from "../../ports/change-feed.ts";
import type { FunctionStore } from "../../ports/function-store.ts";
import type { CodeSigningStore } from "../../ports/code-signing-store.ts";
import type { MappingStore } from "../../ports/mapping-store.ts";
import type { LayerStore } from "../../ports/layer-store.ts";
import type { WatcherRegistry } from "../../ports/watcher-registry.ts";
import { RedisAccountUsage } from "./redis-account-usage.ts";
import { RedisAliasStore } from "./redis-alias-store.ts";
import { RedisAttachmentStore } from "./redis-attachment-store.ts";
import { RedisChangeFeed } from "./redis-change-feed.ts";
import { RedisFunctionStore } from "./redis-function-store.ts";
import { RedisCodeSigningStore } from "./redis-code-signing-store.ts";
import { RedisMappingStore } from "./redis-mapping-store.ts";
import { RedisLayerStore } from "./redis-layer-store.ts";
import { RedisWatcherRegistry } from "./redis-watcher-registry.ts";

/** All that metadata keeps in Redis. */
export interface RedisState {
  readonly store: FunctionStore;
  readonly aliases: AliasStore;
  readonly attachments: AttachmentStore;
  readonly layers: LayerStore;
  readonly mappings: MappingStore;
  readonly codeSigning: CodeSigningStore;
  readonly feed: ChangeFeed;
  readonly registry: WatcherRegistry;
  readonly usage: AccountUsageReader;
}

/** Transitions that the feed keeps; a watcher that was away for longer gets the whole state instead. */
const feedEntriesMaxDefault = 10_000;

/** Metadata's stores on one connection, which stays the caller's. */
export function redisState(connection: RedisConnection, options: { readonly feedEntriesMax?: number } = {}): RedisState {
  const feedEntriesMax = options.feedEntriesMax ?? feedEntriesMaxDefault;
  return {
    store: new RedisFunctionStore(connection, { feedEntriesMax }),
    aliases: new RedisAliasStore(connection, { feedEntriesMax }),
    attachments: new RedisAttachmentStore(connection, { feedEntriesMax }),
    layers: new RedisLayerStore(connection),
    mappings: new RedisMappingStore(connection, { feedEntriesMax }),
    codeSigning: new RedisCodeSigningStore(connection),
    feed: new RedisChangeFeed(connection),
    registry: new RedisWatcherRegistry(connection),
    usage: new RedisAccountUsage(connection),
  };
}
