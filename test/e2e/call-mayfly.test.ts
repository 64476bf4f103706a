/** Functions call Mayfly's own API with unmodified SDKs that are made without options. */
import { PublishLayerVersionCommand, UpdateFunctionConfigurationCommand, type Runtime } from "@aws-sdk/client-lambda";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import type { ZipEntry } from "@mayfly/testkit/zip-of";
import { beforeAll, describe, expect, test } from "vitest";
import { boto3Layer } from "./boto3/boto3-layer.ts";
import { MissingTool } from "./official-clients/tools.ts";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { createRole } from "./support/roles.ts";
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

const pythonCaller = `
import json
import boto3

client = boto3.client("lambda")

def handler(event, context):
    answer = client.invoke(FunctionName=event["name"], Payload=json.dumps({"call": 1}))
    configuration = client.get_function(FunctionName=event["name"])["Configuration"]
    return {"answer": json.load(answer["Payload"]), "arn": configuration["FunctionArn"]}
`;

/** Where every client must be tested, as in CI; elsewhere one that this machine lacks something for is left out, loudly. */
const allRequired = (process.env["MAYFLY_TEST_ALL_CLIENTS"] ?? "") !== "";
const missing: string[] = [];
const boto3s: { readonly runtime: Runtime; readonly layer: Buffer }[] = [];
try {
  boto3s.push({ runtime: newestPython(), layer: await boto3Layer() });
} catch (error) {
  if (!(error instanceof MissingTool)) throw error;
  missing.push(error.message);
}

function newestPython(): Runtime {
  const environment = processEnvironment();
  const catalogue = createRuntimeCatalogue({ cacheDirectory: cacheDirectory(environment), environment, architecture: hostArchitecture() });
  const python = catalogue.list().findLast(({ name, status }) => name.startsWith("python") && status === "ready");
  if (python === undefined) throw new MissingTool("There is no Python that functions could run on. Install one: sudo apt-get install -y python3");
  // The SDK's union of names is a closed one.
  return python.name as Runtime;
}

test.each(missing)("boto3 is not tested on this machine: %s", (sentence) => {
  console.warn(`\n!! boto3 WAS NOT TESTED: ${sentence}\n`);
  expect(allRequired, "MAYFLY_TEST_ALL_CLIENTS is set").toBe(false);
});

const environmentOf = `exports.handler = async () => Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")))`;

describe.each(shapes)("a function that calls Mayfly, $shape", ({ start }) => {
  const system = useSystem(start);
  let sdk: Record<string, ZipEntry>;
  let reader: string;
  beforeAll(async () => {
    reader = await createRole(system(), "reader", ["lambda:InvokeFunction", "lambda:GetFunction"]);
    sdk = await npmPackage("@aws-sdk/client-lambda");
  });

  test("invokes and reads another function with the SDK for Node, made without options", async () => {
    await using callee = await createFunction(system(), handlerModule("async ({ call }) => `called ${call}`"));
    await using caller = await createFunction(system(), { "index.js": nodeCaller, ...sdk }, { Role: reader, Timeout: 30, MemorySize: 512 });
    const answer = await invoke(caller, { name: callee.name, times: 3 });
    expect(answer.functionError, answer.payload).toBeUndefined();
    const { answers, arn, archiveBytes, size } = JSON.parse(answer.payload) as Record<string, unknown>;
    expect(answers).toEqual(["called 0", "called 1", "called 2"]);
    expect(arn).toBe(`arn:aws:lambda:us-east-1:${system().account}:function:${callee.name}`);
    expect(archiveBytes).toBe(size);
  });

  test.each(boto3s)("invokes and reads another function with boto3, made without options, on $runtime", async ({ runtime, layer }) => {
    await using callee = await createFunction(system(), handlerModule("async ({ call }) => `called ${call}`"));
    const published = await callee.client.send(new PublishLayerVersionCommand({ LayerName: "boto3", Content: { ZipFile: layer } }));
    const settings = { Role: reader, Runtime: runtime, Handler: "index.handler", Layers: [published.LayerVersionArn ?? ""], Timeout: 60, MemorySize: 512 };
    await using caller = await createFunction(system(), { "index.py": pythonCaller }, settings);
    const answer = await invoke(caller, { name: callee.name });
    expect(answer.functionError, answer.payload).toBeUndefined();
    expect(JSON.parse(answer.payload)).toEqual({ answer: "called 1", arn: `arn:aws:lambda:us-east-1:${system().account}:function:${callee.name}` });
  });

  test("may do what its role may, and no more", async () => {
    const invoker = await createRole(system(), "invoker", ["lambda:InvokeFunction"]);
    await using fn = await createFunction(system(), { "index.js": nodeCaller, ...sdk }, { Role: invoker, Timeout: 30, MemorySize: 512 });
    expect(JSON.parse((await invoke(fn, { name: fn.name, times: 0 })).payload)).toMatchObject({
      errorType: "AccessDeniedException",
      errorMessage: expect.stringContaining(`assumed-role/invoker/${fn.name} is not authorized to perform: lambda:GetFunction`),
    });
  });

  test("has its role's temporary credentials, another role's function has others", async () => {
    await using one = await createFunction(system(), { "index.js": environmentOf }, { Role: reader });
    await using other = await createFunction(system(), { "index.js": environmentOf });
    const [first, second] = await Promise.all([one, other].map(async (fn) => JSON.parse((await invoke(fn)).payload) as Record<string, string>));
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
