import { MemoryHub } from "@mayfly/bus/memory-hub";
import type { IdentityChange__Output } from "@mayfly/contracts/generated/mayfly/identity/v1/IdentityChange";
import { identitiesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { systemClock, type Clock } from "@mayfly/kernel/clock";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { connectRedis, type RedisConnection } from "@mayfly/state-store/redis-connection";
import { silentLogger } from "@mayfly/telemetry/logger";
import { waitFor } from "@mayfly/testkit/wait-for";
import { RedisIdentityStore } from "../adapters/redis/redis-identity-store.ts";
import { createIdentityService } from "./identity-service.ts";

export const account = "000000000000";
const identityKey = "a-key-of-the-tests-with-32-letters!";

/** Identities on a real Redis. */
export interface IdentitiesFixture extends AsyncDisposable {
  readonly client: ServiceClient<typeof identitiesService>;
  readonly hub: MemoryHub;
  readonly redis: RedisConnection;
  /** Performs an operation as the account itself, or as whom the call says. */
  perform(operation: string, input: object, as?: { readonly account?: string; readonly principalArn?: string }): Promise<Record<string, unknown>>;
  /** Follows the watch from a sequence on. */
  watch(since?: number): WatchProbe;
}

/** What a watch has sent so far. */
export interface WatchProbe extends AsyncDisposable {
  readonly changes: IdentityChange__Output[];
  /** Resolves with the latest change of that name, or kind, once `holds` of it. */
  seen(name: string, holds?: (change: IdentityChange__Output) => boolean): Promise<IdentityChange__Output>;
}

export async function startIdentities(
  redisUrl: string,
  options: { readonly clock?: Clock; readonly key?: string | undefined; readonly requireRoles?: boolean; readonly feedEntriesMax?: number } = {},
): Promise<IdentitiesFixture> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await connectRedis({ url: redisUrl, clock: systemClock }));
  const hub = new MemoryHub();
  const service = stack.use(
    await createIdentityService({
      store: new RedisIdentityStore(redis, { feedEntriesMax: options.feedEntriesMax ?? 1000 }),
      bus: hub.connect(),
      region: "us-east-1",
      account,
      identityKey: "key" in options ? options.key : identityKey,
      requireRoles: options.requireRoles ?? false,
      clock: options.clock ?? systemClock,
      logger: silentLogger,
    }),
  );
  const client = createInProcessClient(identitiesService, service.handlers);
  const running = stack.move();
  return {
    client,
    hub,
    redis,
    async perform(operation, input, as = {}) {
      const of = as.account ?? account;
      const request = { operation, account: of, principal_arn: as.principalArn ?? `arn:aws:iam::${of}:root`, input_json: JSON.stringify(input) };
      const { output_json: output } = await client.Perform(request);
      return JSON.parse(output) as Record<string, unknown>; // what the service has written
    },
    watch: (since = 0) => openWatch(client, since),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function openWatch(client: ServiceClient<typeof identitiesService>, since: number): WatchProbe {
  const stop = new AbortController();
  const changes: IdentityChange__Output[] = [];
  const follow = async (): Promise<void> => {
    for await (const batch of client.WatchIdentities({ since }, { signal: stop.signal })) changes.push(...batch.changes);
  };
  const following = follow().catch(() => undefined); // cut off
  return {
    changes,
    seen: (name, holds = () => true) =>
      waitFor(
        async () => {
          const latest = changes.findLast((change) => change.name === name || change.kind === name);
          return latest !== undefined && holds(latest) ? latest : undefined;
        },
        { deadlineMs: 10_000, what: `a change of ${name}` },
      ),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await following;
    },
  };
}
