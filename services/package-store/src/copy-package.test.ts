import { randomUUID } from "node:crypto";
import { DirectoryBlobStore } from "@mayfly/blob-store/directory-blob-store";
import { MinioBlobStore } from "@mayfly/blob-store/minio-blob-store";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { packagesService } from "@mayfly/contracts/services";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestMinio } from "@mayfly/testkit/test-servers";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCodeSource } from "./adapters/open-code-source.ts";
import { createPackageStoreApp } from "./app.ts";

const owner = { region: "us-east-1", account: "000000000000" };
const packagesBucket = "mayfly-packages";
const bucket = `code-${randomUUID()}`;
const stack = new AsyncDisposableStack();
let objects: MinioBlobStore;
let packages: ServiceClient<typeof packagesService>;

async function packageStore(secretKey: string, minio: { readonly url: string; readonly accessKey: string }): Promise<ServiceClient<typeof packagesService>> {
  const access = { endpoint: new URL(minio.url), accessKey: minio.accessKey, secretKey, region: owner.region };
  const codeSource = stack.use(openCodeSource(access, { kind: "s3", url: access.endpoint, ...access, bucket: packagesBucket }));
  const folder = stack.use(await temporaryDirectory());
  const blobs = stack.use(await DirectoryBlobStore.open(folder.path));
  const app = stack.use(await createPackageStoreApp({ blobs, codeSource, logger: captureLogger(), metrics: createMetrics() }));
  return createInProcessClient(packagesService, app.handlers);
}

let minio: Awaited<ReturnType<typeof startTestMinio>>;

beforeAll(async () => {
  minio = stack.use(await startTestMinio());
  objects = stack.use(await MinioBlobStore.open({ endpoint: new URL(minio.url), accessKey: minio.accessKey, secretKey: minio.secretKey, bucket }));
  stack.use(await MinioBlobStore.open({ endpoint: new URL(minio.url), accessKey: minio.accessKey, secretKey: minio.secretKey, bucket: packagesBucket }));
  packages = await packageStore(minio.secretKey, minio);
  // The first run on a machine builds MinIO, which takes minutes.
}, 600_000);
afterAll(() => stack.disposeAsync());

test("an archive of the object store becomes a package like one that was sent", async () => {
  const archive = await zipOf({ "index.js": "x".repeat(100_000) });
  await objects.put("builds/fn.zip", archive);
  const copied = await packages.CopyPackage({ ...owner, bucket, key: "builds/fn.zip" });
  const sent = await packages.PutPackage(
    (async function* () {
      yield { ...owner, chunk: archive };
    })(),
  );
  expect(copied).toEqual(sent);
});

test.each([
  ["no-such-bucket", "k", "NoSuchBucket. S3 Error Message: The specified bucket does not exist"],
  [packagesBucket, "k", "NoSuchBucket. S3 Error Message: The specified bucket does not exist"],
  [bucket, "no/such key", "NoSuchKey. S3 Error Message: The specified key does not exist."],
  ["UPPER", "k", "InvalidBucketName. S3 Error Message: The specified bucket is not valid."],
])("an object of %s/%s that S3 refuses is answered in its words", async (of, key, words) => {
  await expect(packages.CopyPackage({ ...owner, bucket: of, key })).rejects.toMatchObject({
    code: "InvalidParameterValue",
    publicMessage: `Error occurred while GetObject. S3 Error Code: ${words}`,
  });
});

test("an unknown version of an object is refused", async () => {
  await objects.put("versioned.zip", await zipOf({ "index.js": "x" }));
  const unknown = packages.CopyPackage({ ...owner, bucket, key: "versioned.zip", object_version: "b8b6cf0d-0f4f-4d6e-9b3f-3f1e0c9d0c3a" });
  await expect(unknown).rejects.toMatchObject({ code: "InvalidParameterValue", publicMessage: expect.stringContaining("NoSuchVersion") });
});

test("an object that is no archive is refused as an upload is", async () => {
  await objects.put("text.txt", Buffer.from("text"));
  await expect(packages.CopyPackage({ ...owner, bucket, key: "text.txt" })).rejects.toMatchObject({
    code: "InvalidParameterValue",
    publicMessage: expect.stringContaining("Could not unzip uploaded file"),
  });
});

test("a wrong key of Mayfly's own is no fault of the client, who learns nothing of it", async () => {
  const store = await packageStore("wrong-secret-key", minio);
  await expect(store.CopyPackage({ ...owner, bucket, key: "builds/fn.zip" })).rejects.toMatchObject({ code: "ServiceUnavailable" });
});
