import { startTestRedis } from "@mayfly/testkit/test-servers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyRedis, failureOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";
import { statementsOf } from "./policy-statements.test-support.ts";

const arn = "arn:aws:lambda:us-east-1:000000000000:layer:lib:1";
const stale = {
  code: "PreconditionFailed",
  message: "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
};
const noPolicy = { code: "ResourceNotFound", message: "No policy is associated with the given resource." };

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
  await publish();
});

const publish = () => metadata.functions.PublishLayerVersion({ layer_name: "lib", content: { stored: { sha256: "cd".repeat(32), size_bytes: 9 } } });
const add = (more: object = {}) =>
  metadata.functions.AddLayerVersionPermission({
    layer_name: "lib",
    version_number: 1,
    statement_id: "one",
    action: "lambda:GetLayerVersion",
    principal: "111122223333",
    ...more,
  });
const remove = (more: object = {}) => metadata.functions.RemoveLayerVersionPermission({ layer_name: "lib", version_number: 1, statement_id: "one", ...more });
const policy = (version = 1) => metadata.functions.GetLayerVersionPolicy({ layer_name: "lib", version_number: version });

test("permissions of a layer version are added, read and removed; each change has a revision of its own", async () => {
  const first = await add();
  expect(first).toEqual({
    statement: `{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"lambda:GetLayerVersion","Resource":"${arn}"}`,
    revision_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const second = await add({ statement_id: "two", principal: "*", organization_id: "o-a1b2c3d4e5", revision_id: first.revision_id });
  expect(second.statement).toBe(
    `{"Sid":"two","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"${arn}","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
  );
  expect(await policy()).toEqual({
    policy: `{"Version":"2012-10-17","Id":"default","Statement":[${first.statement},${second.statement}]}`,
    revision_id: second.revision_id,
  });
  expect(await failureOf(remove({ revision_id: first.revision_id }))).toEqual(stale);
  await remove({ revision_id: second.revision_id });
  await remove({ statement_id: "two" });
  expect(await failureOf(policy())).toEqual(noPolicy);
});

test("what is missing or used already is told", async () => {
  expect(await failureOf(policy())).toEqual(noPolicy);
  expect(await failureOf(remove())).toEqual(noPolicy);
  const missing = { code: "ResourceNotFound", message: "Layer version arn:aws:lambda:us-east-1:000000000000:layer:lib:9 does not exist." };
  expect(await failureOf(policy(9))).toEqual(missing);
  expect(await failureOf(add({ version_number: 9 }))).toEqual(missing);
  expect(await failureOf(remove({ version_number: 9 }))).toEqual(missing);
  await add();
  expect(await failureOf(add())).toEqual({
    code: "ResourceConflict",
    message: "The statement id (one) provided already exists. Please provide a new statement id, or remove the existing statement.",
  });
  expect(await failureOf(add({ statement_id: "two", revision_id: "x" }))).toEqual(stale);
  expect(await failureOf(remove({ statement_id: "two" }))).toEqual({ code: "ResourceNotFound", message: "Statement two is not found in resource policy." });
});

test("a policy is of one version, and goes with it", async () => {
  await add();
  await publish();
  expect(await failureOf(policy(2))).toEqual(noPolicy);
  await metadata.functions.DeleteLayerVersion({ layer_name: "lib", version_number: 1 });
  expect(await failureOf(policy())).toMatchObject({ message: `Layer version ${arn} does not exist.` });
  expect(await metadata.state.layers.findPolicy({ region: "us-east-1", account: "000000000000", layerName: "lib" }, 1)).toBeUndefined();
});

test("statements that are added at the same time are all in the policy", async () => {
  const ids = Array.from({ length: 6 }, (_, index) => `s${index}`);
  await Promise.all(ids.map((statement_id) => add({ statement_id })));
  const sids: readonly string[] = statementsOf((await policy()).policy).map(({ Sid }) => Sid);
  expect(sids.toSorted()).toEqual(ids);
});
