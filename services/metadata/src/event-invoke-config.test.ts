import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arn = `arn:aws:lambda:${region}:${account}:function`;
const queue = `arn:aws:sqs:${region}:${account}:queue`;

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
  await metadata.functions.CreateFunction(creation("target"));
  await waitFor(async () => (await failureOf(metadata.functions.PublishVersion({ function_name: "fn" }))) === undefined, { what: "a version to be published" });
});

test("Put replaces the whole configuration, Update changes what it names, Delete ends it", async () => {
  const put = await metadata.functions.PutFunctionEventInvokeConfig({
    function_name: "fn",
    maximum_retry_attempts: 0,
    destination_config: { on_failure: { destination: queue } },
  });
  expect(put).toMatchObject({
    function_arn: `${arn}:fn:$LATEST`,
    maximum_retry_attempts: 0,
    destination_config: { on_failure: { destination: queue } },
  });
  expect(put.maximum_event_age_in_seconds).toBeUndefined();
  expect(put.last_modified).toBeCloseTo(Date.now() / 1000, -2);
  const updated = await metadata.functions.UpdateFunctionEventInvokeConfig({ function_name: "fn", maximum_event_age_in_seconds: 60 });
  expect(updated).toMatchObject({ maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60, destination_config: { on_failure: { destination: queue } } });
  const replaced = await metadata.functions.PutFunctionEventInvokeConfig({ function_name: "fn", maximum_retry_attempts: 1 });
  expect(replaced.maximum_event_age_in_seconds).toBeUndefined();
  expect(replaced.destination_config?.on_failure?.destination).toBeUndefined();
  expect(await metadata.functions.GetFunctionEventInvokeConfig({ function_name: "fn", qualifier: "$LATEST" })).toMatchObject({ maximum_retry_attempts: 1 });
  await metadata.functions.DeleteFunctionEventInvokeConfig({ function_name: "fn" });
  const none = { code: "ResourceNotFound", message: `The function ${arn}:fn:$LATEST doesn't have an EventInvokeConfig` };
  expect(await failureOf(metadata.functions.GetFunctionEventInvokeConfig({ function_name: "fn" }))).toEqual(none);
  expect(await failureOf(metadata.functions.DeleteFunctionEventInvokeConfig({ function_name: "fn" }))).toEqual(none);
  expect(await failureOf(metadata.functions.UpdateFunctionEventInvokeConfig({ function_name: "fn", maximum_retry_attempts: 1 }))).toEqual(none);
});

test("what is missing is named as AWS names it", async () => {
  const settings = { maximum_retry_attempts: 1 };
  const noFunction = { code: "ResourceNotFound", message: "The function doesn't exist." };
  expect(await failureOf(metadata.functions.PutFunctionEventInvokeConfig({ function_name: "gone", ...settings }))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.UpdateFunctionEventInvokeConfig({ function_name: "gone", ...settings }))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.ListFunctionEventInvokeConfigs({ function_name: "gone" }))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.PutFunctionEventInvokeConfig({ function_name: "fn", qualifier: "live", ...settings }))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.GetFunctionEventInvokeConfig({ function_name: "gone", qualifier: "live" }))).toEqual({
    code: "ResourceNotFound",
    message: `The function ${arn}:gone:live doesn't have an EventInvokeConfig`,
  });
  expect((await failureOf(metadata.functions.PutFunctionEventInvokeConfig({ function_name: "fn" })))?.message).toBe(
    "You must specify at least one of error handling or destination setting.",
  );
});

test.for([
  [queue, undefined],
  [`arn:aws:sns:${region}:${account}:topic`, undefined],
  [`arn:aws:events:${region}:${account}:event-bus/default`, undefined],
  [`arn:aws:nats:${region}:${account}:subject/orders.done`, undefined],
  [`${arn}:target`, undefined],
  [`${arn}:target:live`, undefined],
  [`${arn}:fn`, "You can't specify the function as a destination for itself."],
  [`${arn}:gone`, `The destination ARN ${arn}:gone is invalid.`],
  [
    `arn:aws:iam::${account}:role/r`,
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam::${account}:role/r), onFailure=null) is invalid.`,
  ],
  [
    `arn:aws:nats:${region}:${account}:subject/orders.*`,
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:nats:${region}:${account}:subject/orders.*), onFailure=null) is invalid.`,
  ],
  [
    `arn:aws:nats:${region}:${account}:subject/mayfly.events.x`,
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:nats:${region}:${account}:subject/mayfly.events.x), onFailure=null) is invalid.`,
  ],
])("a destination %s: %s", async ([destination = "", message]) => {
  const failure = await failureOf(
    metadata.functions.PutFunctionEventInvokeConfig({ function_name: "fn", destination_config: { on_success: { destination } } }),
  );
  expect(failure).toEqual(message === undefined ? undefined : { code: "InvalidParameterValue", message });
});

test("configurations of all qualifiers are listed a page at a time", async () => {
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
  for (const qualifier of ["live", "1", "$LATEST"])
    await metadata.functions.PutFunctionEventInvokeConfig({ function_name: "fn", qualifier, maximum_retry_attempts: 1 });
  const seen: string[] = [];
  for (let marker: string | undefined = ""; marker !== undefined;) {
    const page = await metadata.functions.ListFunctionEventInvokeConfigs({ function_name: "fn", max_items: 2, marker });
    seen.push(...page.function_event_invoke_configs.map((config) => config.function_arn));
    marker = page.next_marker;
  }
  expect(seen).toEqual([`${arn}:fn:$LATEST`, `${arn}:fn:1`, `${arn}:fn:live`]);
});
