import { randomUUID } from "node:crypto";
import { PublishLayerVersionCommand, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { MinioBlobStore } from "@mayfly/blob-store/minio-blob-store";
import { startTestMinio } from "@mayfly/testkit/test-servers";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClusterSystem } from "./support/cluster-system.ts";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { useSystem } from "./support/shape.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";

const bucket = `builds-${randomUUID()}`;
const stack = new AsyncDisposableStack();
let objects: MinioBlobStore;
let environment: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  const minio = stack.use(await startTestMinio());
  objects = stack.use(await MinioBlobStore.open({ endpoint: new URL(minio.url), accessKey: minio.accessKey, secretKey: minio.secretKey, bucket }));
  environment = { MAYFLY_CODE_S3_URL: minio.url, MAYFLY_CODE_S3_ACCESS_KEY: minio.accessKey, MAYFLY_CODE_S3_SECRET_KEY: minio.secretKey };
}, 600_000);
afterAll(() => stack.disposeAsync());

describe.each([
  { shape: "standalone", start: () => startStandaloneSystem({ environment }) },
  { shape: "separate processes", start: () => startClusterSystem({ environment }) },
])("code in an object store, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a function and its layer are made from objects, and updated from one", async () => {
    await objects.put("one.zip", await zipOf(handlerModule("async () => 'one'")));
    await objects.put("two.zip", await zipOf({ "index.js": "exports.handler = async () => require('part');" }));
    await objects.put("layer.zip", await zipOf({ "nodejs/node_modules/part/index.js": "module.exports = 'of the layer';" }));

    await using fn = await createFunction(system(), {}, { Code: { S3Bucket: bucket, S3Key: "one.zip" } });
    expect(JSON.parse((await invoke(fn)).payload)).toBe("one");

    const layer = await fn.client.send(new PublishLayerVersionCommand({ LayerName: `l-${randomUUID()}`, Content: { S3Bucket: bucket, S3Key: "layer.zip" } }));
    await using other = await createFunction(system(), {}, { Code: { S3Bucket: bucket, S3Key: "two.zip" }, Layers: [layer.LayerVersionArn ?? ""] });
    expect(JSON.parse((await invoke(other)).payload)).toBe("of the layer");

    const update = await fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, S3Bucket: bucket, S3Key: "two.zip" }));
    expect(update.CodeSize).toBe((await zipOf({ "index.js": "exports.handler = async () => require('part');" })).length);
    await waitUntilSettled(fn.client, fn.name);
    expect((await invoke(fn)).functionError).toBe("Unhandled");
  });

  test("what cannot be there is refused as AWS does", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const update = (input: object) => fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ...input }));
    await expect(update({ S3Bucket: bucket, S3Key: "none" })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
    });
    await expect(update({ S3Bucket: bucket, S3Key: "one.zip", ZipFile: await zipOf({ a: "" }) })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Please do not provide other FunctionCode parameters when providing a ZipFile.",
    });
    await expect(update({ S3Bucket: "x", S3Key: "one.zip" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("'s3Bucket'"),
    });
  });
});
