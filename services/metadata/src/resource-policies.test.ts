import { startTestRedis } from "@mayfly/testkit/test-servers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { creation, emptyRedis, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import { statementsOf } from "./policy-statements.test-support.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:function:fn";
const staleRevision = "00000000-0000-4000-8000-000000000000";

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
});

const statement = { Sid: "a", Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "lambda:InvokeFunction", Resource: arn };

function document(more: object = {}): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...more }] });
}

const put = (policy: string, more: object = {}) => metadata.functions.PutResourcePolicy({ resource_arn: arn, policy, ...more });

test("a whole policy is put, read by both operations, extended by AddPermission and deleted", async () => {
  const written = await put(`  ${document()}\n`);
  expect(written).toEqual({ policy: document(), revision_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(await metadata.functions.GetResourcePolicy({ resource_arn: arn })).toEqual(written);
  expect(await metadata.functions.GetPolicy({ function_name: "fn" })).toEqual(written);

  await metadata.functions.AddPermission({ function_name: "fn", statement_id: "b", action: "lambda:GetFunction", principal: "111122223333" });
  const { policy } = await metadata.functions.GetResourcePolicy({ resource_arn: arn });
  expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual(["a", "b"]);

  await put(document({ Sid: "only" }));
  expect(statementsOf((await metadata.functions.GetPolicy({ function_name: "fn" })).policy)).toEqual([{ ...statement, Sid: "only" }]);

  await metadata.functions.DeleteResourcePolicy({ resource_arn: arn });
  const absent = { code: "ResourceNotFound", message: "The resource you requested does not exist." };
  expect(await failureOf(metadata.functions.GetResourcePolicy({ resource_arn: arn }))).toEqual(absent);
  expect(await failureOf(metadata.functions.DeleteResourcePolicy({ resource_arn: arn }))).toEqual(absent);
});

test("a revision id guards replacement and deletion", async () => {
  const stale = { code: "PreconditionFailed", message: expect.stringContaining("Call the GetResourcePolicy API") };
  expect(await failureOf(put(document(), { revision_id: staleRevision }))).toEqual(stale);
  const { revision_id } = await put(document());
  expect(await failureOf(put(document(), { revision_id: staleRevision }))).toEqual(stale);
  const second = await put(document(), { revision_id });
  expect(await failureOf(metadata.functions.DeleteResourcePolicy({ resource_arn: arn, revision_id }))).toEqual(stale);
  expect(await failureOf(metadata.functions.DeleteResourcePolicy({ resource_arn: arn, revision_id: second.revision_id }))).toBeUndefined();
});

test("a statement alone, not in a list, is one like others", async () => {
  await put(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
  await metadata.functions.RemovePermission({ function_name: "fn", statement_id: "a" });
  expect(await failureOf(metadata.functions.GetPolicy({ function_name: "fn" }))).toMatchObject({ code: "ResourceNotFound" });
});

const org = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
test.each([
  ["everybody", { Principal: "*" }, true],
  ["everybody, as an AWS principal", { Principal: { AWS: "*" } }, true],
  ["all but one", { Principal: undefined, NotPrincipal: { AWS: "111122223333" } }, true],
  ["everybody who says when", { Principal: "*", Condition: { DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } } }, true],
  ["everybody of any organization", { Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } } }, true],
  ["everybody who names no organization or the right one", { Principal: "*", Condition: { StringEqualsIfExists: org.StringEquals } }, true],
  ["an organization", { Principal: "*", Condition: org }, false],
  ["what an account's buckets do", { Principal: "*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:*" } } }, false],
  ["nobody", { Effect: "Deny", Principal: "*" }, false],
])("a policy that lets %s in is public: %#", async (_who, more, isPublic) => {
  const failure = await failureOf(put(document(more)));
  expect(failure?.code).toBe(isPublic ? "PublicPolicy" : undefined);
});

test.each([
  ["no JSON", "{", "This policy contains invalid Json"],
  ["no principal", document({ Principal: undefined }), "Missing required field Principal"],
  ["another function", document({ Resource: `${arn}2` }), `The policy is for the resource ${arn}; a statement of it names ${arn}2.`],
  ["another service", document({ Action: "s3:GetObject" }), "The policy is for actions of Lambda; a statement of it names s3:GetObject."],
])("a policy with %s is refused", async (_what, policy, message) => {
  expect(await failureOf(put(policy))).toEqual({ code: "InvalidParameterValue", message });
});

test("what has no policy is told", async () => {
  const prefix = "arn:aws:lambda:us-east-1:000000000000";
  const putOn = (resource: string) => failureOf(put(document({ Resource: resource }), { resource_arn: resource }));
  expect(await putOn(`${arn}:7`)).toEqual({ code: "ResourceNotFound", message: `Function not found: ${arn}:7` });
  expect(await putOn(`${arn}:dead`)).toEqual({ code: "ResourceNotFound", message: `Cannot find alias arn: ${arn}:dead` });
  expect(await putOn(`${arn}:$LATEST`)).toEqual({ code: "InvalidParameterValue", message: "We currently do not support adding policies for $LATEST." });
  expect(await putOn(`${prefix}:runtime/mine`)).toEqual({ code: "ResourceNotFound", message: "The resource you requested does not exist." });
  expect(await putOn("arn:aws:lambda:us-east-1:111122223333:function:fn")).toMatchObject({ code: "AccessDenied" });
});
