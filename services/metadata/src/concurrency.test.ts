import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, headersOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import type { ProvisioningProgress } from "./ports/provisioning-reporter.ts";

const arn = `arn:aws:lambda:${region}:${account}:function`;
/** What the scheduler would say, by qualifier. */
const progress = new Map<string, ProvisioningProgress>();

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
beforeAll(async () => {
  redis = await startTestRedis();
  const provisioning = {
    report: async (_region: string, keys: readonly { readonly qualifier: string }[]) =>
      await Promise.resolve(keys.map(({ qualifier }) => progress.get(qualifier) ?? { allocated: 0, available: 0, initFailed: false })),
  };
  metadata = await startMetadata({ redisUrl: redis.url, provisioning });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  progress.clear();
  await emptyRedis(redis.url);
  await withVersion("fn");
});

async function withVersion(name: string): Promise<void> {
  await metadata.functions.CreateFunction(creation(name));
  await waitFor(async () => (await failureOf(metadata.functions.PublishVersion({ function_name: name }))) === undefined, { what: "a version to be published" });
}

const reserve = (function_name: string, reserved_concurrent_executions: number) =>
  metadata.functions.PutFunctionConcurrency({ function_name, reserved_concurrent_executions });
const provision = (qualifier: string, provisioned_concurrent_executions: number, function_name = "fn") =>
  metadata.functions.PutProvisionedConcurrencyConfig({ function_name, qualifier, provisioned_concurrent_executions });
const limitsOf = async () => (await metadata.functions.GetAccountSettings({})).account_limit;

test("a reservation is kept, shown, counted against the account and given back", async () => {
  expect(await metadata.functions.GetFunctionConcurrency({ function_name: "fn" })).toEqual({});
  expect((await metadata.functions.GetFunction({ function_name: "fn" })).concurrency ?? undefined).toBeUndefined();
  expect(await reserve("fn", 100)).toMatchObject({ reserved_concurrent_executions: 100 });
  expect(await reserve("fn", 0)).toMatchObject({ reserved_concurrent_executions: 0 });
  expect(await reserve("fn", 7)).toMatchObject({ reserved_concurrent_executions: 7 });
  expect((await metadata.functions.GetFunction({ function_name: "fn", qualifier: "1" })).concurrency).toMatchObject({ reserved_concurrent_executions: 7 });
  expect(await limitsOf()).toMatchObject({ concurrent_executions: 1000, unreserved_concurrent_executions: 993 });
  await metadata.functions.DeleteFunctionConcurrency({ function_name: "fn" });
  await metadata.functions.DeleteFunctionConcurrency({ function_name: "fn" });
  expect(await metadata.functions.GetFunctionConcurrency({ function_name: "fn" })).toEqual({});
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 1000 });
});

test("reservations of an account leave 100 to all other functions, however many ask at the same time", async () => {
  await withVersion("other");
  const tooMany = {
    code: "InvalidParameterValue",
    message: "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  };
  expect(await failureOf(reserve("fn", 901))).toEqual(tooMany);
  await reserve("fn", 900);
  expect(await failureOf(reserve("other", 1))).toEqual(tooMany);
  await reserve("fn", 400);
  const names = Array.from({ length: 8 }, (_, index) => `f${index}`);
  for (const name of names) await metadata.functions.CreateFunction(creation(name));
  const outcomes = await Promise.all(names.map(async (name) => await failureOf(reserve(name, 100))));
  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(5);
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 100 });
});

test("a reservation needs a function, and names it with $LATEST where it is missing", async () => {
  expect(await failureOf(reserve("gone", 1))).toEqual({ code: "ResourceNotFound", message: `Function not found: ${arn}:gone:$LATEST` });
  expect(await failureOf(metadata.functions.GetFunctionConcurrency({ function_name: "gone" }))).toEqual({
    code: "ResourceNotFound",
    message: `Function not found: ${arn}:gone`,
  });
  await reserve("fn", 900);
  await metadata.functions.DeleteFunction({ function_name: "fn" });
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 1000 });
  const other = headersOf("111122223333");
  await metadata.functions.CreateFunction(creation("fn"), { headers: other });
  await metadata.functions.PutFunctionConcurrency({ function_name: "fn", reserved_concurrent_executions: 900 }, { headers: other });
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 1000 });
});

