import type { CreateCodeSigningConfigRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateCodeSigningConfigRequest";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { creation, emptyRedis, failureOf, headersOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const publisher = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/test";
const unknownArn = "arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-aaaaaaaaaaaaaaaaa";
const fnArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const notFound = (arn: string) => ({ code: "ResourceNotFound", message: `The Lambda code signing configuration ${arn} can not be found.` });
const notThere = (arn: string) => ({
  code: "CodeSigningConfigNotFound",
  message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
});
const untrusted = (name: string) => ({
  code: "CodeVerificationFailed",
  message: `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${name}.`,
});

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
beforeEach(() => emptyRedis(redis.url));

async function createConfig(policy: "Warn" | "Enforce", more: CreateCodeSigningConfigRequest = {}): Promise<string> {
  const answer = await metadata.functions.CreateCodeSigningConfig({
    allowed_publishers: { signing_profile_version_arns: [publisher] },
    code_signing_policies: { untrusted_artifact_on_deployment: policy },
    ...more,
  });
  return answer.code_signing_config?.code_signing_config_arn ?? "";
}
const put = (name: string, arn: string) => metadata.functions.PutFunctionCodeSigningConfig({ function_name: name, code_signing_config_arn: arn });
const remove = (arn: string) => metadata.functions.DeleteCodeSigningConfig({ code_signing_config_arn: arn });
const newCode = { stored: { sha256: "cd".repeat(32), size_bytes: 5 } };

test("a configuration is created with Warn, read, changed in part and deleted", async () => {
  const created = await metadata.functions.CreateCodeSigningConfig({ allowed_publishers: { signing_profile_version_arns: [publisher] } });
  const { code_signing_config: config } = created;
  expect(config).toEqual({
    code_signing_config_id: expect.stringMatching(/^csc-[a-z0-9]{17}$/),
    code_signing_config_arn: `arn:aws:lambda:us-east-1:000000000000:code-signing-config:${config?.code_signing_config_id}`,
    description: "",
    allowed_publishers: { signing_profile_version_arns: [publisher] },
    code_signing_policies: { untrusted_artifact_on_deployment: "Warn" },
    last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
  });
  const arn = config?.code_signing_config_arn ?? "";
  expect(await metadata.functions.GetCodeSigningConfig({ code_signing_config_arn: arn })).toEqual(created);
  const updated = await metadata.functions.UpdateCodeSigningConfig({
    code_signing_config_arn: arn,
    code_signing_policies: { untrusted_artifact_on_deployment: "Enforce" },
  });
  expect(updated.code_signing_config).toMatchObject({
    allowed_publishers: { signing_profile_version_arns: [publisher] },
    code_signing_policies: { untrusted_artifact_on_deployment: "Enforce" },
  });
  expect(await metadata.functions.GetCodeSigningConfig({ code_signing_config_arn: arn })).toEqual(updated);
  await remove(arn);
  expect(await failureOf(remove(arn))).toEqual(notFound(arn));
});

test("pages of configurations join without gap or repetition", async () => {
  const arns = await Promise.all(Array.from({ length: 5 }, () => createConfig("Warn")));
  const seen: string[] = [];
  let marker: string | undefined;
  do {
    const page = await metadata.functions.ListCodeSigningConfigs({ max_items: 2, ...(marker === undefined ? {} : { marker }) });
    seen.push(...page.code_signing_configs.map((config) => config.code_signing_config_arn));
    marker = page.next_marker;
  } while (marker !== undefined);
  expect(seen).toEqual(arns.toSorted());
});

test("what is not there is said in AWS's words, the configuration before the function", async () => {
  const arn = await createConfig("Warn");
  await metadata.functions.CreateFunction(creation("fn"));
  for (const call of [
    metadata.functions.GetCodeSigningConfig({ code_signing_config_arn: unknownArn }),
    metadata.functions.UpdateCodeSigningConfig({ code_signing_config_arn: unknownArn }),
    metadata.functions.ListFunctionsByCodeSigningConfig({ code_signing_config_arn: unknownArn }),
    remove(unknownArn),
  ])
    expect(await failureOf(call)).toEqual(notFound(unknownArn));
  const noFunction = { code: "ResourceNotFound", message: `Function not found: ${fnArn("none")}` };
  expect(await failureOf(put("none", unknownArn))).toEqual(notThere(unknownArn));
  expect(await failureOf(put("fn", unknownArn))).toEqual(notThere(unknownArn));
  expect(await failureOf(put("none", arn))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.GetFunctionCodeSigningConfig({ function_name: "none" }))).toEqual(noFunction);
  expect(await failureOf(metadata.functions.DeleteFunctionCodeSigningConfig({ function_name: "none" }))).toEqual(noFunction);
  expect(await metadata.functions.GetFunctionCodeSigningConfig({ function_name: "fn" })).toEqual({ code_signing_config_arn: "", function_name: "" });
  expect(await metadata.functions.DeleteFunctionCodeSigningConfig({ function_name: "fn" })).toEqual({});
  const elsewhere = { headers: headersOf("111111111111") };
  expect(await failureOf(metadata.functions.GetCodeSigningConfig({ code_signing_config_arn: arn }, elsewhere))).toEqual(notFound(arn));
});

