import { methodCodec } from "@mayfly/contracts/codec";
import { identitiesService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { openSession } from "@mayfly/identity/session-token";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, startIdentities } from "./identities.test-support.ts";

let redis: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());
beforeEach(async () => {
  await using identities = await startIdentities(redis.url, { key: undefined });
  await identities.redis.run((client) => client.flushall());
});

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const invoke = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }] });
const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

test("a role is created, read, changed, listed and deleted, and refuses to go while it has policies", async () => {
  await using identities = await startIdentities(redis.url);

  const created = await identities.perform("CreateRole", {
    RoleName: "app",
    AssumeRolePolicyDocument: trust,
    Path: "/team/",
    Tags: [{ Key: "a", Value: "b" }],
  });
  expect(created["Role"]).toMatchObject({
    RoleName: "app",
    Arn: `arn:aws:iam::${account}:role/team/app`,
    MaxSessionDuration: 3600,
    Tags: [{ Key: "a", Value: "b" }],
  });
  await expect(identities.perform("CreateRole", { RoleName: "APP", AssumeRolePolicyDocument: trust })).rejects.toMatchObject({ code: "EntityAlreadyExists" });
  await identities.perform("UpdateRole", { RoleName: "app", Description: "runs", MaxSessionDuration: "7200" });
  await identities.perform("PutRolePolicy", { RoleName: "app", PolicyName: "p", PolicyDocument: invoke });
  await identities.perform("AttachRolePolicy", { RoleName: "app", PolicyArn: basic });

  expect((await identities.perform("GetRole", { RoleName: "app" }))["Role"]).toMatchObject({ Description: "runs", MaxSessionDuration: 7200 });
  expect(await identities.perform("GetRolePolicy", { RoleName: "app", PolicyName: "p" })).toMatchObject({
    PolicyDocument: encodeURIComponent(invoke).replaceAll("*", "%2A"),
  });
  expect(await identities.perform("ListAttachedRolePolicies", { RoleName: "app" })).toEqual({
    AttachedPolicies: [{ PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: basic }],
    IsTruncated: false,
  });
  await expect(identities.perform("DeleteRole", { RoleName: "app" })).rejects.toMatchObject({
    code: "DeleteConflict",
    publicMessage: "Cannot delete entity, must detach all policies first.",
  });
  await identities.perform("DetachRolePolicy", { RoleName: "app", PolicyArn: basic });
  await expect(identities.perform("DeleteRole", { RoleName: "app" })).rejects.toMatchObject({
    publicMessage: "Cannot delete entity, must delete policies first.",
  });
  await identities.perform("DeleteRolePolicy", { RoleName: "app", PolicyName: "p" });
  await identities.perform("DeleteRole", { RoleName: "app" });
  await expect(identities.perform("GetRole", { RoleName: "app" })).rejects.toMatchObject({
    code: "NoSuchEntity",
    publicMessage: "The role with name app cannot be found.",
  });
});

test("lists come in pages that a marker goes on with", async () => {
  await using identities = await startIdentities(redis.url);
  for (const name of ["c", "A", "b", "d"]) await identities.perform("CreateUser", { UserName: name });

  const names: unknown[] = [];
  let marker: unknown;
  do {
    const page = await identities.perform("ListUsers", { MaxItems: "3", ...(marker === undefined ? {} : { Marker: marker }) });
    names.push(...(page["Users"] as { UserName: string }[]).map(({ UserName }) => UserName));
    marker = page["Marker"];
  } while (marker !== undefined);

  expect(names).toEqual(["A", "b", "c", "d"]);
  await expect(identities.perform("ListUsers", { Marker: "?" })).rejects.toMatchObject({ code: "ValidationError" });
});

