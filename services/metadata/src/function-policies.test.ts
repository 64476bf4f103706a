import { runtimeVersionArn } from "@mayfly/domain/runtime-version";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arn = `arn:aws:lambda:${region}:${account}:function`;

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
});

test("recursive loops are terminated unless the function allows them", async () => {
  const read = () => metadata.functions.GetFunctionRecursionConfig({ function_name: "fn" });
  expect(await read()).toMatchObject({ recursive_loop: "Terminate" });
  expect(await metadata.functions.PutFunctionRecursionConfig({ function_name: "fn", recursive_loop: "Allow" })).toMatchObject({ recursive_loop: "Allow" });
  expect(await read()).toMatchObject({ recursive_loop: "Allow" });
  for (const call of [
    metadata.functions.GetFunctionRecursionConfig({ function_name: "gone" }),
    metadata.functions.PutFunctionRecursionConfig({ function_name: "gone", recursive_loop: "Allow" }),
  ])
    expect(await failureOf(call)).toEqual({ code: "ResourceNotFound", message: `Function not found: ${arn}:gone` });
});

test("runtimes are updated automatically unless a version is told otherwise", async () => {
  const manual = runtimeVersionArn(region, "nodejs24.x");
  expect(await metadata.functions.GetRuntimeManagementConfig({ function_name: "fn" })).toEqual({ update_runtime_on: "Auto", function_arn: `${arn}:fn` });
  expect(
    await metadata.functions.PutRuntimeManagementConfig({ function_name: "fn", qualifier: "1", update_runtime_on: "Manual", runtime_version_arn: manual }),
  ).toMatchObject({ update_runtime_on: "Manual", function_arn: `${arn}:fn:1`, runtime_version_arn: manual });
  expect(await metadata.functions.GetRuntimeManagementConfig({ function_name: "fn", qualifier: "1" })).toMatchObject({ runtime_version_arn: manual });
  expect(await metadata.functions.GetRuntimeManagementConfig({ function_name: "fn", qualifier: "$LATEST" })).toMatchObject({ update_runtime_on: "Auto" });
  await metadata.functions.PutRuntimeManagementConfig({ function_name: "fn", qualifier: "1", update_runtime_on: "FunctionUpdate" });
  const now = await metadata.functions.GetRuntimeManagementConfig({ function_name: "fn", qualifier: "1" });
  expect(now).toEqual({ update_runtime_on: "FunctionUpdate", function_arn: `${arn}:fn:1` });
});

test("a runtime version that Mayfly cannot run is refused", async () => {
  const put = (update_runtime_on: string, runtime_version_arn?: string) =>
    failureOf(
      metadata.functions.PutRuntimeManagementConfig({ function_name: "fn", update_runtime_on, ...(runtime_version_arn ? { runtime_version_arn } : {}) }),
    );
  expect((await put("Manual"))?.message).toBe("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.");
  expect((await put("Manual", runtimeVersionArn(region, "python3.13")))?.code).toBe("InvalidParameterValue");
  expect((await put("Auto", runtimeVersionArn(region, "nodejs24.x")))?.code).toBe("InvalidParameterValue");
});

test("scaling of functions that do not run on managed instances is refused", async () => {
  const target = { function_name: "fn", qualifier: "1" };
  const refused = { code: "InvalidParameterValue", message: `The function ${arn}:fn:1 does not run on managed instances: it has no scaling configuration.` };
  expect(await failureOf(metadata.functions.GetFunctionScalingConfig(target))).toEqual(refused);
  expect(await failureOf(metadata.functions.PutFunctionScalingConfig({ ...target, function_scaling_config: { min_execution_environments: 1 } }))).toEqual(
    refused,
  );
  expect(await failureOf(metadata.functions.GetFunctionScalingConfig({ function_name: "fn", qualifier: "2" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arn}:fn:2`,
  });
});

test("an account's usage counts functions, and the bytes of every version and layer version", async () => {
  const usage = async () => (await metadata.functions.GetAccountSettings({})).account_usage;
  const { code_size: codeSize } = await metadata.functions.GetFunctionConfiguration({ function_name: "fn" });
  expect(await usage()).toEqual({ function_count: 1, total_code_size: 2 * codeSize });
  await metadata.functions.CreateFunction(creation("two", { code: { stored: { sha256: "cd".repeat(32), size_bytes: 1000 } }, publish: true }));
  expect(await usage()).toEqual({ function_count: 2, total_code_size: 2 * codeSize + 2000 });
  const update = () => metadata.functions.UpdateFunctionCode({ function_name: "fn", code: { stored: { sha256: "ef".repeat(32), size_bytes: 10 } } });
  await waitFor(async () => (await failureOf(update())) === undefined, { what: "the code to be updated" });
  expect(await usage()).toEqual({ function_count: 2, total_code_size: codeSize + 10 + 2000 });
  const rename = () => metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", description: "x" });
  await waitFor(async () => (await failureOf(rename())) === undefined, { what: "the configuration to be updated" });
  expect(await usage()).toMatchObject({ total_code_size: codeSize + 10 + 2000 });
  const layer = { layer_name: "layer", content: { stored: { sha256: "ab".repeat(32), size_bytes: 5 } } };
  for (let version = 1; version <= 2; version += 1) await metadata.functions.PublishLayerVersion(layer);
  expect(await usage()).toMatchObject({ total_code_size: codeSize + 2020 });
  for (let version = 1; version <= 2; version += 1) await metadata.functions.DeleteLayerVersion({ layer_name: "layer", version_number: 1 });
  expect(await usage()).toMatchObject({ total_code_size: codeSize + 2015 });
  await metadata.functions.DeleteFunction({ function_name: "two" });
  await metadata.functions.DeleteFunction({ function_name: "fn", qualifier: "1" });
  await metadata.functions.DeleteLayerVersion({ layer_name: "layer", version_number: 2 });
  expect(await usage()).toEqual({ function_count: 1, total_code_size: 10 });
});

test("code beyond what an account may keep is refused, be it a function's, a version's or a layer's", async () => {
  await using small = await startMetadata({ redisUrl: redis.url, accountCodeBytesMax: 1500 });
  const full = { code: "CodeStorageExceeded", message: "Code storage limit exceeded." };
  const stored = (size_bytes: number) => ({ stored: { sha256: "cd".repeat(32), size_bytes } });
  expect(await failureOf(small.functions.CreateFunction(creation("big", { code: stored(1000) })))).toEqual(full);
  await small.functions.CreateFunction(creation("small", { code: stored(500) }));
  expect(await failureOf(small.functions.PublishLayerVersion({ layer_name: "layer", content: stored(500) }))).toEqual(full);
  await waitFor(async () => (await failureOf(small.functions.PublishVersion({ function_name: "small" })))?.code === full.code, { what: "the refusal" });
});