test("a configuration that a function has cannot be deleted until it is taken off or the function is gone", async () => {
  const arn = await createConfig("Warn");
  for (const name of ["b", "a"]) await metadata.functions.CreateFunction(creation(name, { code_signing_config_arn: arn }));
  expect(await metadata.functions.GetFunctionCodeSigningConfig({ function_name: "a" })).toEqual({ code_signing_config_arn: arn, function_name: "a" });
  const users = async () => (await metadata.functions.ListFunctionsByCodeSigningConfig({ code_signing_config_arn: arn })).function_arns;
  expect(await users()).toEqual([fnArn("a"), fnArn("b")]);
  const first = await metadata.functions.ListFunctionsByCodeSigningConfig({ code_signing_config_arn: arn, max_items: 1 });
  expect(first.function_arns).toEqual([fnArn("a")]);
  const rest = await metadata.functions.ListFunctionsByCodeSigningConfig({ code_signing_config_arn: arn, marker: first.next_marker ?? "" });
  expect(rest).toEqual({ function_arns: [fnArn("b")] });
  expect(await failureOf(remove(arn))).toMatchObject({ code: "ResourceConflict" });
  await metadata.functions.DeleteFunctionCodeSigningConfig({ function_name: "a" });
  expect(await failureOf(remove(arn))).toMatchObject({ code: "ResourceConflict" });
  await metadata.functions.DeleteFunction({ function_name: "b" });
  expect(await users()).toEqual([]);
  expect(await failureOf(remove(arn))).toBeUndefined();
});

test("whether a configuration ends or a function gets it first: never does a function have one that is gone", async () => {
  await metadata.functions.CreateFunction(creation("fn"));
  for (let round = 0; round < 20; round += 1) {
    const arn = await createConfig("Warn");
    const [attached, deleted] = await Promise.all([failureOf(put("fn", arn)), failureOf(remove(arn))]);
    expect([attached, deleted].filter((failure) => failure === undefined)).toHaveLength(1);
    if (deleted === undefined) expect(attached).toEqual(notThere(arn));
    await metadata.functions.DeleteFunctionCodeSigningConfig({ function_name: "fn" });
  }
});

test("Enforce refuses unsigned code and layers, and nothing of it is kept; Warn lets them pass", async () => {
  const enforcing = await createConfig("Enforce");
  expect(await failureOf(metadata.functions.CreateFunction(creation("fn", { code_signing_config_arn: enforcing })))).toEqual(untrusted("fn"));
  expect(await failureOf(metadata.functions.CreateFunction(creation("fn", { code_signing_config_arn: unknownArn })))).toEqual(notThere(unknownArn));
  expect(await failureOf(metadata.functions.GetFunction({ function_name: "fn" }))).toMatchObject({ code: "ResourceNotFound" });

  const layer = await metadata.functions.PublishLayerVersion({
    layer_name: "tools",
    content: { stored: { sha256: "a".repeat(64), size_bytes: 10, unpacked_bytes: 10 } },
  });
  const layers = { values: [layer.layer_version_arn] };
  await metadata.functions.CreateFunction(creation("fn"));
  await put("fn", enforcing);
  for (const dry_run of [true, false]) {
    expect(await failureOf(metadata.functions.UpdateFunctionCode({ function_name: "fn", code: newCode, dry_run }))).toEqual(untrusted("fn"));
  }
  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: "fn", layers }))).toEqual(untrusted(layer.layer_version_arn));

  await metadata.functions.UpdateCodeSigningConfig({ code_signing_config_arn: enforcing, code_signing_policies: { untrusted_artifact_on_deployment: "Warn" } });
  expect(await failureOf(metadata.functions.UpdateFunctionCode({ function_name: "fn", code: newCode, dry_run: true }))).toBeUndefined();
});

test("tags of a configuration are listed, changed and taken off", async () => {
  const resource = await createConfig("Warn", { tags: { team: "a" } });
  await metadata.functions.TagResource({ resource, tags: { stage: "dev" } });
  expect((await metadata.functions.ListTags({ resource })).tags).toEqual({ team: "a", stage: "dev" });
  await metadata.functions.UntagResource({ resource, tag_keys: ["team"] });
  expect((await metadata.functions.ListTags({ resource })).tags).toEqual({ stage: "dev" });
  expect(await failureOf(metadata.functions.ListTags({ resource: unknownArn }))).toEqual(notFound(unknownArn));
});