test("a managed policy has versions, and refuses to go while it is attached", async () => {
  await using identities = await startIdentities(redis.url);
  const { Policy: policy } = await identities.perform("CreatePolicy", { PolicyName: "own", PolicyDocument: invoke });
  const arn = `arn:aws:iam::${account}:policy/own`;
  expect(policy).toMatchObject({ Arn: arn, DefaultVersionId: "v1", AttachmentCount: 0 });
  await identities.perform("CreateUser", { UserName: "ci" });
  await identities.perform("AttachUserPolicy", { UserName: "ci", PolicyArn: arn });
  await identities.perform("CreatePolicyVersion", { PolicyArn: arn, PolicyDocument: invoke, SetAsDefault: "true" });

  expect((await identities.perform("GetPolicy", { PolicyArn: arn }))["Policy"]).toMatchObject({ DefaultVersionId: "v2", AttachmentCount: 1 });
  await expect(identities.perform("DeletePolicy", { PolicyArn: arn })).rejects.toMatchObject({ code: "DeleteConflict" });
  await expect(identities.perform("DeletePolicyVersion", { PolicyArn: arn, VersionId: "v2" })).rejects.toMatchObject({ code: "DeleteConflict" });
  await identities.perform("DetachUserPolicy", { UserName: "ci", PolicyArn: arn });
  await identities.perform("DeletePolicyVersion", { PolicyArn: arn, VersionId: "v1" });
  await identities.perform("DeletePolicy", { PolicyArn: arn });
  await expect(identities.perform("AttachUserPolicy", { UserName: "ci", PolicyArn: arn })).rejects.toMatchObject({ code: "NoSuchEntity" });
  const listed = await identities.perform("ListPolicies", { Scope: "AWS" });
  expect(listed["Policies"]).toContainEqual(expect.objectContaining({ Arn: basic }));
});

test("a document that is no policy is MalformedPolicyDocument, a name that is none ValidationError", async () => {
  await using identities = await startIdentities(redis.url);

  await expect(identities.perform("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: invoke })).rejects.toMatchObject({
    code: "MalformedPolicyDocument",
  });
  await expect(identities.perform("CreateUser", { UserName: "no spaces" })).rejects.toMatchObject({
    code: "ValidationError",
    publicMessage: expect.stringContaining("1 validation error detected: Value at 'userName' failed to satisfy constraint"),
  });
  await expect(identities.perform("CreateUser", {})).rejects.toMatchObject({ publicMessage: expect.stringContaining("Member must not be null") });
  await expect(identities.perform("Unheard", {})).rejects.toMatchObject({ code: "InvalidAction" });
});

test("an access key's secret is shown once, reaches watchers in the clear, and is sealed in Redis", async () => {
  await using identities = await startIdentities(redis.url);
  await using watch = identities.watch();
  await identities.perform("CreateUser", { UserName: "ci" });

  const { AccessKey: key } = (await identities.perform("CreateAccessKey", { UserName: "ci" })) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };

  const change = await watch.seen(key.AccessKeyId);
  expect(JSON.parse(change.record_json)).toMatchObject({ userName: "ci", status: "Active", secret: key.SecretAccessKey });
  const dump = await identities.redis.run(async (client) => [
    ...(await client.hvals(`mayfly:{identities}:${account}:access-key`)),
    JSON.stringify(await client.xrange("mayfly:{identities}:feed", "-", "+")),
  ]);
  expect(dump.join("\n")).not.toContain(key.SecretAccessKey);
  expect(JSON.stringify(await identities.perform("ListAccessKeys", { UserName: "ci" }))).not.toContain(key.SecretAccessKey);
  await expect(identities.perform("DeleteUser", { UserName: "ci" })).rejects.toMatchObject({
    publicMessage: "Cannot delete entity, must delete access keys first.",
  });
  await identities.perform("DeleteAccessKey", { UserName: "ci", AccessKeyId: key.AccessKeyId });
  expect(await watch.seen(key.AccessKeyId, ({ record_json: record }) => record === "")).toMatchObject({ account });
});

test("a user has two access keys at most", async () => {
  await using identities = await startIdentities(redis.url);
  await identities.perform("CreateUser", { UserName: "ci" });
  for (let count = 0; count < 2; count += 1) await identities.perform("CreateAccessKey", { UserName: "ci" });

  await expect(identities.perform("CreateAccessKey", { UserName: "ci" })).rejects.toMatchObject({ code: "LimitExceeded" });
});

test("another key than the one that secrets were sealed under is refused at the start, and without one no key is made", async () => {
  await using first = await startIdentities(redis.url);
  await first.perform("CreateUser", { UserName: "ci" });

  await expect(startIdentities(redis.url, { key: "another-key-of-the-tests-32-letters" })).rejects.toMatchObject({
    publicMessage: expect.stringContaining("MAYFLY_IDENTITY_KEY"),
  });
  await using keyless = await startIdentities(redis.url, { key: undefined });
  await expect(keyless.perform("CreateAccessKey", { UserName: "ci" })).rejects.toMatchObject({
    publicMessage: expect.stringContaining("Set MAYFLY_IDENTITY_KEY"),
  });
});

