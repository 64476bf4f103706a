import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const prefix = "arn:aws:lambda:us-east-1:000000000000";
const arn = `${prefix}:function:fn`;

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
  await metadata.functions.CreateFunction(creation("fn", { tags: { team: "a", stage: "dev" } }));
  await waitFor(async () => (await metadata.functions.GetFunctionConfiguration({ function_name: "fn" })).state === "Active", {
    what: "the function to be active",
  });
});

const tag = (tags: Readonly<Record<string, string>>, resource = arn) => metadata.functions.TagResource({ resource, tags });
const untag = (...tag_keys: string[]) => metadata.functions.UntagResource({ resource: arn, tag_keys });
const list = async (resource = arn) => (await metadata.functions.ListTags({ resource })).tags;
const record = () => metadata.state.store.find({ region, account, functionName: "fn", version: "$LATEST" });

test("tags are added beside others, replaced by key and taken off", async () => {
  expect(await list()).toEqual({ team: "a", stage: "dev" });
  await tag({ stage: "prod", "größe/x": "" });
  expect(await list()).toEqual({ team: "a", stage: "prod", "größe/x": "" });
  expect((await metadata.functions.GetFunction({ function_name: "fn" })).tags).toEqual({ team: "a", stage: "prod", "größe/x": "" });
  await untag("team", "unknown");
  await untag("stage", "größe/x");
  expect(await list()).toEqual({});
});

test("a change of tags changes the revision and nothing that runs", async () => {
  const before = await record();
  await tag({ owner: "me" });
  const after = await record();
  expect(after?.revisionId).not.toBe(before?.revisionId);
  expect(after).toEqual({ ...before, tags: { ...before?.tags, owner: "me" }, revisionId: after?.revisionId, sequence: after?.sequence });
});

test("a resource has at most 50 tags", async () => {
  const many = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`k${index}`, ""]));
  await tag(many);
  expect(await failureOf(tag({ one: "more" }))).toEqual({ code: "InvalidParameterValue", message: "Number of tags exceeds resource tag limit." });
  expect(await failureOf(tag({ k0: "replaced" }))).toBeUndefined();
  expect(Object.keys(await list())).toHaveLength(50);
});

test.each<readonly [string, Readonly<Record<string, string>>, string, string, string]>([
  ["no tags", {}, arn, "InvalidParameterValue", "An error occurred and the request cannot be processed."],
  ["a key of AWS's own", { "aws:x": "1" }, arn, "InvalidParameterValue", "The tag keys that begin with aws: are reserved for system use."],
  ["an alias", { a: "1" }, `${arn}:live`, "InvalidParameterValue", "Tags on function aliases and versions are not supported. Please specify a function ARN."],
  ["a missing function", { a: "1" }, `${arn}2`, "ResourceNotFound", `Function not found: ${arn}2`],
  ["another account", { a: "1" }, "arn:aws:lambda:us-east-1:111122223333:function:fn", "AccessDenied", ""],
  [
    "another region",
    { a: "1" },
    "arn:aws:lambda:eu-west-1:000000000000:function:fn",
    "ResourceNotFound",
    "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  ],
  ["what Mayfly has none of", { a: "1" }, `${prefix}:network-connector:n`, "ResourceNotFound", "The resource you requested does not exist."],
])("TagResource with %s is refused", async (_what, tags, resource, code, message) => {
  expect(await failureOf(tag(tags, resource))).toEqual({ code, message });
});

test("tags that are given at the same time are all kept", async () => {
  const keys = Array.from({ length: 8 }, (_, index) => `k${index}`);
  await Promise.all(keys.map((key) => tag({ [key]: "v" })));
  expect(Object.keys(await list()).toSorted()).toEqual([...keys, "stage", "team"]);
});
