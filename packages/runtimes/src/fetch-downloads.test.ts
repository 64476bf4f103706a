import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { fetchDownloads, type DownloadRequest } from "./fetch-downloads.ts";
import { lockPath } from "./path-lock.ts";

function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "mayfly-downloads-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function requestFor(folder: string, url: string, timeoutMs: number): DownloadRequest {
  const downloads = [{ url, sha256: "0".repeat(64), file: "x.jar" }];
  return { runtime: "mine", downloads, directory: join(folder, "files"), timeoutMs, onProgress: undefined };
}

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(1024 * 1024);
}

test("a file that never ends and does not say so is given up when it is too large", async () => {
  using folder = temporaryFolder();
  const server = createServer((_request, response) =>
    Readable.from(endless())
      .on("error", () => undefined)
      .pipe(response),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  await expect(fetchDownloads(requestFor(folder.path, `http://127.0.0.1:${port}/x.jar`, 15_000))).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: expect.stringContaining("it is larger than 67108864 bytes"),
  });
  server.closeAllConnections();
  server.close();
  expect(readdirSync(folder.path)).toEqual([]);
});

test("whoever waits too long for another fetch is told so in words that fit a function's state", async () => {
  using folder = temporaryFolder();
  await using _other = await lockPath(join(folder.path, "files.lock"), AbortSignal.timeout(1_000), () => undefined);
  await expect(fetchDownloads(requestFor(folder.path, "http://127.0.0.1:1/x.jar", 100))).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: "The runtime mine was not installed: it took longer than 0.1 seconds.",
  });
});

test("a lock that a full disk has left empty is nobody's", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "files.lock"), "");
  await using _lock = await lockPath(join(folder.path, "files.lock"), AbortSignal.timeout(1_000), () => undefined);
  expect(readdirSync(folder.path)).toEqual(["files.lock"]);
});

test("a lock whose process has died goes to one of many who want it at a time", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "files.lock");
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22, startTicks: 1 }));
  let holders = 0;
  const most = await Promise.all(
    Array.from({ length: 8 }, async () => {
      await using _lock = await lockPath(path, AbortSignal.timeout(20_000), () => undefined);
      holders += 1;
      const seen = holders;
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
      return seen;
    }),
  );
  expect(most).toEqual(Array.from({ length: 8 }, () => 1));
  expect(readdirSync(folder.path)).toEqual([]);
});