test("a provisioning is in progress until the scheduler has it, and failed if the init phase is", async () => {
  const put = await provision("1", 2);
  expect(put).toMatchObject({
    requested_provisioned_concurrent_executions: 2,
    allocated_provisioned_concurrent_executions: 0,
    available_provisioned_concurrent_executions: 0,
    status: "IN_PROGRESS",
  });
  expect(put.last_modified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
  const read = () => metadata.functions.GetProvisionedConcurrencyConfig({ function_name: "fn", qualifier: "1" });
  progress.set("1", { allocated: 2, available: 1, initFailed: false });
  expect(await read()).toMatchObject({ allocated_provisioned_concurrent_executions: 2, available_provisioned_concurrent_executions: 1, status: "IN_PROGRESS" });
  progress.set("1", { allocated: 2, available: 2, initFailed: false });
  expect(await read()).toMatchObject({ status: "READY" });
  progress.set("1", { allocated: 0, available: 0, initFailed: true });
  expect(await read()).toMatchObject({ status: "FAILED", status_reason: "FUNCTION_ERROR_INIT_FAILURE" });
  await metadata.functions.DeleteProvisionedConcurrencyConfig({ function_name: "fn", qualifier: "1" });
  await metadata.functions.DeleteProvisionedConcurrencyConfig({ function_name: "fn", qualifier: "1" });
  expect(await failureOf(read())).toEqual({
    code: "ProvisionedConcurrencyConfigNotFound",
    message: "No Provisioned Concurrency Config found for this function",
  });
});

test("what cannot be provisioned is refused in AWS's words", async () => {
  expect((await failureOf(provision("$LATEST", 1)))?.message).toBe("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
  for (const call of [metadata.functions.GetProvisionedConcurrencyConfig, metadata.functions.DeleteProvisionedConcurrencyConfig])
    expect((await failureOf(call({ function_name: "fn", qualifier: "$LATEST" })))?.message).toBe(
      "The function resource provided must be an alias or a published version.",
    );
  expect((await failureOf(provision("2", 1)))?.message).toBe(`Function not found: ${arn}:fn:2`);
  expect((await failureOf(provision("live", 1)))?.message).toBe(`Cannot find alias arn: ${arn}:fn:live`);
  await metadata.functions.CreateAlias({ function_name: "fn", name: "newest", function_version: "$LATEST" });
  expect((await failureOf(provision("newest", 1)))?.message).toBe("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
  expect((await failureOf(provision("1", 1001)))?.message).toBe(
    "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
  );
  expect((await failureOf(provision("1", 901)))?.message).toBe(
    "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  );
  await reserve("fn", 3);
  expect((await failureOf(provision("1", 4)))?.message).toBe(
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
  );
  await provision("1", 3);
  expect((await failureOf(reserve("fn", 2)))?.message).toBe(
    " ReservedConcurrentExecutions  2 should not be lower than function's total provisioned concurrency [3].",
  );
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 997 });
  await metadata.functions.DeleteFunctionConcurrency({ function_name: "fn" });
  expect(await limitsOf()).toMatchObject({ unreserved_concurrent_executions: 997 });
});

test("a version and an alias of it cannot both be provisioned", async () => {
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
  await provision("live", 1);
  expect(await failureOf(provision("1", 1))).toEqual({ code: "ResourceConflict", message: "Version is pointed by a Provisioned Concurrency alias" });
  await metadata.functions.DeleteProvisionedConcurrencyConfig({ function_name: "fn", qualifier: "live" });
  await provision("1", 1);
  expect(await failureOf(provision("live", 1))).toEqual({
    code: "ResourceConflict",
    message: "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
  });
});

test("provisionings are listed a page at a time, with their ARNs, and end with the alias", async () => {
  for (const name of ["a", "b"]) await metadata.functions.CreateAlias({ function_name: "fn", name, function_version: "1" });
  await provision("a", 1);
  await provision("b", 2);
  const first = await metadata.functions.ListProvisionedConcurrencyConfigs({ function_name: "fn", max_items: 1 });
  expect(first.provisioned_concurrency_configs.map((config) => config.function_arn)).toEqual([`${arn}:fn:a`]);
  const second = await metadata.functions.ListProvisionedConcurrencyConfigs({ function_name: "fn", max_items: 1, marker: first.next_marker ?? "" });
  expect(second.provisioned_concurrency_configs.map((config) => config.function_arn)).toEqual([`${arn}:fn:b`]);
  expect(second.next_marker).toBeUndefined();
  await metadata.functions.DeleteAlias({ function_name: "fn", name: "a" });
  const { provisioned_concurrency_configs: left } = await metadata.functions.ListProvisionedConcurrencyConfigs({ function_name: "fn" });
  expect(left.map((config) => config.function_arn)).toEqual([`${arn}:fn:b`]);
});
