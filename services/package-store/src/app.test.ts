import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DirectoryBlobStore } from "@mayfly/blob-store/directory-blob-store";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { packagesService } from "@mayfly/contracts/services";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { createMetrics, type Metrics } from "@mayfly/telemetry/metrics";
import { captureLogger, type CaptureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createPackageStoreApp, type PackageStoreDependencies } from "./app.ts";
import { defaultPackageStoreLimits } from "./limits.ts";

const owner = { region: "us-east-1", account: "000000000000" } as const;

interface Fixture extends AsyncDisposable {
  readonly client: ServiceClient<typeof packagesService>;
  readonly directory: string;
  readonly logger: CaptureLogger;
  readonly metrics: Metrics;
  /** Another package store on the same directory, as after a restart. */
  restart(): Promise<ServiceClient<typeof packagesService>>;
}

async function packageStore(overrides: Partial<PackageStoreDependencies> = {}): Promise<Fixture> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory());
  const logger = captureLogger();
  const metrics = createMetrics();
  const start = async (into: AsyncDisposableStack, own: Metrics) => {
    const blobs = into.use(await DirectoryBlobStore.open(folder.path));
    const app = into.use(await createPackageStoreApp({ blobs, logger, metrics: own, ...overrides }));
    return createInProcessClient(packagesService, app.handlers);
  };
  const client = await start(stack, metrics);
  const owned = stack.move();
  return { client, directory: folder.path, logger, metrics, restart: () => start(owned, createMetrics()), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function* upload(archive: Buffer, from: { region: string; account: string } = owner, pieceBytes = 100_000) {
  yield { ...from };
  for (let start = 0; start < archive.length; start += pieceBytes) yield { chunk: archive.subarray(start, start + pieceBytes) };
}

/** An upload that begins and never goes on. */
async function* stalled() {
  yield { ...owner, chunk: Buffer.from("PK") };
  await new Promise(() => undefined);
}

async function download(client: ServiceClient<typeof packagesService>, sha256: string): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const { chunk } of client.GetPackage({ ...owner, sha256 })) pieces.push(chunk);
  return pieces;
}

function digest(archive: Buffer): string {
  return createHash("sha256").update(archive).digest("hex");
}

