import { functionUrlKind } from "@mayfly/domain/attachments/function-url";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arn = `arn:aws:lambda:${region}:${account}:function:fn`;
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const noUrl = { code: "ResourceNotFound", message: "The resource you requested does not exist." };
const noFunction = { code: "ResourceNotFound", message: "Function does not exist" };

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
  await metadata.functions.CreateFunction(creation("fn"));
  await waitFor(async () => (await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))) === undefined, { what: "a version to be published" });
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
});

/** What a client sees: without the marks of optional fields and without messages that are absent. */
function shown(message: object): unknown {
  return JSON.parse(JSON.stringify(message, (key, value: unknown) => (key.startsWith("_") || value === null ? undefined : value)));
}

const create = (more: object = {}) => metadata.functions.CreateFunctionUrlConfig({ function_name: "fn", auth_type: "NONE", ...more });

test("a new URL is answered as it was asked for, and read with its defaults", async () => {
  const created = await create();
  expect(shown(created)).toEqual({ function_url: expect.stringMatching(/^[0-9a-f]{32}$/), function_arn: arn, auth_type: "NONE", creation_time: time });
  const read = await metadata.functions.GetFunctionUrlConfig({ function_name: "fn" });
  expect(shown(read)).toEqual({ ...(shown(created) as object), last_modified_time: created.creation_time, invoke_mode: "BUFFERED" });
});

test("a function and each of its aliases may have one URL, under different ids", async () => {
  const own = await create();
  const ofAlias = await create({ qualifier: "live", auth_type: "AWS_IAM", invoke_mode: "RESPONSE_STREAM" });
  expect(ofAlias).toMatchObject({ function_arn: `${arn}:live`, auth_type: "AWS_IAM", invoke_mode: "RESPONSE_STREAM" });
  expect(ofAlias.function_url).not.toBe(own.function_url);
  for (const [more, target] of [
    [{}, arn],
    [{ qualifier: "live" }, `${arn}:live`],
  ] as const) {
    expect(await failureOf(create(more))).toEqual({
      code: "ResourceConflict",
      message: `Failed to create function url config for [functionArn = ${target}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    });
  }
});

test("CORS settings come back as they were given, empty lists too, and an update replaces all of them", async () => {
  const cors = {
    allow_credentials: false,
    allow_headers: { values: [] },
    allow_methods: { values: ["GET", "*"] },
    allow_origins: { values: ["https://a.example"] },
    expose_headers: { values: ["x-a"] },
    max_age: 0,
  };
  expect(shown(await create({ cors }))).toMatchObject({ cors });
  const updated = await metadata.functions.UpdateFunctionUrlConfig({ function_name: "fn", cors: { max_age: 60 } });
  expect(shown(updated.cors ?? {})).toEqual({ max_age: 60 });
});

test("an update leaves alone what it does not name, the id in any case", async () => {
  const created = await create();
  const updated = await metadata.functions.UpdateFunctionUrlConfig({ function_name: "fn", auth_type: "AWS_IAM" });
  expect(shown(updated)).toEqual({ ...(shown(created) as object), auth_type: "AWS_IAM", last_modified_time: time });
  const streaming = await metadata.functions.UpdateFunctionUrlConfig({ function_name: "fn", invoke_mode: "RESPONSE_STREAM" });
  expect(streaming).toMatchObject({ auth_type: "AWS_IAM", invoke_mode: "RESPONSE_STREAM", function_url: created.function_url });
  expect(await metadata.functions.UpdateFunctionUrlConfig({ function_name: "fn" })).toMatchObject({ invoke_mode: "RESPONSE_STREAM" });
});

test("what is missing is told as AWS tells it", async () => {
  const { functions } = metadata;
  for (const missing of [{ function_name: "other" }, { function_name: "fn", qualifier: "gone" }]) {
    expect(await failureOf(create(missing))).toEqual(noFunction);
    expect(await failureOf(functions.UpdateFunctionUrlConfig(missing))).toEqual(noFunction);
    expect(await failureOf(functions.GetFunctionUrlConfig(missing))).toEqual(noUrl);
    expect(await failureOf(functions.DeleteFunctionUrlConfig(missing))).toEqual(noUrl);
  }
  for (const functionName of ["other", "fn:gone"])
    expect(await failureOf(functions.ListFunctionUrlConfigs({ function_name: functionName }))).toEqual(noFunction);
  for (const qualifier of [undefined, "live"]) {
    const named = { function_name: "fn", ...(qualifier === undefined ? {} : { qualifier }) };
    expect(await failureOf(functions.UpdateFunctionUrlConfig(named))).toEqual(noUrl);
    expect(await failureOf(functions.GetFunctionUrlConfig(named))).toEqual(noUrl);
    expect(await failureOf(functions.DeleteFunctionUrlConfig(named))).toEqual(noUrl);
  }
});

test("a list has the function's own URL and those of its aliases, page by page", async () => {
  const names = ["a", "b", "live"];
  for (const name of ["b", "a"]) await metadata.functions.CreateAlias({ function_name: "fn", name, function_version: "1" });
  for (const qualifier of names) await create({ qualifier });
  await create();
  const listed: (string | undefined)[] = [];
  let marker: string | undefined;
  do {
    const page = await metadata.functions.ListFunctionUrlConfigs({ function_name: "fn", max_items: 2, ...(marker === undefined ? {} : { marker }) });
    expect(page.function_url_configs).toHaveLength(2);
    listed.push(...page.function_url_configs.map((config) => config.function_arn));
    marker = page.next_marker;
  } while (marker !== undefined);
  expect(listed).toEqual([arn, ...names.map((name) => `${arn}:${name}`)]);
});

test("a URL ends with its alias or function, and its id is not given again", async () => {
  const own = await create();
  await create({ qualifier: "live" });
  await metadata.functions.DeleteAlias({ function_name: "fn", name: "live" });
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
  expect(await failureOf(metadata.functions.GetFunctionUrlConfig({ function_name: "fn", qualifier: "live" }))).toEqual(noUrl);
  await metadata.functions.DeleteFunctionUrlConfig({ function_name: "fn" });
  expect((await create()).function_url).not.toBe(own.function_url);
  await metadata.functions.DeleteFunction({ function_name: "fn" });
  await metadata.functions.CreateFunction(creation("fn"));
  expect(await failureOf(metadata.functions.GetFunctionUrlConfig({ function_name: "fn" }))).toEqual(noUrl);
});

test("gateways hear of a URL through the change feed before its creation is answered", async () => {
  const since = await metadata.state.feed.last(region);
  const { function_url: urlId } = await create({ qualifier: "live" });
  const entries = (await metadata.state.feed.readAfter(region, since, 10)) ?? [];
  expect(entries).toMatchObject([{ kind: "attachment-upserted", name: { attachment: functionUrlKind.name, functionName: "fn", qualifier: "live" } }]);
  expect(JSON.stringify(entries)).toContain(urlId);
});
