import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  DeleteResourcePolicyCommand,
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionPolicyCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListTagsCommand,
  PublishLayerVersionCommand,
  PutResourcePolicyCommand,
  RemoveLayerVersionPermissionCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClusterSystem, type ClusterSystem } from "./support/cluster-system.ts";
import { createFunction, handlerModule, waitUntilSettled } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";
import { clientConfig, type System } from "./support/system.ts";

const echo = handlerModule(`async (event, context) => ({ event, arn: context.invokedFunctionArn })`);
const arnOf = (system: System, name: string): string => `arn:aws:lambda:${system.region}:${system.account}:function:${name}`;

describe.each(shapes)("policies and tags, $shape", ({ start }) => {
  const system = useSystem(start);

  test("the SDK adds, reads and removes permissions of a function and of an alias", async () => {
    await using fn = await createFunction(system(), echo, { Publish: true });
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: "1" }));
    const arn = arnOf(system(), fn.name);

    const added = await fn.client.send(
      new AddPermissionCommand({
        FunctionName: fn.name,
        Qualifier: "live",
        StatementId: "from-s3",
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
        SourceArn: "arn:aws:s3:::bucket",
        SourceAccount: "111122223333",
      }),
    );
    expect(added.$metadata.httpStatusCode).toBe(201);
    expect(added.Statement).toBe(
      `{"Sid":"from-s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"${arn}:live",` +
        `"Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}`,
    );
    await expect(fn.client.send(new GetPolicyCommand({ FunctionName: fn.name }))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const policy = await fn.client.send(new GetPolicyCommand({ FunctionName: fn.name, Qualifier: "live" }));
    expect(policy.Policy).toBe(`{"Version":"2012-10-17","Id":"default","Statement":[${added.Statement}]}`);

    const remove = (RevisionId: string) =>
      fn.client.send(new RemovePermissionCommand({ FunctionName: fn.name, Qualifier: "live", StatementId: "from-s3", RevisionId }));
    await expect(remove(randomUUID())).rejects.toMatchObject({ name: "PreconditionFailedException", $metadata: { httpStatusCode: 412 } });
    expect((await remove(policy.RevisionId ?? "")).$metadata.httpStatusCode).toBe(204);
    await expect(fn.client.send(new GetPolicyCommand({ FunctionName: fn.name, Qualifier: "live" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource you requested does not exist.",
    });
  });

  test("the SDK puts, reads and deletes a whole policy; one that is public is refused", async () => {
    await using fn = await createFunction(system(), echo);
    const ResourceArn = arnOf(system(), fn.name);
    const document = (Principal: unknown): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "lambda:InvokeFunction", Resource: ResourceArn }] });

    await expect(fn.client.send(new PutResourcePolicyCommand({ ResourceArn, Policy: document("*") }))).rejects.toMatchObject({
      name: "PublicPolicyException",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(fn.client.send(new PutResourcePolicyCommand({ ResourceArn, Policy: "x".repeat(20_481) }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Member must have length less than or equal to 20480"),
    });
    const put = await fn.client.send(new PutResourcePolicyCommand({ ResourceArn, Policy: document({ AWS: "111122223333" }) }));
    expect(await fn.client.send(new GetResourcePolicyCommand({ ResourceArn }))).toMatchObject({ Policy: put.Policy, RevisionId: put.RevisionId });
    const deleted = await fn.client.send(
      new DeleteResourcePolicyCommand({ ResourceArn, ...(put.RevisionId === undefined ? {} : { RevisionId: put.RevisionId }) }),
    );
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(fn.client.send(new GetResourcePolicyCommand({ ResourceArn }))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("the SDK tags a function, lists its tags and takes them off; what runs stays", async () => {
    await using fn = await createFunction(system(), handlerModule(`(() => { let count = 0; return async () => (count += 1); })()`));
    const Resource = arnOf(system(), fn.name);
    const count = async (): Promise<string> => Buffer.from((await fn.client.send(new InvokeCommand({ FunctionName: fn.name }))).Payload ?? []).toString();
    expect(await count()).toBe("1");
    expect((await fn.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({});

    expect((await fn.client.send(new TagResourceCommand({ Resource, Tags: { team: "a", stage: "dev" } }))).$metadata.httpStatusCode).toBe(204);
    expect((await fn.client.send(new UntagResourceCommand({ Resource, TagKeys: ["team", "other"] }))).$metadata.httpStatusCode).toBe(204);

    expect((await fn.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ stage: "dev" });
    expect((await fn.client.send(new GetFunctionCommand({ FunctionName: fn.name }))).Tags).toEqual({ stage: "dev" });
    expect(await count()).toBe("2");
    await expect(fn.client.send(new TagResourceCommand({ Resource: `${Resource}:live`, Tags: { a: "b" } }))).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    });
  });

  test("the AWS CLI manages permissions, layer permissions and tags", async () => {
    await using fn = await createFunction(system(), echo);
    const aws = cliOf(system());
    const layer = `layer-${randomUUID().slice(0, 8)}`;
    await fn.client.send(new PublishLayerVersionCommand({ LayerName: layer, Content: { ZipFile: await zipOf({ "a.txt": "a" }) } }));
    const named = ["--function-name", fn.name];
    const ofLayer = ["--layer-name", layer, "--version-number", "1"];

    const added = await aws("add-permission", ...named, ..."--statement-id cli --action lambda:InvokeFunction --principal events.amazonaws.com".split(" "));
    expect(JSON.parse(String(added["Statement"]))).toMatchObject({ Sid: "cli", Principal: { Service: "events.amazonaws.com" } });
    expect(statementsOf((await aws("get-policy", ...named))["Policy"])).toHaveLength(1);
    await aws("remove-permission", ...named, "--statement-id", "cli");
    await expect(aws("get-policy", ...named)).rejects.toThrow("ResourceNotFoundException");

    await aws("add-layer-version-permission", ...ofLayer, ..."--statement-id all --action lambda:GetLayerVersion --principal *".split(" "));
    expect(statementsOf((await aws("get-layer-version-policy", ...ofLayer))["Policy"])).toMatchObject([{ Sid: "all", Principal: "*" }]);
    await aws("remove-layer-version-permission", ...ofLayer, "--statement-id", "all");

    const resource = ["--resource", arnOf(system(), fn.name)];
    await aws("tag-resource", ...resource, "--tags", "team=a,stage=dev");
    await aws("untag-resource", ...resource, "--tag-keys", "team", "stage");
    expect(await aws("list-tags", ...resource)).toEqual({ Tags: {} });
    // Ten processes of Python.
  }, 180_000);
});

/** Runs `aws lambda …` against a system and answers what it prints; fails with what it complains of. */
function cliOf(system: System): (...command: string[]) => Promise<Readonly<Record<string, unknown>>> {
  const run = promisify(execFile);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    AWS_ENDPOINT_URL: system.httpEndpoints[0] ?? "",
    AWS_DEFAULT_REGION: system.region,
    AWS_ACCESS_KEY_ID: system.accessKeyId,
    AWS_SECRET_ACCESS_KEY: system.secretAccessKey,
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
  };
  return async (...command) => {
    const { stdout } = await run("aws", ["lambda", ...command, "--output", "json"], { env, timeout: 60_000 });
    const printed: unknown = JSON.parse(stdout === "" ? "{}" : stdout);
    return typeof printed === "object" && printed !== null ? { ...printed } : {};
  };
}

function statementsOf(policy: unknown): unknown {
  const document: unknown = JSON.parse(String(policy));
  return typeof document === "object" && document !== null ? Reflect.get(document, "Statement") : undefined;
}

describe("two accounts", () => {
  let system: ClusterSystem;
  let guest: LambdaClient;
  beforeAll(async () => {
    system = await startClusterSystem();
    const { accessKeyId, secretAccessKey } = system.guest;
    // The second gateway, so that what the first one has written must have travelled.
    guest = new LambdaClient({ ...clientConfig(system, 1), credentials: { accessKeyId, secretAccessKey } });
  }, 120_000);
  afterAll(async () => {
    guest.destroy();
    await system[Symbol.asyncDispose]();
  }, 60_000);

  test("another account invokes and reads a function by its ARN exactly as long as the function's policy allows it", async () => {
    await using fn = await createFunction(system, echo);
    const FunctionName = arnOf(system, fn.name);
    const denied = (action: string) => ({
      name: "AccessDeniedException",
      message: `User: arn:aws:iam::111122223333:root is not authorized to perform: lambda:${action} on resource: ${FunctionName} because no resource-based policy allows the lambda:${action} action`,
      $metadata: { httpStatusCode: 403 },
    });
    const call = () => guest.send(new InvokeCommand({ FunctionName, Payload: '{"from":"guest"}' }));
    await expect(call()).rejects.toMatchObject(denied("InvokeFunction"));

    const allow = (StatementId: string, Action: string) =>
      fn.client.send(new AddPermissionCommand({ FunctionName: fn.name, StatementId, Action, Principal: system.guest.account }));
    await allow("invoke", "lambda:InvokeFunction");
    expect(JSON.parse(Buffer.from((await call()).Payload ?? []).toString())).toEqual({ event: { from: "guest" }, arn: FunctionName });
    expect((await guest.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: "{}" }))).StatusCode).toBe(202);
    await expect(guest.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject(denied("GetFunction"));

    await allow("read", "lambda:GetFunction");
    const read = await guest.send(new GetFunctionCommand({ FunctionName }));
    expect(read.Configuration?.FunctionArn).toBe(FunctionName);
    expect((await fetch(read.Code?.Location ?? "")).status).toBe(200);
    await expect(guest.send(new DeleteFunctionCommand({ FunctionName }))).rejects.toMatchObject(denied("DeleteFunction"));

    await fn.client.send(new RemovePermissionCommand({ FunctionName: fn.name, StatementId: "invoke" }));
    await expect(call()).rejects.toMatchObject(denied("InvokeFunction"));
  }, 60_000);

  test("a function has a layer of another account if the layer's policy allows it, and keeps it when permission and layer are gone", async () => {
    const owner = new LambdaClient(clientConfig(system));
    const LayerName = `shared-${randomUUID().slice(0, 8)}`;
    const content = { ZipFile: await zipOf({ "nodejs/node_modules/shared/index.js": `module.exports = "from the layer";` }) };
    const { LayerVersionArn: layer = "" } = await owner.send(new PublishLayerVersionCommand({ LayerName, Content: content }));
    const Version = { LayerName, VersionNumber: 1 };
    const FunctionName = `guest-${randomUUID().slice(0, 8)}`;
    const zip = await zipOf({ "index.js": `exports.handler = async () => require("shared");` });
    const create = () =>
      guest.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: "nodejs24.x",
          Role: `arn:aws:iam::${system.guest.account}:role/test`,
          Handler: "index.handler",
          Code: { ZipFile: zip },
          Layers: [layer],
        }),
      );
    const denied = {
      name: "AccessDeniedException",
      message: `User: arn:aws:iam::111122223333:root is not authorized to perform: lambda:GetLayerVersion on resource: ${layer} because no resource-based policy allows the lambda:GetLayerVersion action`,
    };
    await expect(create()).rejects.toMatchObject(denied);
    await expect(guest.send(new GetLayerVersionByArnCommand({ Arn: layer }))).rejects.toMatchObject(denied);

    const permission = { StatementId: "guest", Action: "lambda:GetLayerVersion", Principal: system.guest.account };
    await owner.send(new AddLayerVersionPermissionCommand({ ...Version, ...permission }));
    expect((await owner.send(new GetLayerVersionPolicyCommand(Version))).Policy).toContain(system.guest.account);
    const described = await guest.send(new GetLayerVersionByArnCommand({ Arn: layer }));
    expect(Buffer.from(await (await fetch(described.Content?.Location ?? "")).arrayBuffer())).toEqual(content.ZipFile);
    expect((await create()).Layers).toEqual([{ Arn: layer, CodeSize: content.ZipFile.length }]);
    await waitUntilSettled(guest, FunctionName);

    await owner.send(new RemoveLayerVersionPermissionCommand({ ...Version, StatementId: "guest" }));
    await owner.send(new DeleteLayerVersionCommand(Version));
    const answer = await guest.send(new InvokeCommand({ FunctionName }));
    expect(Buffer.from(answer.Payload ?? []).toString()).toBe('"from the layer"');
    await expect(guest.send(new UpdateFunctionConfigurationCommand({ FunctionName, Layers: [layer] }))).rejects.toMatchObject(denied);
    await guest.send(new DeleteFunctionCommand({ FunctionName }));
    owner.destroy();
  }, 60_000);
});

