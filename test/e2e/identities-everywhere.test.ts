import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { invocationService } from "@mayfly/contracts/services";
import { bearerTokenOf } from "@mayfly/identity/key-material";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { clientsOf, createUser, policyOf } from "./support/identities.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";
import { useSystem } from "./support/shape.ts";
import type { System } from "./support/system.ts";

/** Signs a request by hand, with nothing but node, and tells status and body: what a function does that invokes another one. */
const callsMayfly = `
import { createHash, createHmac } from "node:crypto";
const sha = (text) => createHash("sha256").update(text).digest("hex");
const mac = (key, text) => createHmac("sha256", key).update(text).digest();
export const handler = async ({ method, path }) => {
  const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const { host } = new URL(AWS_ENDPOINT_URL);
  const date = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
  const body = method === "POST" ? "{}" : "";
  const headers = { host, "x-amz-date": date, "x-amz-security-token": AWS_SESSION_TOKEN };
  const names = Object.keys(headers).join(";");
  const canonical = [method, path, "", ...Object.entries(headers).map(([name, value]) => name + ":" + value), "", names, sha(body)].join("\\n");
  const scope = [date.slice(0, 8), AWS_REGION, "lambda", "aws4_request"];
  const key = scope.reduce(mac, "AWS4" + AWS_SECRET_ACCESS_KEY);
  const signature = mac(key, ["AWS4-HMAC-SHA256", date, scope.join("/"), sha(canonical)].join("\\n")).toString("hex");
  const authorization = "AWS4-HMAC-SHA256 Credential=" + AWS_ACCESS_KEY_ID + "/" + scope.join("/") + ", SignedHeaders=" + names + ", Signature=" + signature;
  const { host: _, ...sent } = headers;
  const answer = await fetch(AWS_ENDPOINT_URL + path, { method, headers: { ...sent, authorization }, ...(body === "" ? {} : { body }) });
  return { status: answer.status, text: await answer.text() };
};
`;

