import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { account, creation, emptyRedis, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());
beforeEach(() => emptyRedis(redis.url));

async function allSettled(metadata: MetadataFixture): Promise<void> {
  await waitFor(async () => (await metadata.state.store.listUnsettled(region)).length === 0, { what: "all functions to settle" });
}

const lastSequence = (metadata: MetadataFixture) => metadata.state.feed.last(region);

test("an empty feed is caught up at once", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "first" });

  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches).toEqual([{ changes: [], caught_up: true, reset: true, sequence: 0 }]);
});

test("a change carries all that an agent needs", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "whole" });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  const created = await metadata.functions.CreateFunction(creation("whole", { memory_size: 256, environment: { variables: { A: "1" } } }));
  const [change] = await waitFor(() => (probe.changes.length > 0 ? probe.changes : undefined), { what: "the change" });

  expect(change).toEqual({
    sequence: 1,
    change: "upserted",
    upserted: {
      spec: {
        identity: { region, account, function_name: "whole", version: "$LATEST" },
        generation: 1,
        runtime: "nodejs24.x",
        handler: "index.handler",
        role: "arn:aws:iam::000000000000:role/r",
        timeout_seconds: 3,
        memory_mib: 256,
        ephemeral_mib: 512,
        variables: { A: "1" },
        code: { sha256: "ab".repeat(32), size_bytes: 321, directory: "" },
        architecture: "x86_64",
        log_group: "/aws/lambda/whole",
        log_format: "Text",
        application_log_level: "",
        system_log_level: "",
        layers: [],
      },
      state: "Pending",
      state_reason_code: "Creating",
      revision_id: created.revision_id,
    },
  });
});

test("with many writers in two processes every watcher sees every sequence once and in order", async () => {
  await using one = await startMetadata({ redisUrl: redis.url });
  await using two = await startMetadata({ redisUrl: redis.url });
  await using probe = new FeedProbe(one.feed, { watcherId: "at-one", acknowledges: true });
  await using other = new FeedProbe(two.feed, { watcherId: "at-two", acknowledges: true });
  await waitFor(() => probe.caughtUp && other.caughtUp, { what: "both to catch up" });

  await Promise.all(Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? one : two).functions.CreateFunction(creation(`many-${index}`))));
  await allSettled(one);
  const last = await lastSequence(one);
  await waitFor(() => [probe, other].every((each) => each.changes.at(-1)?.sequence === last), { what: "both to have everything" });

  const expected = Array.from({ length: last }, (_, index) => index + 1);
  expect(probe.changes.map(({ sequence }) => sequence)).toEqual(expected);
  expect(other.changes.map(({ sequence }) => sequence)).toEqual(expected);
  expect(last).toBe(180);
});

test("a watcher that comes back gets what it missed and no reset", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await metadata.functions.CreateFunction(creation("before"));
  await allSettled(metadata);
  const since = await lastSequence(metadata);
  await metadata.functions.DeleteFunction({ function_name: "before" });

  await using probe = new FeedProbe(metadata.feed, { watcherId: "back", since });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches).toEqual([
    {
      changes: [{ sequence: since + 1, change: "deleted", deleted: { region, account, function_name: "before", version: "$LATEST" } }],
      caught_up: true,
      reset: false,
      sequence: since + 1,
    },
  ]);
});

test("a watcher that knows everything is caught up at once", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await metadata.functions.CreateFunction(creation("known"));
  await allSettled(metadata);
  const since = await lastSequence(metadata);

  await using probe = new FeedProbe(metadata.feed, { watcherId: "knows", since });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches).toEqual([{ changes: [], caught_up: true, reset: false, sequence: since }]);
});

test("a watcher older than what the feed keeps is reset and gets the whole state", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url, feedEntriesMax: 5 });
  for (const name of ["c", "a", "b", "gone"]) {
    await metadata.functions.CreateFunction(creation(name));
    await allSettled(metadata);
  }
  await metadata.functions.DeleteFunction({ function_name: "gone" });

  await using probe = new FeedProbe(metadata.feed, { watcherId: "old", since: 2 });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches[0]?.reset).toBe(true);
  expect(probe.changes.map(({ sequence, upserted }) => [sequence, upserted?.spec?.identity?.function_name])).toEqual([
    [6, "a"],
    [9, "b"],
    [3, "c"],
  ]);
  expect(probe.batches.at(-1)?.sequence).toBe(13);
});

test("a watcher from the future, as after a lost store, is reset", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });

  await using probe = new FeedProbe(metadata.feed, { watcherId: "future", since: 1000 });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches).toEqual([{ changes: [], caught_up: true, reset: true, sequence: 0 }]);
});

test("a large state comes in bounded batches of which only the last is caught up", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await Promise.all(Array.from({ length: 450 }, (_, index) => metadata.functions.CreateFunction(creation(`f-${index}`))));
  await allSettled(metadata);

  await using probe = new FeedProbe(metadata.feed, { watcherId: "large" });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  expect(probe.batches.map(({ changes, caught_up, reset }) => [changes.length, caught_up, reset])).toEqual([
    [200, false, true],
    [200, false, false],
    [50, true, false],
  ]);
  expect(new Set(probe.changes.map(({ upserted }) => upserted?.spec?.identity?.function_name)).size).toBe(450);
});

test("a generation is never used twice, also not after deletion", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "generations", acknowledges: true });

  for (let round = 0; round < 3; round += 1) {
    await metadata.functions.CreateFunction(creation("reborn"));
    await allSettled(metadata);
    await metadata.functions.UpdateFunctionConfiguration({ function_name: "reborn", timeout: 5 });
    await allSettled(metadata);
    await metadata.functions.DeleteFunction({ function_name: "reborn" });
  }
  const last = await lastSequence(metadata);
  await waitFor(() => probe.changes.at(-1)?.sequence === last, { what: "everything" });

  const generations = probe.changes.flatMap(({ upserted }) => (upserted === undefined || upserted === null ? [] : [upserted.spec?.generation ?? 0]));
  const inOrderOfFirstUse = [...new Set(generations)];
  expect(inOrderOfFirstUse).toHaveLength(6);
  expect(inOrderOfFirstUse).toEqual(inOrderOfFirstUse.toSorted((left, right) => left - right));
});

test("stopping the service ends its watchers' streams", async () => {
  const metadata = await startMetadata({ redisUrl: redis.url });
  const probe = new FeedProbe(metadata.feed, { watcherId: "stopped" });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  await metadata[Symbol.asyncDispose]();

  expect(await probe.finished).toBeUndefined();
});

test("a watcher without an id is refused", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "" });

  expect(await probe.finished).toMatchObject({ code: "InvalidParameterValue" });
});
