import type { FunctionConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, emptyRedis, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import type { VersionPreparer } from "./ports/version-preparer.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:fn";
const code = (digit: string) => ({ stored: { sha256: digit.repeat(64), size_bytes: 7 } });

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
/** False: preparations do not end. */
let ready = true;
const preparer: VersionPreparer = {
  prepare: async () => {
    await waitFor(() => ready, { what: "the test to let functions become ready" });
    return { kind: "ready" };
  },
};

beforeAll(async () => {
  redis = await startTestRedis();
  metadata = await startMetadata({ redisUrl: redis.url, preparer });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ready = true;
  await emptyRedis(redis.url);
});

async function settled(qualifier?: string): Promise<FunctionConfiguration__Output> {
  return await waitFor(
    async () => {
      const configuration = await metadata.functions.GetFunctionConfiguration({ function_name: "fn", ...(qualifier === undefined ? {} : { qualifier }) });
      return configuration.last_update_status === "Successful" && configuration;
    },
    { what: "the function to be settled" },
  );
}

async function createActive(): Promise<FunctionConfiguration__Output> {
  await metadata.functions.CreateFunction(creation("fn"));
  return await settled();
}

/** Changes the code and publishes it. */
async function publishNext(digit: string): Promise<FunctionConfiguration__Output> {
  await metadata.functions.UpdateFunctionCode({ function_name: "fn", code: code(digit) });
  await settled();
  return await metadata.functions.PublishVersion({ function_name: "fn" });
}

const versionsListed = async (): Promise<readonly string[]> =>
  (await metadata.functions.ListVersionsByFunction({ function_name: "fn" })).versions.map((each) => each.version);

test("PublishVersion of an Active function answers a version that is Active at once, with a revision id of its own, and changes that of $LATEST", async () => {
  const before = await createActive();

  const published = await metadata.functions.PublishVersion({ function_name: "fn", description: "first" });

  const after = await settled();
  expect(published).toEqual({
    ...before,
    function_arn: `${arn}:1`,
    version: "1",
    description: "first",
    revision_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(after).toEqual({ ...before, revision_id: after.revision_id });
  expect(new Set([before.revision_id, after.revision_id, published.revision_id]).size).toBe(3);
  expect(await metadata.functions.GetFunctionConfiguration({ function_name: "fn:1" })).toEqual(published);
});

test("publishing what has not changed answers the last version as it is, also after a redundant update", async () => {
  await createActive();
  const first = await metadata.functions.PublishVersion({ function_name: "fn", description: "first" });
  const latest = await settled();

  expect(await metadata.functions.PublishVersion({ function_name: "fn", description: "other" })).toEqual(first);
  expect((await settled()).revision_id).toBe(latest.revision_id);
  await metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", timeout: 3 });
  await settled();
  expect(await metadata.functions.PublishVersion({ function_name: "fn" })).toEqual(first);
  await metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", description: "changed" });
  await settled();
  expect(await metadata.functions.PublishVersion({ function_name: "fn" })).toMatchObject({ version: "2", description: "changed" });
  expect(await versionsListed()).toEqual(["$LATEST", "1", "2"]);
});

test("a publication under another revision id or code than those of $LATEST is refused", async () => {
  const { code_sha256: current } = await createActive();

  expect(await failureOf(metadata.functions.PublishVersion({ function_name: "fn", revision_id: "00000000-0000-0000-0000-000000000000" }))).toEqual({
    code: "PreconditionFailed",
    message: "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  });
  expect(await failureOf(metadata.functions.PublishVersion({ function_name: "fn", code_sha256: "other" }))).toEqual({
    code: "InvalidParameterValue",
    message: `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  });
  const { revision_id } = await settled();
  expect(await metadata.functions.PublishVersion({ function_name: "fn", revision_id, code_sha256: current })).toMatchObject({ version: "1" });
});

test("nothing is published of a missing function, nor while $LATEST is Pending or an update is in progress", async () => {
  expect(await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arn}`,
  });
  ready = false;
  await metadata.functions.CreateFunction(creation("fn"));
  expect(await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))).toEqual({
    code: "ResourceConflict",
    message: "The operation cannot be performed at this time. The function is currently in the following state: Pending",
  });
  ready = true;
  await settled();
  ready = false;
  await metadata.functions.UpdateFunctionCode({ function_name: "fn", code: code("c") });
  expect(await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))).toEqual({
    code: "ResourceConflict",
    message: `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
  });
});

test("CreateFunction and UpdateFunctionCode with Publish answer a Pending version, which keeps its revision id when it becomes Active", async () => {
  ready = false;
  const first = await metadata.functions.CreateFunction(creation("fn", { publish: true }));
  expect(first).toMatchObject({ version: "1", function_arn: arn, state: "Pending" });
  expect(first.last_update_status).toBeUndefined();
  expect(await metadata.functions.GetFunctionConfiguration({ function_name: "fn" })).toMatchObject({ version: "$LATEST", state: "Pending" });
  ready = true;
  await settled();
  expect(await settled("1")).toMatchObject({ version: "1", function_arn: `${arn}:1`, state: "Active", revision_id: first.revision_id });

  ready = false;
  const second = await metadata.functions.UpdateFunctionCode({ function_name: "fn", code: code("c"), publish: true });
  expect(second).toMatchObject({ version: "2", function_arn: `${arn}:2`, state: "Pending", code_sha256: Buffer.alloc(32, 0xcc).toString("base64") });
  expect(second.last_update_status).toBeUndefined();
  ready = true;
  expect(await settled("2")).toMatchObject({ state: "Active", revision_id: second.revision_id });
  await settled();
  expect(await metadata.functions.UpdateFunctionCode({ function_name: "fn", code: code("c"), publish: true })).toMatchObject({ version: "2", state: "Active" });
});

test("what metadata was about to make ready when it stopped becomes Active in the next process, versions too", async () => {
  ready = false;
  {
    await using first = await startMetadata({ redisUrl: redis.url, preparer: { prepare: () => new Promise(() => undefined) } });
    await first.functions.CreateFunction(creation("fn", { publish: true }));
  }
  await using _second = await startMetadata({ redisUrl: redis.url });

  expect(await settled("1")).toMatchObject({ version: "1", state: "Active" });
  await settled();
});

test("no number is used twice: not by concurrent publications, not after deletions, not after the function was created anew", async () => {
  await createActive();
  const same = await Promise.all(Array.from({ length: 10 }, () => metadata.functions.PublishVersion({ function_name: "fn" })));
  expect(new Set(same.map((each) => each.version))).toEqual(new Set(["1"]));
  expect((await publishNext("c")).version).toBe("2");
  await metadata.functions.DeleteFunction({ function_name: "fn", qualifier: "2" });
  expect((await metadata.functions.PublishVersion({ function_name: "fn" })).version).toBe("3");
  await metadata.functions.DeleteFunction({ function_name: "fn" });
  await createActive();
  expect(await versionsListed()).toEqual(["$LATEST"]);
  expect((await metadata.functions.PublishVersion({ function_name: "fn" })).version).toBe("4");
});

test("a version stays as it was published, whatever becomes of $LATEST", async () => {
  await createActive();
  const first = await metadata.functions.PublishVersion({ function_name: "fn" });

  await metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", memory_size: 512 });
  await settled();
  await publishNext("c");

  expect(await metadata.functions.GetFunctionConfiguration({ function_name: "fn", qualifier: "1" })).toEqual(first);
  expect(await failureOf(metadata.functions.UpdateFunctionCode({ function_name: "fn:1", code: code("d") }))).toMatchObject({ code: "ResourceNotFound" });
  const described = await metadata.functions.GetFunction({ function_name: "fn", qualifier: "1" });
  expect(described.stored_code?.sha256).toBe("ab".repeat(32));
});

test("versions are listed after $LATEST, page by page, and ListFunctions of ALL has them under qualified ARNs", async () => {
  await metadata.functions.CreateFunction(creation("fn-other"));
  await createActive();
  for (const digit of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b"]) await publishNext(digit);
  const numbers = ["$LATEST", ...Array.from({ length: 11 }, (_, index) => String(index + 1))];

  const versions: string[] = [];
  let marker: string | undefined;
  do {
    const page = await metadata.functions.ListVersionsByFunction({ function_name: "fn", max_items: 5, ...(marker === undefined ? {} : { marker }) });
    expect(page.versions.length).toBeLessThanOrEqual(5);
    versions.push(...page.versions.map((each) => each.version));
    marker = page.next_marker;
  } while (marker !== undefined);
  const arns: string[] = [];
  do {
    const page = await metadata.functions.ListFunctions({ function_version: "ALL", max_items: 5, ...(marker === undefined ? {} : { marker }) });
    expect(page.functions.every((each) => each.state === undefined)).toBe(true);
    arns.push(...page.functions.map((each) => each.function_arn));
    marker = page.next_marker;
  } while (marker !== undefined);

  expect(versions).toEqual(numbers);
  expect(arns).toEqual([...numbers.map((number) => `${arn}:${number}`), `${arn}-other:$LATEST`]);
  expect((await metadata.functions.ListFunctions({})).functions.map((each) => each.function_arn)).toEqual([arn, `${arn}-other`]);
  expect((await metadata.functions.ListVersionsByFunction({ function_name: "fn", max_items: 1 })).versions.map((each) => each.version)).toEqual(["$LATEST"]);
  expect(await failureOf(metadata.functions.ListVersionsByFunction({ function_name: "none" }))).toMatchObject({ code: "ResourceNotFound" });
});

test("MasterRegion selects replicated functions, of which there are none, and needs FunctionVersion ALL", async () => {
  await createActive();
  expect((await metadata.functions.ListFunctions({ function_version: "ALL", master_region: "us-east-1" })).functions).toEqual([]);
  expect((await metadata.functions.ListFunctions({ function_version: "ALL", master_region: "ALL" })).functions).toHaveLength(1);
  expect(await failureOf(metadata.functions.ListFunctions({ master_region: "ALL" }))).toMatchObject({ code: "InvalidParameterValue" });
});

test("the feed tells of every version, and the whole state of one that joins later is the same", async () => {
  await using probe = new FeedProbe(metadata.feed, { watcherId: "early", acknowledges: true });
  await createActive();
  await metadata.functions.PublishVersion({ function_name: "fn" });
  await publishNext("c");
  await metadata.functions.DeleteFunction({ function_name: "fn", qualifier: "1" });
  await waitFor(() => probe.changes.some((change) => change.deleted?.version === "1"), { what: "the end of version 1" });

  await using late = new FeedProbe(metadata.feed, { watcherId: "late", acknowledges: true });
  await waitFor(() => late.caughtUp, { what: "the late watcher to have caught up" });

  const upserted = probe.changes.filter((change) => change.upserted?.spec?.identity?.version === "2").at(-1)?.upserted;
  expect(upserted).toMatchObject({ state: "Active", spec: { code: { sha256: "c".repeat(64) } } });
  const known = late.changes.map((change) => change.upserted);
  expect(new Set(known.map((each) => each?.spec?.identity?.version))).toEqual(new Set(["$LATEST", "2"]));
  expect(known).toHaveLength(2);
  expect(known).toContainEqual(upserted);
  expect(new Set(known.map((each) => each?.spec?.generation)).size).toBe(2);
});

test("deleting a function deletes its versions and tells of each", async () => {
  await createActive();
  await metadata.functions.PublishVersion({ function_name: "fn" });
  await using probe = new FeedProbe(metadata.feed, { watcherId: "w", acknowledges: true });
  await waitFor(() => probe.caughtUp, { what: "the watcher to have caught up" });

  await metadata.functions.DeleteFunction({ function_name: "fn" });
  await waitFor(() => probe.changes.filter((change) => change.deleted).length === 2, { what: "both ends" });

  expect(await failureOf(metadata.functions.GetFunction({ function_name: "fn", qualifier: "1" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arn}:1`,
  });
  expect((await metadata.functions.ListFunctions({ function_version: "ALL" })).functions).toEqual([]);
});
