import type { PublishLayerVersionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/PublishLayerVersionRequest";
import { limits } from "@mayfly/domain/limits";
import { callHeaders } from "@mayfly/contracts/service-contract";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, emptyRedis, failureOf, headersOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arnOf = (layer: string, version: number): string => `arn:aws:lambda:us-east-1:000000000000:layer:${layer}:${version}`;

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

const stored = (digit: string, unpackedBytes = 100) => ({ stored: { sha256: digit.repeat(64), size_bytes: 10, unpacked_bytes: unpackedBytes } });

async function publish(layer: string, more: PublishLayerVersionRequest = {}): Promise<string> {
  const answer = await metadata.functions.PublishLayerVersion({ layer_name: layer, content: stored("a"), ...more });
  return answer.layer_version_arn;
}

test("versions count up from 1, also while others publish, and no number is used twice", async () => {
  const first = await Promise.all(Array.from({ length: 20 }, () => publish("tools")));
  expect(new Set(first)).toEqual(new Set(Array.from({ length: 20 }, (_, index) => arnOf("tools", index + 1))));
  for (let version = 1; version <= 20; version += 1) await metadata.functions.DeleteLayerVersion({ layer_name: "tools", version_number: version });
  expect((await metadata.functions.ListLayers({})).layers).toEqual([]);
  expect(await publish("tools")).toBe(arnOf("tools", 21));
});

test("PublishLayerVersion answers every member, and what was not given is absent", async () => {
  const answer = await metadata.functions.PublishLayerVersion({ layer_name: "tools", content: stored("a") });
  expect(answer).toEqual({
    content: { location: "", code_sha256: Buffer.alloc(32, 0xaa).toString("base64"), code_size: 10 },
    layer_arn: "arn:aws:lambda:us-east-1:000000000000:layer:tools",
    layer_version_arn: arnOf("tools", 1),
    description: "",
    created_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    version: 1,
    compatible_runtimes: [],
    compatible_architectures: [],
  });
  expect(await metadata.functions.GetLayerVersion({ layer_name: answer.layer_arn, version_number: 1 })).toEqual(answer);
  expect(await metadata.functions.GetLayerVersionByArn({ arn: answer.layer_version_arn })).toEqual(answer);
});

test("a version that is not there is 404, and deleting it is no error", async () => {
  const missing = { code: "ResourceNotFound", message: "The resource you requested does not exist." };
  expect(await failureOf(metadata.functions.GetLayerVersion({ layer_name: "none", version_number: 1 }))).toEqual(missing);
  expect(await failureOf(metadata.functions.GetLayerVersionByArn({ arn: arnOf("none", 1) }))).toEqual(missing);
  expect(await failureOf(metadata.functions.DeleteLayerVersion({ layer_name: "none", version_number: 1 }))).toBeUndefined();
  expect((await metadata.functions.ListLayerVersions({ layer_name: "none" })).layer_versions).toEqual([]);
});

test("lists are narrowed by runtime and architecture, pages of them join without gap or repetition", async () => {
  for (const name of ["c", "a", "b", "d", "e"]) {
    await publish(name, { compatible_runtimes: name === "d" ? ["python3.12"] : ["nodejs24.x"], compatible_architectures: ["x86_64"] });
    await publish(name, { compatible_runtimes: ["python3.12"], compatible_architectures: ["arm64"] });
  }
  const seen: [string, number | undefined][] = [];
  let marker: string | undefined;
  do {
    const page = await metadata.functions.ListLayers({ compatible_runtime: "nodejs24.x", max_items: 2, ...(marker === undefined ? {} : { marker }) });
    expect(page.layers.length).toBeLessThanOrEqual(2);
    for (const each of page.layers) seen.push([each.layer_name, each.latest_matching_version?.version]);
    marker = page.next_marker;
  } while (marker !== undefined);
  expect(seen).toEqual([
    ["a", 1],
    ["b", 1],
    ["c", 1],
    ["e", 1],
  ]);
  const arm = await metadata.functions.ListLayerVersions({ layer_name: "d", compatible_architecture: "arm64" });
  expect(arm.layer_versions.map((each) => each.version)).toEqual([2]);
  expect(await failureOf(metadata.functions.ListLayers({ marker: "nonsense" }))).toMatchObject({ code: "InvalidParameterValue" });
  const foreign = (await metadata.functions.ListLayers({ max_items: 1 })).next_marker ?? "";
  expect(await failureOf(metadata.functions.ListLayerVersions({ layer_name: "tools", marker: foreign }))).toMatchObject({ code: "InvalidParameterValue" });
});

test("a long list of versions is read to its end, the latest first", async () => {
  for (let number = 0; number < 120; number += 1) await publish("long", number === 2 ? { compatible_runtimes: ["python3.12"] } : {});
  const first = await metadata.functions.ListLayerVersions({ layer_name: "long" });
  expect(first.layer_versions).toHaveLength(50);
  expect(first.layer_versions[0]?.version).toBe(120);
  const filtered = await metadata.functions.ListLayerVersions({ layer_name: "long", compatible_runtime: "python3.12" });
  expect(filtered).toMatchObject({ layer_versions: [{ version: 3 }] });
  expect(filtered.next_marker).toBeUndefined();
});

test("layers of other accounts and regions are apart", async () => {
  const foreign = { headers: headersOf("111111111111") };
  const elsewhere = { headers: new Map([[callHeaders.region, "eu-central-1"]]) };
  await publish("tools");
  expect((await metadata.functions.ListLayers({}, foreign)).layers).toEqual([]);
  expect((await metadata.functions.ListLayers({}, elsewhere)).layers).toEqual([]);
  const other = await metadata.functions.PublishLayerVersion({ layer_name: "tools", content: stored("b") }, elsewhere);
  expect(other.layer_version_arn).toBe("arn:aws:lambda:eu-central-1:000000000000:layer:tools:1");
  expect(await failureOf(metadata.functions.GetLayerVersionByArn({ arn: arnOf("tools", 1) }, foreign))).toMatchObject({ code: "AccessDenied" });
});

test("a function has layers of other accounts, which the gateway has let it have", async () => {
  const foreign = { headers: headersOf("111111111111") };
  const [own, others] = ["arn:aws:lambda:us-east-1:111111111111:layer:tools:1", await publish("tools")];
  await metadata.functions.PublishLayerVersion({ layer_name: "tools", content: stored("b") }, foreign);
  const created = await metadata.functions.CreateFunction(creation("borrower", { layers: { values: [own, others] } }), foreign);
  expect(created.layers.map(({ arn }) => arn)).toEqual([own, others]);
  const missing = metadata.functions.CreateFunction(creation("thief", { layers: { values: [arnOf("tools", 9)] } }), foreign);
  expect(await failureOf(missing)).toEqual({ code: "InvalidParameterValue", message: `Layer version ${arnOf("tools", 9)} does not exist.` });
});

test("a function's layers are answered in order and go to its agents, and stay when their versions are deleted", async () => {
  await using probe = new FeedProbe(metadata.feed, { watcherId: "layered" });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });
  const lower = await publish("lower", { content: stored("1") });
  const upper = await publish("upper", { content: stored("2") });
  const created = await metadata.functions.CreateFunction(creation("layered", { layers: { values: [lower, upper] } }));
  expect(created.layers).toEqual([
    { arn: lower, code_size: 10 },
    { arn: upper, code_size: 10 },
  ]);
  const changes = await waitFor(() => (probe.changes.length > 0 ? probe.changes : undefined), { what: "the change" });
  expect(changes[0]?.upserted?.spec?.layers).toEqual([
    { sha256: "1".repeat(64), size_bytes: 10, directory: "" },
    { sha256: "2".repeat(64), size_bytes: 10, directory: "" },
  ]);
  await metadata.functions.DeleteLayerVersion({ layer_name: "lower", version_number: 1 });
  expect((await metadata.functions.GetFunctionConfiguration({ function_name: "layered" })).layers).toHaveLength(2);
});

