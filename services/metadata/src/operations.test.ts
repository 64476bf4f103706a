import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { creation, failureOf, headersOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
let number = 0;
let name = "";
beforeAll(async () => {
  redis = await startTestRedis();
  metadata = await startMetadata({ redisUrl: redis.url });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(() => {
  number += 1;
  name = `function-${number}`;
});

async function settledFunction(functionName: string) {
  return await waitFor(
    async () => {
      const configuration = await metadata.functions.GetFunctionConfiguration({ function_name: functionName });
      return configuration.last_update_status === "Successful" ? configuration : undefined;
    },
    { what: `${functionName} to settle` },
  );
}

test("CreateFunction answers every member that AWS always sends, with its defaults, and none that it leaves out", async () => {
  const {
    last_modified: lastModified,
    revision_id: revisionId,
    runtime_version_config: runtimeVersion,
    ...created
  } = await metadata.functions.CreateFunction(creation(name));

  expect(lastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  expect(revisionId).toMatch(uuid);
  expect(runtimeVersion?.runtime_version_arn).toMatch(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/);
  expect(created).toEqual({
    function_name: name,
    function_arn: arnOf(name),
    runtime: "nodejs24.x",
    role: "arn:aws:iam::000000000000:role/r",
    handler: "index.handler",
    code_size: 321,
    description: "",
    timeout: 3,
    memory_size: 128,
    code_sha256: Buffer.alloc(32, 0xab).toString("base64"),
    version: "$LATEST",
    environment: null,
    tracing_config: { mode: "PassThrough" },
    state: "Pending",
    _state: "state",
    state_reason: "The function is being created.",
    _state_reason: "state_reason",
    state_reason_code: "Creating",
    _state_reason_code: "state_reason_code",
    package_type: "Zip",
    architectures: ["x86_64"],
    ephemeral_storage: { size: 512 },
    snap_start: { apply_on: "None", optimization_status: "Off" },
    logging_config: { log_format: "Text", log_group: `/aws/lambda/${name}` },
    layers: [],
  });
});

test("CreateFunction keeps what the request says", async () => {
  const created = await metadata.functions.CreateFunction(
    creation(name, {
      description: "d",
      timeout: 900,
      memory_size: 10_240,
      environment: { variables: { A: "1" } },
      tracing_config: { mode: "Active" },
      architectures: { values: ["arm64"] },
      ephemeral_storage: { size: 1024 },
      logging_config: { log_format: "JSON", system_log_level: "WARN", log_group: "/g" },
    }),
  );

  expect(created).toMatchObject({
    description: "d",
    timeout: 900,
    memory_size: 10_240,
    environment: { variables: { A: "1" } },
    tracing_config: { mode: "Active" },
    architectures: ["arm64"],
    ephemeral_storage: { size: 1024 },
    logging_config: { log_format: "JSON", application_log_level: "INFO", system_log_level: "WARN", log_group: "/g" },
  });
});

test("an environment that was sent empty is answered empty", async () => {
  const created = await metadata.functions.CreateFunction(creation(name, { environment: {} }));

  expect(created.environment).toEqual({ variables: {} });
});

test("a function that exists already is a conflict in AWS's grammar", async () => {
  await metadata.functions.CreateFunction(creation(name));

  expect(await failureOf(metadata.functions.CreateFunction(creation(name)))).toEqual({ code: "ResourceConflict", message: `Function already exist: ${name}` });
});

test("of two concurrent creations of one name exactly one succeeds", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => failureOf(metadata.functions.CreateFunction(creation(name)))));

  expect(outcomes.filter((failure) => failure === undefined)).toHaveLength(1);
  expect(outcomes.filter((failure) => failure?.code === "ResourceConflict")).toHaveLength(19);
});

test("the same name in another account is another function", async () => {
  await metadata.functions.CreateFunction(creation(name));

  const created = await metadata.functions.CreateFunction(creation(name), { headers: headersOf("111111111111") });

  expect(created.function_arn).toBe(`arn:aws:lambda:us-east-1:111111111111:function:${name}`);
});

test("GetFunction answers configuration, tags and the stored package", async () => {
  await metadata.functions.CreateFunction(creation(name, { tags: { team: "a" } }));

  const found = await metadata.functions.GetFunction({ function_name: arnOf(name) });

  expect(found).toMatchObject({
    configuration: { function_name: name, function_arn: arnOf(name) },
    tags: { team: "a" },
    stored_code: { sha256: "ab".repeat(32), size_bytes: 321 },
    code: null,
  });
});

test("the ARN is qualified where the request was", async () => {
  await metadata.functions.CreateFunction(creation(name));

  const byParameter = await metadata.functions.GetFunction({ function_name: name, qualifier: "$LATEST" });
  const byName = await metadata.functions.GetFunctionConfiguration({ function_name: `${name}:$LATEST` });

  expect(byParameter.configuration?.function_arn).toBe(`${arnOf(name)}:$LATEST`);
  expect(byName.function_arn).toBe(`${arnOf(name)}:$LATEST`);
});

test("a missing function, version or alias is not found under the ARN that was asked for", async () => {
  await metadata.functions.CreateFunction(creation(name));

  expect(await failureOf(metadata.functions.GetFunction({ function_name: "missing" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arnOf("missing")}`,
  });
  expect(await failureOf(metadata.functions.GetFunction({ function_name: name, qualifier: "42" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arnOf(name)}:42`,
  });
  expect(await failureOf(metadata.functions.GetFunctionConfiguration({ function_name: name, qualifier: "live" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arnOf(name)}:live`,
  });
});

test("names that contradict themselves or their region are refused as AWS does", async () => {
  expect(await failureOf(metadata.functions.GetFunction({ function_name: `${name}:1`, qualifier: "2" }))).toEqual({
    code: "InvalidParameterValue",
    message: "The derived qualifier from the function name does not match the specified qualifier.",
  });
  expect(await failureOf(metadata.functions.GetFunction({ function_name: "arn:aws:lambda:ap-southeast-1:000000000000:function:f" }))).toEqual({
    code: "ResourceNotFound",
    message: "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
  });
});

test("UpdateFunctionCode goes through InProgress to Successful, with a new revision id at each step", async () => {
  await metadata.functions.CreateFunction(creation(name));
  const active = await settledFunction(name);

  const updating = await metadata.functions.UpdateFunctionCode({
    function_name: name,
    code: { stored: { sha256: "cd".repeat(32), size_bytes: 7 } },
    architectures: { values: ["arm64"] },
  });
  const updated = await settledFunction(name);

  expect(updating).toMatchObject({
    state: "Active",
    last_update_status: "InProgress",
    last_update_status_reason: "The function is being created.",
    last_update_status_reason_code: "Creating",
    code_sha256: Buffer.alloc(32, 0xcd).toString("base64"),
    code_size: 7,
    architectures: ["arm64"],
  });
  expect(updated).toMatchObject({ state: "Active", last_update_status: "Successful", code_size: 7 });
  expect(new Set([active.revision_id, updating.revision_id, updated.revision_id]).size).toBe(3);
});

test("UpdateFunctionCode with DryRun checks and changes nothing", async () => {
  await metadata.functions.CreateFunction(creation(name));
  const active = await settledFunction(name);
  const code = { stored: { sha256: "cd".repeat(32), size_bytes: 7 } };

  const answer = await metadata.functions.UpdateFunctionCode({ function_name: name, code, dry_run: true });

  expect(answer).toEqual(active);
  expect(await metadata.functions.GetFunctionConfiguration({ function_name: name })).toEqual(active);
  expect(await failureOf(metadata.functions.UpdateFunctionCode({ function_name: name, code, dry_run: true, revision_id: "other" }))).toMatchObject({
    code: "PreconditionFailed",
  });
});

test("UpdateFunctionConfiguration changes what it names and leaves the rest", async () => {
  await metadata.functions.CreateFunction(creation(name, { description: "before", timeout: 10, environment: { variables: { A: "1", B: "2" } } }));
  await settledFunction(name);

  await metadata.functions.UpdateFunctionConfiguration({ function_name: name, timeout: 20, environment: { variables: { C: "3" } } });
  const updated = await settledFunction(name);

  expect(updated).toMatchObject({ description: "before", timeout: 20, environment: { variables: { C: "3" } }, memory_size: 128 });
});

test("logging goes to JSON with levels and back to Text without, and keeps its group", async () => {
  await metadata.functions.CreateFunction(creation(name, { logging_config: { log_group: "/g" } }));
  await settledFunction(name);

  await metadata.functions.UpdateFunctionConfiguration({ function_name: name, logging_config: { log_format: "JSON", application_log_level: "DEBUG" } });
  const json = await settledFunction(name);
  await metadata.functions.UpdateFunctionConfiguration({ function_name: name, logging_config: { log_format: "Text" } });
  const text = await settledFunction(name);

  expect(json.logging_config).toMatchObject({ log_format: "JSON", application_log_level: "DEBUG", system_log_level: "INFO", log_group: "/g" });
  expect(text.logging_config).toEqual({ log_format: "Text", log_group: "/g" });
});

test("an update under another revision id than the latest fails its precondition", async () => {
  await metadata.functions.CreateFunction(creation(name));
  const active = await settledFunction(name);
  const message = "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id";

  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: name, timeout: 5, revision_id: "other" }))).toEqual({
    code: "PreconditionFailed",
    message,
  });
  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: name, timeout: 5, revision_id: active.revision_id }))).toBeUndefined();
});

test("updates of a missing function are not found", async () => {
  const message = `Function not found: ${arnOf("missing")}`;

  expect(await failureOf(metadata.functions.UpdateFunctionConfiguration({ function_name: "missing", timeout: 5 }))).toEqual({
    code: "ResourceNotFound",
    message,
  });
  expect(
    await failureOf(metadata.functions.UpdateFunctionCode({ function_name: "missing", code: { stored: { sha256: "cd".repeat(32), size_bytes: 7 } } })),
  ).toEqual({
    code: "ResourceNotFound",
    message,
  });
});

test("DeleteFunction deletes once, and refuses qualifiers as AWS does", async () => {
  await metadata.functions.CreateFunction(creation(name));

  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name, qualifier: "$LATEST" }))).toEqual({
    code: "InvalidParameterValue",
    message: "$LATEST version cannot be deleted without deleting the function.",
  });
  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name, qualifier: "live" }))).toEqual({
    code: "InvalidParameterValue",
    message: "Deletion of aliases is not currently supported.",
  });
  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name, qualifier: "3" }))).toBeUndefined();
  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name }))).toBeUndefined();
  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name, qualifier: "3" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arnOf(name)}`,
  });
  expect(await failureOf(metadata.functions.DeleteFunction({ function_name: name }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arnOf(name)}`,
  });
  expect(await failureOf(metadata.functions.GetFunction({ function_name: name }))).toMatchObject({ code: "ResourceNotFound" });
});

test("ListFunctions pages by name, at most 50 at once, without states, and ends without a marker", async () => {
  const headers = headersOf("222222222222");
  const names = Array.from({ length: 60 }, (_, index) => `list-${String(index).padStart(3, "0")}`);
  for (const each of names.toReversed()) await metadata.functions.CreateFunction(creation(each), { headers });

  const first = await metadata.functions.ListFunctions({ max_items: 1000 }, { headers });
  const second = await metadata.functions.ListFunctions(first.next_marker === undefined ? {} : { marker: first.next_marker }, { headers });

  expect([...first.functions, ...second.functions].map((each) => each.function_name)).toEqual(names);
  expect(first.functions).toHaveLength(50);
  expect(second.next_marker).toBeUndefined();
  expect(first.functions[0]).toMatchObject({
    version: "$LATEST",
    function_arn: "arn:aws:lambda:us-east-1:222222222222:function:list-000",
    runtime_version_config: null,
  });
  expect(first.functions[0]?.state).toBeUndefined();
  expect(first.functions[0]?.last_update_status).toBeUndefined();
});

test("ListFunctions of all versions qualifies the ARNs, and a marker of nobody's is refused", async () => {
  const headers = headersOf("333333333333");
  await metadata.functions.CreateFunction(creation("only"), { headers });

  const all = await metadata.functions.ListFunctions({ function_version: "ALL" }, { headers });

  expect(all.functions.map((each) => each.function_arn)).toEqual(["arn:aws:lambda:us-east-1:333333333333:function:only:$LATEST"]);
  expect(await failureOf(metadata.functions.ListFunctions({ marker: "garbage" }, { headers }))).toMatchObject({ code: "InvalidParameterValue" });
});