test("writers that meet each other lose nothing", async () => {
  await using one = await startIdentities(redis.url);
  await using other = await startIdentities(redis.url);
  const names = Array.from({ length: 8 }, (_, index) => `u${index}`);

  await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : other).perform("CreateUser", { UserName: name })));

  expect((await one.perform("ListUsers", {}))["Users"]).toHaveLength(8);
});

test("an account has identities of its own, and its first key", async () => {
  await using identities = await startIdentities(redis.url);
  await identities.perform("CreateUser", { UserName: "ci" });

  const created = await identities.perform("CreateAccount", { Name: "team" }, { account: "" });

  const { Id: id } = created["Account"] as { Id: string };
  expect(id).toMatch(/^\d{12}$/);
  expect(created["AccessKey"]).toMatchObject({ AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/), SecretAccessKey: expect.any(String) });
  expect((await identities.perform("ListUsers", {}, { account: id }))["Users"]).toEqual([]);
  expect(await identities.perform("ListAccounts", {})).toMatchObject({ Accounts: [{ Id: account }, { Id: id, Name: "team" }] });
  await expect(identities.perform("CreateAccount", { Name: "again" }, { account: id })).rejects.toMatchObject({ code: "EntityAlreadyExists" });
});

test("a worker asks for a role's credentials over the bus, and whoever has the session keys opens them", async () => {
  await using identities = await startIdentities(redis.url);
  await using watch = identities.watch();
  const codec = methodCodec(identitiesService, "IssueRoleCredentials");
  const ask = async (role: string) => {
    const request = codec.request.encode({ role_arn: role, session_name: "f", duration_seconds: 3600, account });
    return codec.response.decode(await identities.hub.connect().request(internalSubjects.issueRoleCredentials("us-east-1"), request, { timeoutMs: 5000 }));
  };

  const { credentials } = await ask(`arn:aws:iam::${account}:role/app`);

  expect(credentials).toMatchObject({ access_key_id: expect.stringMatching(/^ASIA/) });
  const keyChange = await watch.seen("session-key");
  const key = JSON.parse(keyChange.record_json) as { id: string; secret: string };
  const content = openSession(credentials?.session_token ?? "", (id) => (id === key.id ? key : undefined));
  expect(content).toMatchObject({ account, arn: `arn:aws:iam::${account}:role/app`, sessionName: "f", secretAccessKey: credentials?.secret_access_key });
  expect(await ask("arn:aws:iam::222222222222:role/app")).toMatchObject({ failure: { code: "AccessDenied" } });
});

test("where roles must exist, a role that does not gets no credentials", async () => {
  await using identities = await startIdentities(redis.url, { requireRoles: true });

  const refused = await identities.client.IssueRoleCredentials({
    role_arn: `arn:aws:iam::${account}:role/app`,
    session_name: "f",
    duration_seconds: 900,
    account,
  });

  expect(refused.failure?.message).toBe("The role defined for the function cannot be assumed by Lambda.");
});

test("session keys are replaced each week, and the old ones stay as long as their sessions may last", async () => {
  const day = 24 * 60 * 60 * 1000;
  const start = Date.now();
  const keysAt = async (time: number): Promise<number> => {
    await using identities = await startIdentities(redis.url, { clock: new FakeClock(time) });
    return await identities.redis.run((client) => client.hlen("mayfly:{identities}:system:session-key"));
  };

  expect([
    await keysAt(start),
    await keysAt(start + 6 * day),
    await keysAt(start + 8 * day),
    await keysAt(start + 9 * day),
    await keysAt(start + 12 * day),
  ]).toEqual([1, 1, 2, 2, 1]);
});

test("a watcher that was away for longer than the feed reaches gets everything anew", async () => {
  await using identities = await startIdentities(redis.url, { feedEntriesMax: 5 });
  for (let index = 0; index < 12; index += 1) await identities.perform("CreateUser", { UserName: `u${index}` });

  await using late = identities.watch(1);

  await late.seen("u11");
  expect(late.changes.filter(({ kind }) => kind === "user").map(({ name }) => name)).toHaveLength(12);
});
