import type { AddPermissionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/AddPermissionRequest";
import { resourcePolicyKind } from "@mayfly/domain/attachments/resource-policy";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, creation, emptyRedis, failureOf, region, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import { statementsOf } from "./policy-statements.test-support.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:fn";
const staleRevision = "00000000-0000-4000-8000-000000000000";
const staleMessage = "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id";

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

async function add(more: AddPermissionRequest = {}): Promise<string> {
  const { statement } = await metadata.functions.AddPermission({
    function_name: "fn",
    statement_id: "s3",
    action: "lambda:InvokeFunction",
    principal: "s3.amazonaws.com",
    ...more,
  });
  return statement;
}

const policyOf = (qualifier?: string) => metadata.functions.GetPolicy({ function_name: "fn", ...(qualifier === undefined ? {} : { qualifier }) });

test.each([
  ["s3.amazonaws.com", { Service: "s3.amazonaws.com" }],
  ["alexa-appkit.amazon.com", { Service: "alexa-appkit.amazon.com" }],
  ["111122223333", { AWS: "arn:aws:iam::111122223333:root" }],
  ["arn:aws:iam::111122223333:user/path/ann", { AWS: "arn:aws:iam::111122223333:user/path/ann" }],
  ["*", "*"],
])("the principal %s becomes %j in the statement", async (principal, element) => {
  const statement = await add({ principal });
  expect(JSON.parse(statement)).toEqual({ Sid: "s3", Effect: "Allow", Principal: element, Action: "lambda:InvokeFunction", Resource: arn });
});

test("statements and policy are compact JSON with their members in AWS's order", async () => {
  const all = await add({
    action: "lambda:InvokeFunctionUrl",
    source_arn: "arn:aws:s3:::bucket",
    source_account: "111122223333",
    event_source_token: "token.1",
    principal_org_id: "o-a1b2c3d4e5",
    function_url_auth_type: "AWS_IAM",
    invoked_via_function_url: true,
  });
  expect(all).toBe(
    `{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunctionUrl","Resource":"${arn}",` +
      `"Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333","lambda:FunctionUrlAuthType":"AWS_IAM","aws:PrincipalOrgID":"o-a1b2c3d4e5","lambda:EventSourceToken":"token.1"},` +
      `"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"},"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}`,
  );
  const second = await add({ statement_id: "two", principal: "*" });
  expect(await policyOf()).toEqual({
    policy: `{"Version":"2012-10-17","Id":"default","Statement":[${all},${second}]}`,
    revision_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
  });
});

test("function, version and alias have policies of their own, whose resource has the qualifier", async () => {
  for (const qualifier of [undefined, "1", "live"]) {
    const resource = qualifier === undefined ? arn : `${arn}:${qualifier}`;
    expect(JSON.parse(await add(qualifier === undefined ? {} : { qualifier }))).toMatchObject({ Sid: "s3", Resource: resource });
    expect(statementsOf((await policyOf(qualifier)).policy)).toMatchObject([{ Resource: resource }]);
  }
  const own = await metadata.state.attachments.list(resourcePolicyKind, { region, account, functionName: "fn" });
  expect(own.map(({ key }) => key.qualifier)).toEqual(["", "1", "live"]);

  await metadata.functions.DeleteAlias({ function_name: "fn", name: "live" });
  await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
  expect(await failureOf(policyOf("live"))).toMatchObject({ code: "ResourceNotFound" });
});

test("the policy's revision changes with the policy and guards its changes; the function's does not move", async () => {
  const { revision_id: ofFunction } = await metadata.functions.GetFunctionConfiguration({ function_name: "fn" });
  expect(await failureOf(add({ revision_id: staleRevision }))).toEqual({ code: "PreconditionFailed", message: staleMessage });
  await add();
  const { revision_id: first } = await policyOf();
  await add({ statement_id: "two", revision_id: first });
  const { revision_id: second } = await policyOf();
  expect(second).not.toBe(first);
  expect(second).not.toBe(ofFunction);
  expect(await failureOf(add({ statement_id: "three", revision_id: first }))).toEqual({ code: "PreconditionFailed", message: staleMessage });
  const remove = (revision_id: string) => metadata.functions.RemovePermission({ function_name: "fn", statement_id: "two", revision_id });
  expect(await failureOf(remove(first))).toEqual({ code: "PreconditionFailed", message: staleMessage });
  expect(await failureOf(remove(second))).toBeUndefined();
  expect((await metadata.functions.GetFunctionConfiguration({ function_name: "fn" })).revision_id).toBe(ofFunction);
});

test("without its last statement a policy is gone", async () => {
  await add();
  await add({ statement_id: "two" });
  for (const statement_id of ["s3", "two"]) await metadata.functions.RemovePermission({ function_name: "fn", statement_id });
  const absent = { code: "ResourceNotFound", message: "The resource you requested does not exist." };
  expect(await failureOf(policyOf())).toEqual(absent);
  expect(await failureOf(metadata.functions.GetResourcePolicy({ resource_arn: arn }))).toEqual(absent);
  expect(await metadata.state.attachments.list(resourcePolicyKind, { region, account, functionName: "fn" })).toEqual([]);
});

test.each<readonly [string, AddPermissionRequest, string, string]>([
  ["a function that is not there", { function_name: "gone" }, "ResourceNotFound", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:gone"],
  ["a version that is not there", { qualifier: "42" }, "ResourceNotFound", `Function not found: ${arn}:42`],
  ["an alias that is not there", { qualifier: "dead" }, "ResourceNotFound", `Cannot find alias arn: ${arn}:dead`],
  ["$LATEST", { qualifier: "$LATEST" }, "InvalidParameterValue", "We currently do not support adding policies for $LATEST."],
  [
    "a principal that nobody is",
    { principal: "somebody" },
    "InvalidParameterValue",
    "The provided principal was invalid. Please check the principal and try again.",
  ],
  [
    "a URL's authentication with another action",
    { function_url_auth_type: "NONE" },
    "InvalidParameterValue",
    "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
  ],
])("AddPermission for %s is refused", async (_what, more, code, message) => {
  expect(await failureOf(add(more))).toEqual({ code, message });
});

test("a statement id is used once in a policy, and again in another", async () => {
  await add();
  expect(await failureOf(add())).toEqual({
    code: "ResourceConflict",
    message: "The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.",
  });
  expect(await failureOf(add({ qualifier: "live" }))).toBeUndefined();
});

test("RemovePermission tells what is missing", async () => {
  const remove = (more: object = {}) => failureOf(metadata.functions.RemovePermission({ function_name: "fn", statement_id: "s3", ...more }));
  const gone = "arn:aws:lambda:us-east-1:000000000000:function:gone";
  expect(await remove({ function_name: "gone" })).toEqual({ code: "ResourceNotFound", message: `No policy found for: ${gone}` });
  expect(await remove()).toEqual({ code: "ResourceNotFound", message: "No policy is associated with the given resource." });
  await add();
  expect(await remove({ statement_id: "other" })).toEqual({ code: "ResourceNotFound", message: "Statement other is not found in resource policy." });
  expect(await remove({ qualifier: "dead" })).toEqual({ code: "ResourceNotFound", message: `Cannot find alias arn: ${arn}:dead` });
});

test("a policy has at most 20,480 characters", async () => {
  const longArn = `arn:aws:s3:::${"b".repeat(9_000)}`;
  await add({ source_arn: longArn });
  await add({ statement_id: "two", source_arn: longArn });
  const { policy, revision_id } = await policyOf();
  expect(await failureOf(add({ statement_id: "three", source_arn: longArn }))).toEqual({
    code: "PolicyLengthExceeded",
    message: expect.stringMatching(/^The final policy size \(2\d{4}\) is bigger than the limit \(20480\)\.$/),
  });
  expect(await policyOf()).toEqual({ policy, revision_id });
});

test("statements that are added at the same time are all in the policy", async () => {
  const ids = Array.from({ length: 8 }, (_, index) => `s${index}`);
  await Promise.all(ids.map((statement_id) => add({ statement_id })));
  const sids: readonly string[] = statementsOf((await policyOf()).policy).map(({ Sid }) => Sid);
  expect(sids.toSorted()).toEqual(ids);
});
