import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { startTestMinio } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MinioBlobStore, type MinioOptions } from "./minio-blob-store.ts";
import { describeBlobStore } from "./testing/blob-store-conformance.ts";
import { read } from "./testing/read-object.ts";

let minio: Awaited<ReturnType<typeof startTestMinio>>;

beforeAll(async () => {
  minio = await startTestMinio();
  // The first run on a machine builds MinIO, which takes minutes.
}, 600_000);

afterAll(() => minio[Symbol.asyncDispose]());

function options(): MinioOptions {
  return { endpoint: new URL(minio.url), accessKey: minio.accessKey, secretKey: minio.secretKey, bucket: `test-${randomUUID()}` };
}

describeBlobStore("a bucket of MinIO", () => MinioBlobStore.open(options()));

describe("a MinIO store", () => {
  test("creates its bucket once, also when two open it at the same time", async () => {
    const same = options();
    const [first, second] = await Promise.all([MinioBlobStore.open(same), MinioBlobStore.open(same)]);
    await using _first = first;
    await using _second = second;
    await first.put("a", Buffer.from("x"));
    expect((await read(second, "a"))?.toString()).toBe("x");
  });

  test("fails with a sentence if its key is wrong", async () => {
    const failure = MinioBlobStore.open({ ...options(), secretKey: "wrong-secret-key" });
    await expect(failure).rejects.toThrow(/^ServiceUnavailable: .* check URL, access key and secret/);
  });

  test("fails at its deadline if the server accepts and never answers", async () => {
    const silent = createServer((socket) => void socket.on("error", () => undefined)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    try {
      // A TCP server that has been listening has an address.
      const { port } = silent.address() as AddressInfo;
      const failure = MinioBlobStore.open({ ...options(), endpoint: new URL(`http://127.0.0.1:${port}`), deadlineMs: 200 });
      await expect(failure).rejects.toMatchObject({ code: "ServiceUnavailable" });
    } finally {
      silent.close();
    }
  });

  test("lets go of an object that nobody reads", async () => {
    await using store = await MinioBlobStore.open({ ...options(), deadlineMs: 1000, connectionsMax: 1 });
    await store.put("large", randomBytes(8 * 1024 * 1024));
    const unread = await store.find("large");
    // It holds the one connection until its deadline.
    await waitFor(() => store.describe("large").catch(() => undefined), { what: "the connection to be free" });
    await expect(buffer(unread ?? Readable.from([]))).rejects.toMatchObject({ code: "ServiceUnavailable" });
  });
});