test("an update replaces the layers, leaves them alone, or takes them away", async () => {
  const arn = await publish("tools");
  const function_name = "changing";
  await metadata.functions.CreateFunction(creation(function_name, { layers: { values: [arn] } }));
  const layersAfter = async (layers?: readonly string[]) => {
    await waitFor(async () => (await metadata.functions.GetFunctionConfiguration({ function_name })).last_update_status === "Successful", {
      what: "it to settle",
    });
    const change = layers === undefined ? { description: "x" } : { layers: { values: [...layers] } };
    return (await metadata.functions.UpdateFunctionConfiguration({ function_name, ...change })).layers.map((layer) => layer.arn);
  };
  expect(await layersAfter()).toEqual([arn]);
  const next = await publish("tools");
  expect(await layersAfter([next])).toEqual([next]);
  expect(await layersAfter([])).toEqual([]);
});

test("layers that no function can have are refused in AWS's words", async () => {
  const refusalOf = async (values: string[]) => await failureOf(metadata.functions.CreateFunction(creation("refused", { layers: { values } })));
  const invalid = (message: string) => ({ code: "InvalidParameterValue", message });
  const [one, two] = [await publish("tools"), await publish("tools")];
  expect(await refusalOf(Array.from({ length: 6 }, () => one))).toEqual(invalid("Cannot reference more than 5 layers."));
  expect(await refusalOf([one, two])).toEqual(
    invalid(
      `Two different versions of the same layer are not allowed to be referenced in the same function. ${one} and ${two} are versions of the same layer.`,
    ),
  );
  expect(await refusalOf([arnOf("tools", 9)])).toEqual(invalid(`Layer version ${arnOf("tools", 9)} does not exist.`));
  expect(await refusalOf(["arn:aws:lambda:eu-central-1:000000000000:layer:tools:1"])).toEqual(
    invalid("Layers are not in the same region as the function. Layers are expected to be in region us-east-1."),
  );
});

test("code and layers together may not be larger than one package, at creation and at each update", async () => {
  const half = limits.unzippedPackageBytesMax / 2;
  const layer = await publish("half", { content: stored("1", half) });
  const larger = await publish("larger", { content: stored("2", half + 1) });
  const tooLarge = {
    code: "InvalidParameterValue",
    message: `Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is ${2 * half + 1} bytes.`,
  };
  const fits = creation("fits", { code: stored("3", half), layers: { values: [layer] } });
  expect(await failureOf(metadata.functions.CreateFunction({ ...fits, function_name: "large", layers: { values: [larger] } }))).toEqual(tooLarge);
  await metadata.functions.CreateFunction(fits);
  await waitFor(async () => (await metadata.functions.GetFunctionConfiguration({ function_name: "fits" })).state === "Active", { what: "it to be active" });
  const function_name = "fits";
  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name, layers: { values: [larger] } }))).toEqual(tooLarge);
  expect(await failureOf(metadata.functions.UpdateFunctionCode({ function_name, code: stored("4", half + 1) }))).toEqual(tooLarge);
});
