import type { AliasConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasConfiguration";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, emptyRedis, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:fn";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
beforeAll(async () => {
  redis = await startTestRedis();
  metadata = await startMetadata({ redisUrl: redis.url });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await emptyRedis(redis.url);
  await metadata.functions.CreateFunction(creation("fn", { tags: { team: "t" } }));
  await publish();
  await metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", memory_size: 256 });
  await publish();
});

/** The function has $LATEST, 1 and 2. */
async function publish(): Promise<void> {
  await waitFor(async () => (await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))) === undefined, { what: "a version to be published" });
}

const create = (name: string, version: string, weights?: Readonly<Record<string, number>>): Promise<AliasConfiguration__Output> =>
  metadata.functions.CreateAlias({
    function_name: "fn",
    name,
    function_version: version,
    ...(weights === undefined ? {} : { routing_config: { additional_version_weights: weights } }),
  });

test("an alias is created, read, changed and deleted; what was not given is answered as AWS does", async () => {
  const { revision_id: revisionOfFunction } = await metadata.functions.GetFunctionConfiguration({ function_name: "fn" });
  const created = await create("live", "1");
  expect(created).toEqual({
    alias_arn: `${arn}:live`,
    name: "live",
    function_version: "1",
    description: "",
    routing_config: null,
    revision_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await metadata.functions.GetFunctionConfiguration({ function_name: "fn" })).revision_id).toBe(revisionOfFunction);
  expect(await metadata.functions.GetAlias({ function_name: arn, name: "live" })).toEqual(created);

  const updated = await metadata.functions.UpdateAlias({
    function_name: "fn",
    name: "live",
    description: "d",
    routing_config: { additional_version_weights: { "2": 0.25 } },
    revision_id: created.revision_id,
  });
  expect(updated).toEqual({
    ...created,
    description: "d",
    routing_config: { additional_version_weights: { "2": 0.25 } },
    revision_id: expect.not.stringMatching(created.revision_id),
  });
  const moved = await metadata.functions.UpdateAlias({ function_name: "fn", name: "live", function_version: "2", routing_config: {} });
  expect(moved).toEqual({ ...updated, function_version: "2", routing_config: null, revision_id: moved.revision_id });

  await metadata.functions.DeleteAlias({ function_name: "fn", name: "live" });
  expect(await failureOf(metadata.functions.GetAlias({ function_name: "fn", name: "live" }))).toEqual({
    code: "ResourceNotFound",
    message: `Cannot find alias arn: ${arn}:live`,
  });
  expect(await failureOf(metadata.functions.DeleteAlias({ function_name: "fn", name: "live" }))).toBeUndefined();
});

test.each([
  ["$LATEST", { "1": 0.5 }, "InvalidParameterValue", "$LATEST is not supported for an alias pointing to more than 1 version"],
  ["1", { "1": 0.5 }, "InvalidParameterValue", "Invalid function version 1. Function version 1 is already included in routing configuration."],
  ["1", { "2": 0.5, "3": 0.1 }, "InvalidParameterValue", "Number of items in AdditionalVersionWeights cannot be greater than 1"],
  ["10", undefined, "ResourceNotFound", `Function not found: ${arn}:10`],
  ["1", { "10": 0.5 }, "ResourceNotFound", `Function not found: ${arn}:10`],
  ["$LATEST.PUBLISHED", undefined, "ResourceNotFound", `Function not found: ${arn}:$LATEST.PUBLISHED`],
] as const)("an alias of %s with weights %j is refused", async (version, weights, code, message) => {
  expect(await failureOf(create("live", version, weights))).toEqual({ code, message });
  expect((await metadata.functions.ListAliases({ function_name: "fn" })).aliases).toEqual([]);
});

test("the rules hold for an alias as a change leaves it", async () => {
  await create("live", "1", { "2": 0.5 });
  const change = (function_version: string) => failureOf(metadata.functions.UpdateAlias({ function_name: "fn", name: "live", function_version }));
  expect(await change("2")).toMatchObject({ message: "Invalid function version 2. Function version 2 is already included in routing configuration." });
  expect(await change("$LATEST")).toMatchObject({ message: "$LATEST is not supported for an alias pointing to more than 1 version" });
  expect(await change("10")).toEqual({ code: "ResourceNotFound", message: `Function not found: ${arn}:10` });
  expect(await metadata.functions.GetAlias({ function_name: "fn", name: "live" })).toMatchObject({ function_version: "1" });
});