describe("identities at every door", () => {
  const system = useSystem(() => startStandaloneSystem());
  const arnOf = (name: string): string => `arn:aws:lambda:${system().region}:${system().account}:function:${name}`;

  test("a created key's bearer token may over gRPC what the key may over HTTP", async () => {
    using admin = clientsOf(system());
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    await using other = await createFunction(system(), handlerModule("async () => 2"));
    const user = await createUser(admin.iam, policyOf({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arnOf(fn.name) }));
    await using client = createGrpcClient(invocationService, { address: system().grpcAddresses[0] ?? "" });
    const headers = new Map([["authorization", `Bearer ${bearerTokenOf(user.accessKeyId, user.secretAccessKey)}`]]);

    expect((await client.Invoke({ function_name: fn.name }, { headers })).payload.toString()).toBe("1");
    await expect(client.Invoke({ function_name: other.name }, { headers })).rejects.toMatchObject({ code: "AccessDenied" });
    await expect(client.Publish({ function_name: other.name, payload: Buffer.from("{}") }, { headers })).rejects.toMatchObject({ code: "AccessDenied" });
  });

  test("a function acts as its role: one that exists may what its policies say, one that does not may invoke", async () => {
    using admin = clientsOf(system());
    await using target = await createFunction(system(), handlerModule("async () => 'reached'"));
    const trust = policyOf({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
    await admin.iam.send(new CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: trust }));
    await admin.iam.send(
      new PutRolePolicyCommand({
        RoleName: "reader",
        PolicyName: "own",
        PolicyDocument: policyOf({ Effect: "Allow", Action: "lambda:ListFunctions", Resource: "*" }),
      }),
    );
    const role = (name: string): string => `arn:aws:iam::${system().account}:role/${name}`;
    await using known = await createFunction(system(), { "index.mjs": callsMayfly }, { Role: role("reader"), Timeout: 30 });
    await using unknown = await createFunction(system(), { "index.mjs": callsMayfly }, { Role: role("unheard-of"), Timeout: 30 });
    const list = { method: "GET", path: "/2015-03-31/functions" };
    const call = { method: "POST", path: `/2015-03-31/functions/${target.name}/invocations` };
    const ask = async (fn: typeof known, event: object): Promise<{ status: number; text: string }> =>
      JSON.parse((await invoke(fn, event)).payload) as { status: number; text: string };

    expect((await ask(known, list)).status).toBe(200);
    expect(await ask(known, call)).toMatchObject({
      status: 403,
      text: expect.stringContaining(`arn:aws:sts::${system().account}:assumed-role/reader/${known.name} is not authorized`),
    });
    expect(await ask(unknown, call)).toEqual({ status: 200, text: '"reached"' });
    expect((await ask(unknown, list)).status).toBe(403);
  });

  test("mayfly key create gives a key what a file says, key list shows it, key revoke ends it", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    await using directory = await temporaryDirectory();
    const policy = join(directory.path, "policy.json");
    await writeFile(policy, policyOf({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arnOf(fn.name) }));
    const mayfly = mayflyOf(system());

    const printed = await mayfly("key", "create", "--user", "script", "--policy", policy);
    const exported = (name: string): string => new RegExp(`^export ${name}='?([^'\\n]+)'?$`, "m").exec(printed)?.[1] ?? "";
    const accessKeyId = exported("AWS_ACCESS_KEY_ID");
    using limited = clientsOf(system(), { accessKeyId, secretAccessKey: exported("AWS_SECRET_ACCESS_KEY") });

    expect((await limited.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).StatusCode).toBe(200);
    await expect(limited.lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(await mayfly("key", "list")).toContain(`${accessKeyId}\tscript\tActive`);
    await expect(mayflyOf(system(), exported("MAYFLY_TOKEN"))("account", "create", "mine")).rejects.toMatchObject({
      stderr: expect.stringContaining("not authorized to perform"),
    });
    await writeFile(policy, "{");
    await expect(mayfly("key", "create", "--user", "script", "--policy", policy)).rejects.toMatchObject({
      stderr: expect.stringContaining("This policy contains invalid Json"),
    });
    await expect(mayfly("key", "list", "--account", "team-a")).rejects.toMatchObject({ stderr: expect.stringContaining("An account is twelve digits") });
    await mayfly("key", "revoke", accessKeyId);
    await expect(limited.lambda.send(new InvokeCommand({ FunctionName: fn.name }))).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  }, 60_000);

  test("the AWS CLI manages roles, policies and users", async () => {
    const aws = cliOf(system());
    const trust = policyOf({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
    const arn = `arn:aws:iam::${system().account}:policy/cli`;

    expect(await aws("sts", "get-caller-identity")).toEqual({
      UserId: system().account,
      Account: system().account,
      Arn: `arn:aws:iam::${system().account}:root`,
    });
    await aws("iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", trust);
    await aws("iam", "create-policy", "--policy-name", "cli", "--policy-document", policyOf({ Effect: "Allow", Action: "lambda:*", Resource: "*" }));
    await aws("iam", "attach-role-policy", "--role-name", "cli", "--policy-arn", arn);
    expect(await aws("iam", "list-attached-role-policies", "--role-name", "cli")).toEqual({ AttachedPolicies: [{ PolicyName: "cli", PolicyArn: arn }] });
    await aws("iam", "update-role", "--role-name", "cli", "--description", "by the cli");
    expect(await aws("iam", "get-policy-version", "--policy-arn", arn, "--version-id", "v1")).toMatchObject({
      PolicyVersion: { Document: { Statement: [{ Action: "lambda:*" }] }, IsDefaultVersion: true },
    });
    await aws("iam", "detach-role-policy", "--role-name", "cli", "--policy-arn", arn);
    await aws("iam", "delete-policy", "--policy-arn", arn);
    await aws("iam", "delete-role", "--role-name", "cli");
    await expect(aws("iam", "get-role", "--role-name", "cli")).rejects.toMatchObject({ stderr: expect.stringContaining("(NoSuchEntity)") });
    // Eleven processes of Python.
  }, 240_000);
});

/** Runs the command against a system's gateway with its token, or another one; answers what it prints. */
function mayflyOf(system: System, token = system.token): (...command: readonly string[]) => Promise<string> {
  const env = { ...process.env, AWS_ENDPOINT_URL: system.httpEndpoints[0], MAYFLY_TOKEN: token };
  return async (...command) => (await promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...command], { env, timeout: 60_000 })).stdout;
}

/** Runs the AWS CLI as the administrator and answers what it prints. */
function cliOf(system: System): (...command: readonly string[]) => Promise<unknown> {
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
    const { stdout } = await promisify(execFile)("aws", [...command, "--output", "json"], { env, timeout: 60_000 });
    return JSON.parse(stdout === "" ? "{}" : stdout) as unknown;
  };
}
