import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateFunctionCommand, DeleteFunctionCommand, GetFunctionCommand, InvokeCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule } from "./support/functions.ts";
import { clientsOf, createUser, policyOf } from "./support/identities.ts";
import { shapes, useSystem } from "./support/shape.ts";

const hello = handlerModule(`async () => "hello"`);
const invokeOn = (arn: string): object => ({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn });
const mayInvoke = { status: 200 };

describe.each(shapes)("identities, $shape", ({ start }) => {
  const system = useSystem(start);
  const arnOf = (name: string): string => `arn:aws:lambda:${system().region}:${system().account}:function:${name}`;

  test("a key whose policy names one function invokes it and does nothing else", async () => {
    using admin = clientsOf(system());
    await using one = await createFunction(system(), hello);
    await using other = await createFunction(system(), hello);
    const user = await createUser(admin.iam, policyOf(invokeOn(arnOf(one.name))));
    using limited = clientsOf(system(), user);

    expect((await limited.lambda.send(new InvokeCommand({ FunctionName: one.name }))).Payload?.transformToString()).toBe('"hello"');
    await expect(limited.lambda.send(new InvokeCommand({ FunctionName: other.name }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 403 },
      message: `User: arn:aws:iam::${system().account}:user/${user.userName} is not authorized to perform: lambda:InvokeFunction on resource: ${arnOf(other.name)} because no identity-based policy allows the lambda:InvokeFunction action`,
    });
    for (const denied of [
      new ListFunctionsCommand({}),
      new GetFunctionCommand({ FunctionName: one.name }),
      new DeleteFunctionCommand({ FunctionName: one.name }),
    ])
      await expect(limited.lambda.send(denied as GetFunctionCommand)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(limited.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("an explicit deny wins over what another statement allows", async () => {
    using admin = clientsOf(system());
    await using fn = await createFunction(system(), hello);
    const user = await createUser(
      admin.iam,
      policyOf({ Effect: "Allow", Action: "lambda:*", Resource: "*" }, { Effect: "Deny", Action: "lambda:Invoke*", Resource: arnOf(fn.name) }),
    );
    using limited = clientsOf(system(), user);

    expect((await limited.lambda.send(new GetFunctionCommand({ FunctionName: fn.name }))).Configuration?.FunctionName).toBe(fn.name);
    await expect(limited.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });

  test("a condition on the client's address, and a changed policy, decide at once", async () => {
    using admin = clientsOf(system());
    await using fn = await createFunction(system(), hello);
    const from = (range: string): string => policyOf({ ...invokeOn("*"), Condition: { IpAddress: { "aws:SourceIp": range } } });
    const user = await createUser(admin.iam, from("127.0.0.0/8"));
    using limited = clientsOf(system(), user);
    const invoke = new InvokeCommand({ FunctionName: fn.name });
    expect(await limited.lambda.send(invoke)).toMatchObject({ StatusCode: mayInvoke.status });

    await admin.iam.send(new PutUserPolicyCommand({ UserName: user.userName, PolicyName: "own", PolicyDocument: from("10.0.0.0/8") }));

    await expect(limited.lambda.send(invoke)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("a revoked key is refused on every gateway", async () => {
    using admin = clientsOf(system());
    await using fn = await createFunction(system(), hello);
    const user = await createUser(admin.iam, policyOf(invokeOn("*")));
    const gateways = system().httpEndpoints.map((_, index) => clientsOf(system(), user, index));
    const invoke = new InvokeCommand({ FunctionName: fn.name });
    for (const { lambda } of gateways) {
      await waitFor(async () => (await lambda.send(invoke).catch(() => undefined)) ?? undefined, { deadlineMs: 10_000, what: "the key to be known" });
    }

    await admin.iam.send(new DeleteAccessKeyCommand({ UserName: user.userName, AccessKeyId: user.accessKeyId }));

    for (const { lambda } of gateways) {
      const refused = async (): Promise<boolean | undefined> =>
        (await lambda.send(invoke).then(
          () => false,
          (error: Error) => error.name === "UnrecognizedClientException",
        )) || undefined;
      await waitFor(refused, { deadlineMs: 10_000, what: "the key to be refused" });
    }
    for (const clients of gateways) clients[Symbol.dispose]();
  });

  test("a role's policies are what an assumed session may do, and GetCallerIdentity says who it is", async () => {
    using admin = clientsOf(system());
    await using fn = await createFunction(system(), hello);
    const user = await createUser(admin.iam, policyOf({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }));
    const trust = policyOf({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${system().account}:root` }, Action: "sts:AssumeRole" });
    const { Role: role } = await admin.iam.send(new CreateRoleCommand({ RoleName: "assumed", AssumeRolePolicyDocument: trust }));
    await admin.iam.send(new PutRolePolicyCommand({ RoleName: "assumed", PolicyName: "own", PolicyDocument: policyOf(invokeOn(arnOf(fn.name))) }));
    using asUser = clientsOf(system(), user);

    const { Credentials: given, AssumedRoleUser: assumed } = await asUser.sts.send(new AssumeRoleCommand({ RoleArn: role?.Arn, RoleSessionName: "job" }));
    using session = clientsOf(system(), {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    });

    expect(assumed).toEqual({ AssumedRoleId: `${role?.RoleId}:job`, Arn: `arn:aws:sts::${system().account}:assumed-role/assumed/job` });
    const { $metadata: _, ...identity } = await session.sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toEqual({ UserId: `${role?.RoleId}:job`, Account: system().account, Arn: assumed?.Arn });
    expect(await session.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).toMatchObject({ StatusCode: mayInvoke.status });
    await expect(session.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(asUser.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).rejects.toMatchObject({ name: "AccessDeniedException" });
    const stranger = await createUser(admin.iam, policyOf(invokeOn("*")));
    using asStranger = clientsOf(system(), stranger);
    await expect(asStranger.sts.send(new AssumeRoleCommand({ RoleArn: role?.Arn, RoleSessionName: "job" }))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("sessions of users end, federation is refused with a sentence, and a key tells its account", async () => {
    using admin = clientsOf(system());
    const user = await createUser(admin.iam, policyOf({ Effect: "Allow", Action: "lambda:ListFunctions", Resource: "*" }));
    using asUser = clientsOf(system(), user);
    const { Credentials: given } = await asUser.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    using session = clientsOf(system(), {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    });

    expect((await session.lambda.send(new ListFunctionsCommand({}))).$metadata.httpStatusCode).toBe(200);
    expect((await asUser.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: user.accessKeyId }))).Account).toBe(system().account);
    const federated = new AssumeRoleWithWebIdentityCommand({
      RoleArn: `arn:aws:iam::${system().account}:role/x`,
      RoleSessionName: "job",
      WebIdentityToken: "a.b.c.d",
    });
    await expect(asUser.sts.send(federated)).rejects.toMatchObject({
      name: "MissingAuthenticationToken",
      message: expect.stringContaining("no identity providers"),
    });
    using forged = clientsOf(system(), {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: `${given?.SessionToken?.slice(0, -8)}AAAAAAA=`,
    });
    await expect(forged.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    await expect(forged.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  test("roles are managed as tools around Lambda do, and a role that has policies refuses to go", async () => {
    using admin = clientsOf(system());
    const policy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    const trust = policyOf({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
    const named = { RoleName: "tool" };
    const { Role: created } = await admin.iam.send(
      new CreateRoleCommand({ ...named, AssumeRolePolicyDocument: trust, Description: "of a tool", Tags: [{ Key: "a", Value: "b" }] }),
    );
    await admin.iam.send(new AttachRolePolicyCommand({ ...named, PolicyArn: policy }));
    await admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyName: "inline", PolicyDocument: policyOf(invokeOn("*")) }));

    const { Role: role } = await admin.iam.send(new GetRoleCommand(named));
    expect(role).toMatchObject({
      Arn: created?.Arn,
      Description: "of a tool",
      Tags: [{ Key: "a", Value: "b" }],
      MaxSessionDuration: 3600,
      CreateDate: expect.any(Date),
    });
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).toBe(trust);
    const inline = await admin.iam.send(new GetRolePolicyCommand({ ...named, PolicyName: "inline" }));
    expect(decodeURIComponent(inline.PolicyDocument ?? "")).toBe(policyOf(invokeOn("*")));
    expect((await admin.iam.send(new ListAttachedRolePoliciesCommand(named))).AttachedPolicies).toEqual([
      { PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: policy },
    ]);
    await expect(admin.iam.send(new CreateRoleCommand({ ...named, AssumeRolePolicyDocument: trust }))).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
    });
    await expect(admin.iam.send(new DeleteRoleCommand(named))).rejects.toMatchObject({ name: "DeleteConflictException", $metadata: { httpStatusCode: 409 } });
    await expect(admin.iam.send(new GetRoleCommand({ RoleName: "nobody" }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
      $metadata: { httpStatusCode: 404 },
    });
    await expect(admin.iam.send(new CreateRoleCommand({ RoleName: "bad", AssumeRolePolicyDocument: "{" }))).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
    await admin.iam.send(new DetachRolePolicyCommand({ ...named, PolicyArn: policy }));
  });

  test("creating a function takes iam:PassRole on its role, and a role that Lambda may assume", async () => {
    using admin = clientsOf(system());
    const trustsNobody = policyOf({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    const { Role: wrong } = await admin.iam.send(new CreateRoleCommand({ RoleName: "for-ec2", AssumeRolePolicyDocument: trustsNobody }));
    const allowed = `arn:aws:iam::${system().account}:role/allowed-*`;
    const user = await createUser(
      admin.iam,
      policyOf({ Effect: "Allow", Action: "lambda:*", Resource: "*" }, { Effect: "Allow", Action: "iam:PassRole", Resource: [allowed, wrong?.Arn] }),
    );
    using limited = clientsOf(system(), user);
    const code = { Runtime: "nodejs24.x", Handler: "index.handler", Code: { ZipFile: await zipOf(hello) } } as const;
    const create = (name: string, role: string): Promise<unknown> =>
      limited.lambda.send(new CreateFunctionCommand({ ...code, FunctionName: name, Role: `arn:aws:iam::${system().account}:role/${role}` }));

    await expect(create("not-passed", "other")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("iam:PassRole on resource: arn:aws:iam::"),
    });
    await expect(create("not-assumed", "for-ec2")).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
    await create("passed", "allowed-one");
    await admin.lambda.send(new DeleteFunctionCommand({ FunctionName: "passed" }));
  });

  test("another account sees nothing of this one, and is made by the command", async () => {
    await using fn = await createFunction(system(), hello);
    const cli = promisify(execFile);
    const env = { ...process.env, AWS_ENDPOINT_URL: system().httpEndpoints[0], MAYFLY_TOKEN: system().token };
    const mayfly = async (...command: readonly string[]): Promise<string> =>
      (await cli(process.execPath, ["packages/cli/src/main.ts", ...command], { env, timeout: 60_000 })).stdout;
    const created = await mayfly("account", "create", "team");
    const exported = (name: string): string => new RegExp(`^export ${name}='?([^'\\n]+)'?$`, "m").exec(created)?.[1] ?? "";
    using theirs = clientsOf(system(), { accessKeyId: exported("AWS_ACCESS_KEY_ID"), secretAccessKey: exported("AWS_SECRET_ACCESS_KEY") });

    const { Account: account, Arn: arn } = await theirs.sts.send(new GetCallerIdentityCommand({}));
    expect(arn).toBe(`arn:aws:iam::${account}:root`);
    expect(await mayfly("account", "list")).toContain(`${account}\tteam`);
    expect((await theirs.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect((await theirs.iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    await expect(theirs.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(theirs.lambda.send(new InvokeCommand({ FunctionName: arnOf(fn.name) }))).rejects.toMatchObject({ name: "AccessDeniedException" });
    await mayfly("key", "revoke", exported("AWS_ACCESS_KEY_ID"), "--account", account ?? "");
    await expect(theirs.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });
});
