import type { FunctionIdentity__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionIdentity";
import { PlatformError } from "@mayfly/errors/platform-error";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, region, startMetadata } from "./metadata-fixture.test-support.ts";

function killRedis(pid: number | undefined): void {
  if (pid === undefined) throw new Error("redis-server does not run");
  process.kill(pid, "SIGKILL");
}

function nameOf(identity: FunctionIdentity__Output | null | undefined): string {
  return `${identity?.function_name}:${identity?.version}`;
}

test("kill -9 of Redis in the middle of creations that publish loses nothing acknowledged, leaves no function without its version and nothing stuck", async () => {
  await using redis = await startTestRedis();
  await using metadata = await startMetadata({ redisUrl: redis.url });
  const acknowledged = new Set<string>();
  const unknown = new Set<string>();
  const failureCodes = new Set<string>();
  let killed = false;
  const createMany = async (writer: number): Promise<void> => {
    for (let index = 0; index < 400 && !(killed && unknown.size > 0); index += 1) {
      const name = `f-${writer}-${index}`;
      try {
        await metadata.functions.CreateFunction(creation(name, { publish: true }));
        acknowledged.add(name);
      } catch (error) {
        failureCodes.add(PlatformError.from(error).code);
        unknown.add(name);
      }
    }
  };
  const writers = Array.from({ length: 8 }, (_, writer) => createMany(writer));

  await waitFor(() => acknowledged.size > 20, { what: "some creations" });
  killRedis(redis.pid);
  killed = true;
  await Promise.all(writers);
  // Versions whose number nobody was told are found by the sweep, after 5 s.
  const settled = async (): Promise<boolean> => (await metadata.state.store.listUnsettled(region)).length === 0;
  await waitFor(settled, { what: "everything to settle", deadlineMs: 15_000 });

  await using probe = new FeedProbe(metadata.feed, { watcherId: "after" });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });
  const states = new Map(probe.changes.map(({ upserted }) => [nameOf(upserted?.spec?.identity), upserted?.state]));
  for (const name of acknowledged) expect(states.get(`${name}:$LATEST`)).toBe("Active");
  expect([...failureCodes]).toEqual(["ServiceUnavailable"]);
  for (const [named, state] of states) {
    const [name = ""] = named.split(":");
    expect(state).toBe("Active");
    expect(acknowledged.has(name) || unknown.has(name)).toBe(true);
    expect(states.has(`${name}:$LATEST`) && states.has(`${name}:1`), name).toBe(true);
    const { configuration } = await metadata.functions.GetFunction({ function_name: named });
    expect(configuration?.state).toBe("Active");
  }
  const entries = await metadata.state.feed.readAfter(region, 0, 10_000);
  expect(entries?.map(({ sequence }) => sequence)).toEqual(Array.from({ length: await metadata.state.feed.last(region) }, (_, index) => index + 1));
});

test("while Redis is down operations fail with ServiceUnavailable, and a watcher goes on when it is back", async () => {
  await using redis = await startTestRedis();
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await metadata.functions.CreateFunction(creation("early"));
  await waitFor(async () => (await metadata.state.store.listUnsettled(region)).length === 0, { what: "it to settle" });

  killRedis(redis.pid);
  await waitFor(
    async () => {
      const created = await metadata.functions.CreateFunction(creation("late")).catch((error: unknown) => PlatformError.from(error));
      return !(created instanceof PlatformError) || created.code === "ResourceConflict";
    },
    { what: "Redis to be back" },
  );

  await using probe = new FeedProbe(metadata.feed, { watcherId: "later" });
  await waitFor(() => probe.changes.some(({ upserted }) => upserted?.spec?.identity?.function_name === "late"), { what: "the change" });
  expect(probe.changes.some(({ upserted }) => upserted?.spec?.identity?.function_name === "early")).toBe(true);
});

test("kill -9 of Redis in the middle of creations leaves no function without the code signing configuration that it was to have", async () => {
  await using redis = await startTestRedis();
  await using metadata = await startMetadata({ redisUrl: redis.url });
  const { code_signing_config: config } = await metadata.functions.CreateCodeSigningConfig({
    allowed_publishers: { signing_profile_version_arns: ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/test"] },
  });
  const arn = config?.code_signing_config_arn ?? "";
  const names = new Set<string>();
  let [created, failed] = [0, 0];
  const createMany = async (writer: number): Promise<void> => {
    for (let index = 0; index < 400 && failed === 0; index += 1) {
      const name = `f-${writer}-${index}`;
      names.add(name);
      try {
        await metadata.functions.CreateFunction(creation(name, { code_signing_config_arn: arn }));
        created += 1;
      } catch {
        failed += 1;
      }
    }
  };
  const writers = Array.from({ length: 8 }, (_, writer) => createMany(writer));
  await waitFor(() => created > 20, { what: "some creations" });
  killRedis(redis.pid);
  await Promise.all(writers);

  let there = 0;
  for (const name of names) {
    const found = await metadata.functions.GetFunctionCodeSigningConfig({ function_name: name }).catch((error: unknown) => PlatformError.from(error));
    if (found instanceof PlatformError) expect(found.code).toBe("ResourceNotFound");
    else expect(found.code_signing_config_arn, name).toBe(arn);
    there += found instanceof PlatformError ? 0 : 1;
  }
  expect(there).toBeGreaterThanOrEqual(created);
  expect(failed).toBeGreaterThan(0);
});