async function objects(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

describe("a package store", () => {
  test("keeps an archive by its content and gives it back in pieces of at most 256 KiB", async () => {
    await using store = await packageStore();
    const archive = await zipOf({
      "index.js": "exports.handler = 1;",
      "noise.bin": Buffer.from(Array.from({ length: 900_000 }, (_, index) => (index * 7919) >>> 5)),
    });
    const description = await store.client.PutPackage(upload(archive));
    expect(description).toEqual({ sha256: digest(archive), size_bytes: archive.length, unpacked_bytes: 900_020 });
    const pieces = await download(store.client, description.sha256);
    expect(Buffer.concat(pieces).equals(archive)).toBe(true);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(256 * 1024);
    expect(await objects(store.directory)).toEqual([`us-east-1/000000000000/${description.sha256}.zip`]);
  });

  test("keeps the same archive once, also when it is uploaded many times at once", async () => {
    await using store = await packageStore();
    const archive = await zipOf({ "index.js": "x" });
    const descriptions = await Promise.all(Array.from({ length: 10 }, () => store.client.PutPackage(upload(archive))));
    expect(new Set(descriptions.map((description) => description.sha256)).size).toBe(1);
    expect(await objects(store.directory)).toHaveLength(1);
  });

  test("keeps accounts and regions apart", async () => {
    await using store = await packageStore();
    const archive = await zipOf({ "index.js": "x" });
    const { sha256 } = await store.client.PutPackage(upload(archive, { region: "eu-west-1", account: "111111111111" }));
    await expect(download(store.client, sha256)).rejects.toMatchObject({ code: "ResourceNotFound" });
    await expect(store.client.DescribePackage({ ...owner, sha256 })).rejects.toMatchObject({ code: "ResourceNotFound" });
    expect(await store.client.DescribePackage({ region: "eu-west-1", account: "111111111111", sha256 })).toMatchObject({ unpacked_bytes: 1 });
  });

  test("describes after a restart what was stored before it", async () => {
    await using store = await packageStore();
    const description = await store.client.PutPackage(upload(await zipOf({ "index.js": "12345" })));
    const restarted = await store.restart();
    expect(await restarted.DescribePackage({ ...owner, sha256: description.sha256 })).toEqual(description);
  });

  test("refuses what is no deployment package with AWS's text, logs why, and stores nothing", async () => {
    await using store = await packageStore();
    await expect(store.client.PutPackage(upload(Buffer.from("not a zip")))).rejects.toMatchObject({
      code: "InvalidParameterValue",
      publicMessage: "Could not unzip uploaded file. Please check your file, then try to upload again.",
    });
    expect(store.logger.entries).toMatchObject([
      { level: "info", phrase: "package refused", fields: { error: { cause: { message: /cannot be read: End of central/ } } } },
    ]);
    expect(await objects(store.directory)).toEqual([]);
    expect(await store.metrics.text()).toContain('mayfly_package_uploads_total{outcome="refused"} 1');
  });

  test("stops reading an upload as soon as it is too large", async () => {
    const limits = { ...defaultPackageStoreLimits, package: { ...defaultPackageStoreLimits.package, zippedBytesMax: 1000 } };
    await using store = await packageStore({ limits });
    let sent = 0;
    async function* endless() {
      yield { ...owner };
      for (;;) {
        sent += 1;
        yield { chunk: Buffer.alloc(100) };
      }
    }
    await expect(store.client.PutPackage(endless())).rejects.toMatchObject({
      code: "RequestTooLarge",
      publicMessage: "Zipped size must be smaller than 1000 bytes",
    });
    expect(sent).toBeLessThan(100);
  });

  test("refuses owners and digests that could be part of a path", async () => {
    await using store = await packageStore();
    const archive = await zipOf({ "index.js": "x" });
    await expect(store.client.PutPackage(upload(archive, { region: "../x", account: owner.account }))).rejects.toMatchObject({ code: "Validation" });
    await expect(store.client.PutPackage(upload(archive, { region: owner.region, account: "1" }))).rejects.toMatchObject({ code: "Validation" });
    await expect(download(store.client, "../../secret")).rejects.toMatchObject({ code: "Validation" });
    await expect(store.client.PutPackage((async function* () {})())).rejects.toMatchObject({ code: "Validation" });
  });

  test("never passes off a damaged object as the package, and a new upload mends it", async () => {
    await using store = await packageStore();
    const archive = await zipOf({ "index.js": "x" });
    const { sha256 } = await store.client.PutPackage(upload(archive));
    const path = join(store.directory, "us-east-1", "000000000000", `${sha256}.zip`);
    await writeFile(path, (await readFile(path)).fill(0, 0, 1));
    await expect(download(store.client, sha256)).rejects.toMatchObject({ code: "Service" });
    await store.client.PutPackage(upload(archive));
    expect(Buffer.concat(await download(store.client, sha256)).equals(archive)).toBe(true);
  });

  test("lets no silent upload hold its place longer than the deadline", async () => {
    const clock = new FakeClock();
    const limits = { ...defaultPackageStoreLimits, slots: { slots: 1, waitingMax: 1, waitMsMax: 300_000 } };
    await using store = await packageStore({ clock, limits });
    const silent = expect(store.client.PutPackage(stalled())).rejects.toMatchObject({ code: "DeadlineExceeded" });
    await waitFor(async () => (await store.metrics.text()).includes("mayfly_package_archives_in_memory 1"), { what: "the upload to begin" });
    const next = store.client.PutPackage(upload(await zipOf({ "index.js": "x" })));
    clock.advance(defaultPackageStoreLimits.uploadMsMax);
    await silent;
    expect(await next).toMatchObject({ unpacked_bytes: 1 });
  });

  test("frees the place of an upload whose caller is gone", async () => {
    const limits = { ...defaultPackageStoreLimits, slots: { slots: 1, waitingMax: 1, waitMsMax: 10_000 } };
    await using store = await packageStore({ limits });
    const caller = new AbortController();
    const gone = expect(store.client.PutPackage(stalled(), { signal: caller.signal })).rejects.toBeInstanceOf(Error);
    await waitFor(async () => (await store.metrics.text()).includes("mayfly_package_archives_in_memory 1"), { what: "the upload to begin" });
    caller.abort();
    await gone;
    expect(await store.client.PutPackage(upload(await zipOf({ "index.js": "x" })))).toMatchObject({ unpacked_bytes: 1 });
  });
});