test("missing functions and aliases, duplicates and old revision ids are answered in AWS's words", async () => {
  await create("live", "1");
  const latest = await create("head", "$LATEST");
  expect(latest.function_version).toBe("$LATEST");
  expect(await failureOf(create("live", "2"))).toEqual({ code: "ResourceConflict", message: `Alias already exists: ${arn}:live` });
  expect(await failureOf(metadata.functions.UpdateAlias({ function_name: "fn", name: "none" }))).toEqual({
    code: "ResourceNotFound",
    message: `Alias not found: ${arn}:none`,
  });
  expect(await failureOf(metadata.functions.UpdateAlias({ function_name: "fn", name: "live", revision_id: latest.revision_id }))).toEqual({
    code: "PreconditionFailed",
    message: "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  });
  const missing = { code: "ResourceNotFound", message: `Function not found: ${arn.replace(/fn$/, "gone")}` };
  for (const call of [
    metadata.functions.CreateAlias({ function_name: "gone", name: "live", function_version: "1" }),
    metadata.functions.ListAliases({ function_name: "gone" }),
    metadata.functions.GetAlias({ function_name: "gone", name: "live" }),
    metadata.functions.DeleteAlias({ function_name: "gone", name: "live" }),
  ]) {
    expect(await failureOf(call)).toEqual(missing);
  }
});

test("GetFunction of an alias shows the version it stands for under the alias's ARN, with the function's tags", async () => {
  await create("live", "1");
  const answer = await metadata.functions.GetFunction({ function_name: "fn", qualifier: "live" });
  expect(answer.configuration).toMatchObject({ function_arn: `${arn}:live`, version: "1", memory_size: 128, state: "Active" });
  expect(answer.tags).toEqual({ team: "t" });
});

test("aliases are listed by name, page by page, and by the version they run", async () => {
  for (const name of ["c", "a", "b", "e", "d"]) await create(name, name < "c" ? "1" : "2", name === "e" ? { "1": 0.1 } : undefined);

  const names: string[] = [];
  let marker: string | undefined;
  do {
    const page = await metadata.functions.ListAliases({ function_name: "fn", max_items: 2, ...(marker === undefined ? {} : { marker }) });
    expect(page.aliases.length).toBeLessThanOrEqual(2);
    names.push(...page.aliases.map((each) => each.name));
    marker = page.next_marker;
  } while (marker !== undefined);

  expect(names).toEqual(["a", "b", "c", "d", "e"]);
  const ofFirst = await metadata.functions.ListAliases({ function_name: "fn", function_version: "1" });
  expect(ofFirst.aliases.map((each) => each.name)).toEqual(["a", "b", "e"]);
});

test("a version is kept while an alias runs it, also with a share only", async () => {
  await create("live", "1", { "2": 0.1 });
  await create("head", "2");
  const remove = (qualifier: string) => failureOf(metadata.functions.DeleteFunction({ function_name: "fn", qualifier }));
  const used = (aliases: string) => ({
    code: "ResourceConflict",
    message: `Unable to delete version because the following aliases reference it: [${aliases}]`,
  });

  expect(await remove("1")).toEqual(used("live"));
  expect(await remove("2")).toEqual(used("head, live"));
  await metadata.functions.UpdateAlias({ function_name: "fn", name: "live", routing_config: {} });
  await metadata.functions.DeleteAlias({ function_name: "fn", name: "head" });
  expect(await remove("2")).toBeUndefined();
  expect(await failureOf(create("late", "2"))).toEqual({ code: "ResourceNotFound", message: `Function not found: ${arn}:2` });
});

test("an alias and the deletion of its version at the same time end with both or neither", async () => {
  for (let round = 0; round < 20; round += 1) {
    const [created, deleted] = await Promise.all([
      failureOf(create(`a${round}`, "2")),
      failureOf(metadata.functions.DeleteFunction({ function_name: "fn", qualifier: "2" })),
    ]);
    expect([created === undefined, deleted === undefined].filter(Boolean)).toHaveLength(1);
    if (deleted === undefined) break;
    await metadata.functions.DeleteAlias({ function_name: "fn", name: `a${round}` });
  }
});

test("of concurrent changes of one alias under one revision id exactly one succeeds", async () => {
  const { revision_id } = await create("live", "1");
  const changes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      failureOf(metadata.functions.UpdateAlias({ function_name: "fn", name: "live", description: String(index), revision_id })),
    ),
  );
  expect(changes.filter((failure) => failure === undefined)).toHaveLength(1);
  expect(new Set(changes.flatMap((failure) => (failure === undefined ? [] : [failure.code])))).toEqual(new Set(["PreconditionFailed"]));
});

test("every watcher has an alias and its change when the operation answers; a late one gets it with the whole state", async () => {
  await using probe = new FeedProbe(metadata.feed, { watcherId: "w", acknowledges: true });
  await waitFor(() => probe.caughtUp, { what: "the watcher to have caught up" });

  await create("live", "1");
  expect(probe.changes.at(-1)?.alias_upserted).toMatchObject({ identity: { alias_name: "live" }, function_version: "1", additional_version_weights: {} });
  await metadata.functions.UpdateAlias({ function_name: "fn", name: "live", routing_config: { additional_version_weights: { "2": 0.5 } } });
  const changed = probe.changes.at(-1)?.alias_upserted;
  expect(changed?.additional_version_weights).toEqual({ "2": 0.5 });

  await using late = new FeedProbe(metadata.feed, { watcherId: "late", acknowledges: true });
  await waitFor(() => late.caughtUp, { what: "the late watcher to have caught up" });
  expect(late.changes.flatMap((change) => (change.alias_upserted ? [change.alias_upserted] : []))).toEqual([changed]);

  await metadata.functions.DeleteFunction({ function_name: "fn" });
  await waitFor(() => probe.changes.some((change) => change.alias_deleted?.alias_name === "live"), { what: "the end of the alias" });
  await metadata.functions.CreateFunction(creation("fn"));
  expect((await metadata.functions.ListAliases({ function_name: "fn" })).aliases).toEqual([]);
});
