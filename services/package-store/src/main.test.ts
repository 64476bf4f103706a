import { randomBytes, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { packagesService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestMinio } from "@mayfly/testkit/test-servers";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { servePackageStore } from "./main.ts";

const owner = { region: "us-east-1", account: "000000000000" } as const;
const anyPorts = { MAYFLY_GRPC_PORT: "0", MAYFLY_METRICS_PORT: "0", MAYFLY_LOG_LEVEL: "silent" } as const;

async function* upload(archive: Buffer) {
  yield { ...owner };
  for (let start = 0; start < archive.length; start += 262_144) yield { chunk: archive.subarray(start, start + 262_144) };
}

/** What comes back when `archive` is uploaded to a package store with this environment. */
async function roundTrip(environment: Readonly<Record<string, string>>, archive: Buffer): Promise<Buffer> {
  await using server = await servePackageStore({ ...anyPorts, ...environment });
  await using client = createGrpcClient(packagesService, { address: server.addresses.grpc });
  const { sha256 } = await client.PutPackage(upload(archive));
  expect(await client.DescribePackage({ ...owner, sha256 })).toMatchObject({ size_bytes: archive.length });
  const pieces: Buffer[] = [];
  for await (const { chunk } of client.GetPackage({ ...owner, sha256 })) pieces.push(chunk);
  return Buffer.concat(pieces);
}

describe("mayfly serve package-store", () => {
  test("keeps packages in the data directory", async () => {
    await using folder = await temporaryDirectory();
    const archive = await zipOf({ "index.js": "x" });
    expect(await roundTrip({ MAYFLY_DATA_DIR: folder.path }, archive)).toEqual(archive);
    expect(await readdir(folder.join("packages", owner.region, owner.account))).toHaveLength(1);
  });

  test("keeps a package of 40 MB in MinIO", { timeout: 600_000 }, async () => {
    await using minio = await startTestMinio();
    const s3 = {
      MAYFLY_S3_URL: minio.url,
      MAYFLY_S3_ACCESS_KEY: minio.accessKey,
      MAYFLY_S3_SECRET_KEY: minio.secretKey,
      MAYFLY_S3_BUCKET: `test-${randomUUID()}`,
    };
    const archive = await zipOf({ "index.js": "x", noise: randomBytes(40_000_000) });
    const returned = await roundTrip({ ...s3, MAYFLY_NATS_URL: "nats://127.0.0.1:1" }, archive);
    expect(returned.equals(archive)).toBe(true);
  });

  test("answers AWS's error over gRPC", async () => {
    await using folder = await temporaryDirectory();
    await using server = await servePackageStore({ ...anyPorts, MAYFLY_DATA_DIR: folder.path });
    await using client = createGrpcClient(packagesService, { address: server.addresses.grpc });
    await expect(client.PutPackage(upload(Buffer.from("no zip")))).rejects.toThrow("InvalidParameterValue: Could not unzip uploaded file.");
    await expect(client.DescribePackage({ ...owner, sha256: "0".repeat(64) })).rejects.toMatchObject({ code: "ResourceNotFound" });
    const tooLarge = client.PutPackage(upload(Buffer.alloc(52_428_801)));
    await expect(tooLarge).rejects.toMatchObject({ code: "RequestTooLarge", publicMessage: "Zipped size must be smaller than 52428800 bytes" });
  });

  test("shows metrics and health", async () => {
    await using folder = await temporaryDirectory();
    await using server = await servePackageStore({ ...anyPorts, MAYFLY_DATA_DIR: folder.path });
    expect(await (await fetch(`${server.addresses.metrics}/metrics`)).text()).toContain("mayfly_package_uploads_total");
    expect((await fetch(`${server.addresses.metrics}/health`)).status).toBe(200);
  });

  test.each([
    [{ MAYFLY_S3_URL: "http://127.0.0.1:1" }, "MAYFLY_S3_URL needs MAYFLY_S3_ACCESS_KEY and MAYFLY_S3_SECRET_KEY"],
    [{ MAYFLY_S3_ACCESS_KEY: "key" }, "of no use without MAYFLY_S3_URL"],
    [{ MAYFLY_LISTEN_HOST: "0.0.0.0" }, "MAYFLY_ALLOW_INSECURE_LISTEN=true"],
    [{ MAYFLY_BUCKET: "x" }, "MAYFLY_BUCKET is not a setting"],
    [{ MAYFLY_S3_URL: "http://127.0.0.1:1", MAYFLY_S3_ACCESS_KEY: "a", MAYFLY_S3_SECRET_KEY: "s" }, "check URL, access key and secret"],
  ])("refuses to start with %j and says what to change", async (environment, sentence) => {
    await expect(servePackageStore({ ...anyPorts, ...environment })).rejects.toThrow(sentence);
  });
});
