/** Functions call Mayfly's own API with unmodified SDKs that are made without options. */
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { ZipEntry } from "@mayfly/testkit/zip-of";
import { beforeAll, describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { npmPackage } from "./support/sdk-packages.ts";
import { shapes, useSystem } from "./support/shape.ts";

const nodeCaller = `
const { LambdaClient, InvokeCommand, GetFunctionCommand } = require("@aws-sdk/client-lambda");
exports.handler = async ({ name, times = 1 }) => {
  const client = (global.client ??= new LambdaClient());
  const answers = [];
  for (let call = 0; call < times; call++) {
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ call }) }));
    answers.push(JSON.parse(Payload.transformToString()));
  }
  const { Configuration, Code } = await client.send(new GetFunctionCommand({ FunctionName: name }));
  const archive = await fetch(Code.Location);
  return { answers, arn: Configuration.FunctionArn, archiveBytes: (await archive.arrayBuffer()).byteLength, size: Configuration.CodeSize };
};
`;

const environmentOf = `exports.handler = async () => Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")))`;

describe.each(shapes)("a function that calls Mayfly, $shape", ({ start }) => {
  const system = useSystem(start);
  let sdk: Record<string, ZipEntry>;
  beforeAll(async () => {
    sdk = await npmPackage("@aws-sdk/client-lambda");
  });

  test("invokes and reads another function with the SDK for Node, made without options", async () => {
    await using callee = await createFunction(system(), handlerModule("async ({ call }) => `called ${call}`"));
    await using caller = await createFunction(system(), { "index.js": nodeCaller, ...sdk }, { Timeout: 30, MemorySize: 512 });
    const answer = await invoke(caller, { name: callee.name, times: 3 });
    expect(answer.functionError, answer.payload).toBeUndefined();
    const { answers, arn, archiveBytes, size } = JSON.parse(answer.payload) as Record<string, unknown>;
    expect(answers).toEqual(["called 0", "called 1", "called 2"]);
    expect(arn).toBe(`arn:aws:lambda:us-east-1:${system().account}:function:${callee.name}`);
    expect(archiveBytes).toBe(size);
  });

  test("has its role's temporary credentials, another role's function has others", async () => {
    const role = (name: string) => ({ Role: `arn:aws:iam::${system().account}:role/${name}` });
    await using reader = await createFunction(system(), { "index.js": environmentOf }, role("reader"));
    await using writer = await createFunction(system(), { "index.js": environmentOf }, role("writer"));
    const [first, second] = await Promise.all([reader, writer].map(async (fn) => JSON.parse((await invoke(fn)).payload) as Record<string, string>));
    for (const variables of [first, second]) {
      expect(variables).toMatchObject({ AWS_ENDPOINT_URL: "http://169.254.100.1", AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/) });
      expect(variables?.["AWS_SESSION_TOKEN"]).toBeTruthy();
    }
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]) expect(first?.[name]).not.toBe(second?.[name]);
  });

  test("keeps the endpoints that it sets itself", async () => {
    const own = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ENDPOINT_URL_S3: "https://s3.example" };
    await using fn = await createFunction(system(), { "index.js": environmentOf, "call.js": nodeCaller, ...sdk }, { Environment: { Variables: own } });
    expect(JSON.parse((await invoke(fn)).payload)).toMatchObject(own);
    await fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Handler: "call.handler", Timeout: 30 }));
    await waitUntilSettled(fn.client, fn.name);
    expect(JSON.parse((await invoke(fn, { name: fn.name })).payload)).toMatchObject({ errorMessage: expect.stringContaining("ECONNREFUSED 127.0.0.1:9") });
  });
});
