import { randomUUID } from "node:crypto";
import type { CreateFunctionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import { functionFeedService, functionsService } from "@mayfly/contracts/services";
import { callHeaders, type ServiceClient } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock, type Clock } from "@mayfly/kernel/clock";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { connectRedis } from "@mayfly/state-store/redis-connection";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { redisState, type RedisState } from "./adapters/redis/redis-state.ts";
import { createMetadataApp, type MetadataApp } from "./app.ts";
import type { ProvisioningReporter } from "./ports/provisioning-reporter.ts";
import type { VersionPreparer } from "./ports/version-preparer.ts";

export const region = "us-east-1";
export const account = "000000000000";

/** How a test's metadata service differs from the plain one. */
export interface FixtureOptions {
  readonly redisUrl: string;
  readonly clock?: Clock;
  readonly preparer?: VersionPreparer;
  readonly feedEntriesMax?: number;
  readonly provisioning?: ProvisioningReporter;
  readonly accountCodeBytesMax?: number;
}

/** A metadata service on a real Redis. */
export interface MetadataFixture extends AsyncDisposable {
  readonly app: MetadataApp;
  readonly state: RedisState;
  readonly functions: ServiceClient<typeof functionsService>;
  readonly feed: ServiceClient<typeof functionFeedService>;
}

/** Says of everything at once that it is ready. */
const readyPreparer: VersionPreparer = { prepare: () => Promise.resolve({ kind: "ready" }) };

/** Has started nothing yet. */
const nothingProvisioned: ProvisioningReporter = {
  report: (_region, keys) => Promise.resolve(keys.map(() => ({ allocated: 0, available: 0, initFailed: false }))),
};

/** Starts a metadata service as `main.ts` does, but for the bus and the wire. */
export async function startMetadata(options: FixtureOptions): Promise<MetadataFixture> {
  await using stack = new AsyncDisposableStack();
  const connection = stack.use(await connectRedis({ url: options.redisUrl, clock: systemClock }));
  const state = redisState(connection, options.feedEntriesMax === undefined ? {} : { feedEntriesMax: options.feedEntriesMax });
  const app = stack.use(
    await createMetadataApp({
      ...state,
      preparer: options.preparer ?? readyPreparer,
      provisioning: options.provisioning ?? nothingProvisioned,
      ...(options.accountCodeBytesMax === undefined ? {} : { accountCodeBytesMax: options.accountCodeBytesMax }),
      clock: options.clock ?? systemClock,
      newRevisionId: randomUUID,
      logger: silentLogger,
      metrics: createMetrics(),
      tracing: forbiddenTracing,
      scopeDefaults: { region, account },
      architectureDefault: "x86_64",
    }),
  );
  const owned = stack.move();
  return {
    app,
    state,
    functions: createInProcessClient(functionsService, app.functions),
    feed: createInProcessClient(functionFeedService, app.feed),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Takes everything out of a Redis, so that one test does not see what another has left. */
export async function emptyRedis(url: string): Promise<void> {
  await using connection = await connectRedis({ url, clock: systemClock });
  await connection.run((redis) => redis.flushall());
}

/** The smallest request that creates a function. */
export function creation(functionName: string, more: CreateFunctionRequest = {}): CreateFunctionRequest {
  return {
    function_name: functionName,
    runtime: "nodejs24.x",
    role: "arn:aws:iam::000000000000:role/r",
    handler: "index.handler",
    code: { stored: { sha256: "ab".repeat(32), size_bytes: 321 } },
    ...more,
  };
}

/** Headers of a call for another account than the fixture's. */
export function headersOf(otherAccount: string): ReadonlyMap<string, string> {
  return new Map([[callHeaders.account, otherAccount]]);
}

/** Code and public message of a call that fails; undefined if it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<{ readonly code: string; readonly message: string } | undefined> {
  try {
    await call;
    return undefined;
  } catch (thrown) {
    const error = PlatformError.from(thrown);
    return { code: error.code, message: error.publicMessage };
  }
}
