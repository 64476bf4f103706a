import { PlatformError } from "@mayfly/errors/platform-error";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, emptyRedis, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import type { PreparationOutcome, VersionPreparer } from "./ports/version-preparer.ts";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());
beforeEach(() => emptyRedis(redis.url));

const newCode = { stored: { sha256: "cd".repeat(32), size_bytes: 7 } };

/** Answers only when the test says so. */
class HeldPreparer implements VersionPreparer {
  readonly asked: PromiseWithResolvers<PreparationOutcome>[] = [];

  prepare(): Promise<PreparationOutcome> {
    const answer = Promise.withResolvers<PreparationOutcome>();
    this.asked.push(answer);
    return answer.promise;
  }

  async next(index: number): Promise<PromiseWithResolvers<PreparationOutcome>> {
    return await waitFor(() => this.asked[index], { what: `preparation ${index}` });
  }
}

async function configurationWhen(metadata: MetadataFixture, functionName: string, what: { state?: string; lastUpdateStatus?: string }) {
  return await waitFor(
    async () => {
      const configuration = await metadata.functions.GetFunctionConfiguration({ function_name: functionName });
      const fits =
        (what.state ?? configuration.state) === configuration.state &&
        (what.lastUpdateStatus ?? configuration.last_update_status) === configuration.last_update_status;
      return fits ? configuration : undefined;
    },
    { what: JSON.stringify(what) },
  );
}

test("while Pending no update is possible, and a failed preparation makes the function Failed with its reason", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await metadata.functions.CreateFunction(creation("fails"));

  const refusal = await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: "fails", timeout: 5 }));
  (await preparer.next(0)).resolve({ kind: "failed", code: "InvalidRuntime", reason: "The runtime cannot be fetched." });
  const failed = await configurationWhen(metadata, "fails", { state: "Failed" });

  expect(refusal).toEqual({
    code: "ResourceConflict",
    message: "The operation cannot be performed at this time. The function is currently in the following state: Pending",
  });
  expect(failed).toMatchObject({ state_reason: "The runtime cannot be fetched.", state_reason_code: "InvalidRuntime", last_update_status: "Failed" });
});

test("an update mends a function whose creation failed", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await metadata.functions.CreateFunction(creation("mended"));
  (await preparer.next(0)).resolve({ kind: "failed", code: "InvalidRuntime", reason: "no" });
  await configurationWhen(metadata, "mended", { state: "Failed" });

  const updating = await metadata.functions.UpdateFunctionConfiguration({ function_name: "mended", runtime: "nodejs22.x" });
  (await preparer.next(1)).resolve({ kind: "ready" });

  expect(updating.state).toBe("Pending");
  await configurationWhen(metadata, "mended", { state: "Active", lastUpdateStatus: "Successful" });
});

test("a second update while one is in progress is a conflict that names the function", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await metadata.functions.CreateFunction(creation("twice"));
  (await preparer.next(0)).resolve({ kind: "ready" });
  await configurationWhen(metadata, "twice", { state: "Active" });
  await metadata.functions.UpdateFunctionCode({ function_name: "twice", code: newCode });

  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: "twice", timeout: 9 }))).toEqual({
    code: "ResourceConflict",
    message: "The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:000000000000:function:twice",
  });
});

test("of many concurrent updates one goes through and the others are conflicts", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await metadata.functions.CreateFunction(creation("raced"));
  (await preparer.next(0)).resolve({ kind: "ready" });
  await configurationWhen(metadata, "raced", { state: "Active" });

  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) => failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: "raced", timeout: index + 1 }))),
  );

  expect(outcomes.filter((failure) => failure === undefined)).toHaveLength(1);
  expect(outcomes.filter((failure) => failure?.code === "ResourceConflict")).toHaveLength(9);
});

test("until an update is ready, and after it has failed, watchers keep running the old revision", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "old-revision", acknowledges: true });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });
  await metadata.functions.CreateFunction(creation("steady"));
  (await preparer.next(0)).resolve({ kind: "ready" });
  await configurationWhen(metadata, "steady", { state: "Active" });

  await metadata.functions.UpdateFunctionCode({ function_name: "steady", code: newCode });
  (await preparer.next(1)).resolve({ kind: "failed", code: "InvalidRuntime", reason: "no" });
  const failed = await configurationWhen(metadata, "steady", { lastUpdateStatus: "Failed" });
  await metadata.functions.UpdateFunctionCode({ function_name: "steady", code: newCode });
  (await preparer.next(2)).resolve({ kind: "ready" });
  await configurationWhen(metadata, "steady", { lastUpdateStatus: "Successful" });

  const last = await metadata.state.feed.last("us-east-1");
  await waitFor(() => probe.changes.at(-1)?.sequence === last, { what: "the last change" });

  const seen = probe.changes.flatMap(({ upserted }) => (upserted?.spec?.identity?.function_name === "steady" ? [upserted] : []));
  const generations = seen.map(({ spec }) => spec?.generation ?? 0);
  const [first, ...rest] = new Set(generations);
  expect(failed).toMatchObject({ state: "Active", last_update_status_reason: "no", last_update_status_reason_code: "InvalidRuntime" });
  expect(rest).toHaveLength(1);
  expect(generations.filter((generation) => generation === first)).toHaveLength(6);
  expect(seen.at(-1)?.spec).toMatchObject({ code: { sha256: "cd".repeat(32) } });
  expect(seen.map(({ state }) => state)).toEqual(["Pending", "Active", "Active", "Active", "Active", "Active", "Active", "Active"]);
});