describe("users of two accounts", () => {
  const system = useSystem(() => startStandaloneSystem());
  const partner = "222233334444";

  /** Performs an operation of IAM, or CreateAccount, in an account, with the credentials that Mayfly was started with. */
  async function identities(account: string, operation: string, input: object): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
    const headers = { authorization: `Bearer ${system().token}`, "content-type": "application/json", "mayfly-account": account };
    const answer = await fetch(`${system().httpEndpoints[0]}/_mayfly/identities/${operation}`, { method: "POST", headers, body: JSON.stringify(input) });
    const text = await answer.text();
    expect(answer.status, text).toBe(200);
    // Mayfly's own JSON; what is missing shows in the scenario.
    return JSON.parse(text === "" ? "{}" : text) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  }

  /** A client of a new user with this identity policy, or none. */
  async function userOf(account: string, name: string, policy?: object): Promise<LambdaClient> {
    await identities(account, "CreateUser", { UserName: name });
    if (policy !== undefined) {
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [policy] });
      await identities(account, "PutUserPolicy", { UserName: name, PolicyName: "own", PolicyDocument });
    }
    const { AccessKey: key } = await identities(account, "CreateAccessKey", { UserName: name });
    const credentials = { accessKeyId: key?.["AccessKeyId"] ?? "", secretAccessKey: key?.["SecretAccessKey"] ?? "" };
    return new LambdaClient({ ...clientConfig(system()), credentials });
  }

  const anyFunction = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" };

  test("a user without policies invokes what a function's policy names it for; another account's user needs its own policy too; a deny wins", async () => {
    await using fn = await createFunction(system(), handlerModule(`async () => "here"`));
    const FunctionName = arnOf(system(), fn.name);
    await identities(partner, "CreateAccount", { Name: "partner" });
    const ann = await userOf(system().account, "ann");
    const [bob, eve] = [await userOf(partner, "bob", anyFunction), await userOf(partner, "eve")];
    const outcome = async (client: LambdaClient): Promise<string> => {
      try {
        return Buffer.from((await client.send(new InvokeCommand({ FunctionName }))).Payload ?? []).toString();
      } catch (error) {
        return error instanceof Error ? (/because .*|with an explicit deny .*/.exec(error.message)?.[0] ?? error.message) : String(error);
      }
    };
    const put = async (...statements: readonly object[]): Promise<void> => {
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements.map((each) => ({ ...anyFunction, Resource: FunctionName, ...each })) });
      await fn.client.send(new PutResourcePolicyCommand({ ResourceArn: FunctionName, Policy }));
    };
    const noIdentityPolicy = "because no identity-based policy allows the lambda:InvokeFunction action";
    const noResourcePolicy = "because no resource-based policy allows the lambda:InvokeFunction action";
    expect([await outcome(ann), await outcome(bob), await outcome(eve)]).toEqual([noIdentityPolicy, noResourcePolicy, noResourcePolicy]);

    await put({ Principal: { AWS: [`arn:aws:iam::${system().account}:user/ann`, partner] } });
    expect([await outcome(ann), await outcome(bob), await outcome(eve)]).toEqual(['"here"', '"here"', noIdentityPolicy]);

    await put({ Principal: { AWS: [system().account, partner] } }, { Effect: "Deny", Principal: { AWS: `arn:aws:iam::${partner}:user/bob` } });
    expect([await outcome(ann), await outcome(bob)]).toEqual([noIdentityPolicy, "with an explicit deny in a resource-based policy"]);
    for (const client of [ann, bob, eve]) client.destroy();
  }, 60_000);
});