test("while nobody can prepare, a function stays Pending and is asked for again", async () => {
  let attempts = 0;
  const preparer: VersionPreparer = {
    async prepare() {
      attempts += 1;
      if (attempts < 4) throw new PlatformError("NoResponders", "no scheduler");
      return { kind: "ready" };
    },
  };
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });

  await metadata.functions.CreateFunction(creation("patient"));

  await configurationWhen(metadata, "patient", { state: "Active" });
  expect(attempts).toBe(4);
});

test("a function becomes Active only after every live watcher has acknowledged it", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using slow = new FeedProbe(metadata.feed, { watcherId: "slow" });
  await using quick = new FeedProbe(metadata.feed, { watcherId: "quick", acknowledges: true });
  await waitFor(() => slow.caughtUp && quick.caughtUp, { what: "both watchers to catch up" });

  await metadata.functions.CreateFunction(creation("told"));
  const announced = await waitFor(
    () => slow.changes.find(({ upserted }) => upserted?.spec?.identity?.function_name === "told" && upserted.state === "Active"),
    {
      what: "the announcement",
    },
  );
  const before = await metadata.functions.GetFunctionConfiguration({ function_name: "told" });
  slow.acknowledge(announced.sequence);
  const after = await configurationWhen(metadata, "told", { state: "Active" });

  expect(before.state).toBe("Pending");
  expect(after.last_update_status).toBe("Successful");
});

test("a watcher that leaves is not waited for", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  const leaving = new FeedProbe(metadata.feed, { watcherId: "leaving" });
  await waitFor(() => leaving.caughtUp, { what: "the watcher to catch up" });
  await metadata.functions.CreateFunction(creation("left"));
  await waitFor(() => leaving.changes.length > 0, { what: "the change" });
  const startMs = performance.now();

  await leaving.leave();
  await configurationWhen(metadata, "left", { state: "Active" });

  expect(performance.now() - startMs).toBeLessThan(1500);
});

test("a watcher that is cut off is waited for, but only for 2 seconds", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  const lost = new FeedProbe(metadata.feed, { watcherId: "lost" });
  await waitFor(() => lost.caughtUp, { what: "the watcher to catch up" });
  await lost.cutOff();
  const startMs = performance.now();

  await metadata.functions.CreateFunction(creation("bereft"));
  await configurationWhen(metadata, "bereft", { state: "Active" });

  expect(performance.now() - startMs).toBeGreaterThan(1200);
  expect(performance.now() - startMs).toBeLessThan(6000);
});

test("what one process leaves unfinished the next one brings to an end", async () => {
  const preparer = new HeldPreparer();
  const first = await startMetadata({ redisUrl: redis.url, preparer });
  await first.functions.CreateFunction(creation("orphan-1"));
  await first.functions.CreateFunction(creation("orphan-2"));
  await waitFor(() => preparer.asked.length === 2, { what: "both preparations" });
  await first[Symbol.asyncDispose]();

  await using second = await startMetadata({ redisUrl: redis.url });

  expect(await configurationWhen(second, "orphan-1", { state: "Active" })).toMatchObject({ last_update_status: "Successful" });
  expect(await configurationWhen(second, "orphan-2", { state: "Active" })).toMatchObject({ last_update_status: "Successful" });
});

test("what a lost process leaves unfinished, one that lives on takes up after 5 seconds", async () => {
  const clock = new FakeClock();
  await using survivor = await startMetadata({ redisUrl: redis.url, clock });
  const lost = await startMetadata({ redisUrl: redis.url, preparer: new HeldPreparer() });
  await lost.functions.CreateFunction(creation("inherited"));
  await lost[Symbol.asyncDispose]();
  const { state } = await survivor.functions.GetFunctionConfiguration({ function_name: "inherited" });

  let advancedMs = 0;
  await waitFor(
    async () => {
      const configuration = await survivor.functions.GetFunctionConfiguration({ function_name: "inherited" });
      if (configuration.state === "Active") return true;
      clock.advance(500);
      advancedMs += 500;
      return false;
    },
    { what: "the survivor to take it up" },
  );

  expect(state).toBe("Pending");
  expect(advancedMs).toBeGreaterThanOrEqual(5000);
});

test("a function that is deleted and created anew while Pending settles as the new one", async () => {
  const preparer = new HeldPreparer();
  await using metadata = await startMetadata({ redisUrl: redis.url, preparer });
  await metadata.functions.CreateFunction(creation("again"));
  await preparer.next(0);

  await metadata.functions.DeleteFunction({ function_name: "again" });
  await metadata.functions.CreateFunction(creation("again", { description: "second" }));
  (await preparer.next(1)).resolve({ kind: "ready" });

  expect(await configurationWhen(metadata, "again", { state: "Active" })).toMatchObject({ description: "second" });
});

test("from creation to Active takes less than 100 ms at the median with two watchers", async () => {
  await using metadata = await startMetadata({ redisUrl: redis.url });
  await using one = new FeedProbe(metadata.feed, { watcherId: "one", acknowledges: true });
  await using two = new FeedProbe(metadata.feed, { watcherId: "two", acknowledges: true });
  await waitFor(() => one.caughtUp && two.caughtUp, { what: "both watchers to catch up" });

  const durationsMs: number[] = [];
  for (let index = 0; index < 15; index += 1) {
    const startMs = performance.now();
    await metadata.functions.CreateFunction(creation(`timed-${index}`));
    await configurationWhen(metadata, `timed-${index}`, { state: "Active" });
    durationsMs.push(performance.now() - startMs);
  }

  expect(durationsMs.toSorted((left, right) => left - right)[7]).toBeLessThan(100);
});
