import { randomBytes } from "node:crypto";
import { PlatformError } from "@mayfly/errors/platform-error";
import { describe, expect, test } from "vitest";
import type { BlobStore } from "../blob-store.ts";
import { read } from "./read-object.ts";

/** What every BlobStore must do. `open` gives an empty store, which the caller of `open` disposes. */
export function describeBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(name, () => {
    test("gives back the bytes that were put, and their number", async () => {
      await using store = await open();
      const content = randomBytes(1_000_003);
      await store.put("us-east-1/000000000000/a.zip", content);
      expect((await read(store, "us-east-1/000000000000/a.zip"))?.equals(content)).toBe(true);
      expect(await store.describe("us-east-1/000000000000/a.zip")).toEqual({ sizeBytes: 1_000_003 });
    });

    test("holds objects of no bytes and of 50 MiB", async () => {
      await using store = await open();
      const large = randomBytes(50 * 1024 * 1024);
      await store.put("empty", Buffer.alloc(0));
      await store.put("large", large);
      expect(await read(store, "empty")).toEqual(Buffer.alloc(0));
      expect(await store.describe("empty")).toEqual({ sizeBytes: 0 });
      expect((await read(store, "large"))?.equals(large)).toBe(true);
    });

    test("takes bytes that are a part of a larger or shared buffer", async () => {
      await using store = await open();
      const memory = new SharedArrayBuffer(10);
      const part = new Uint8Array(memory, 2, 3);
      part.set([1, 2, 3]);
      await store.put("part", part);
      expect(await read(store, "part")).toEqual(Buffer.from([1, 2, 3]));
    });

    test("answers undefined for what is not there", async () => {
      await using store = await open();
      await store.put("dir/object", Buffer.from("x"));
      for (const key of ["nothing", "dir", "dir/other", "other/object"]) {
        expect(await store.find(key)).toBeUndefined();
        expect(await store.describe(key)).toBeUndefined();
      }
    });

    test("replaces an object of the same key", async () => {
      await using store = await open();
      await store.put("key", Buffer.from("first, longer"));
      await store.put("key", Buffer.from("second"));
      expect((await read(store, "key"))?.toString()).toBe("second");
    });

    test("keeps one of the contents whole when the same key is put many times at once", async () => {
      await using store = await open();
      const contents = Array.from({ length: 8 }, (_, index) => Buffer.alloc(300_000, index));
      await Promise.all(contents.map((content) => store.put("key", content)));
      const kept = await read(store, "key");
      expect(contents.some((content) => kept?.equals(content))).toBe(true);
    });

    test("removes objects, also those that are not there", async () => {
      await using store = await open();
      await store.put("dir/key", Buffer.from("x"));
      await store.delete("dir/key");
      await store.delete("dir/key");
      await store.delete("never/was");
      expect(await store.find("dir/key")).toBeUndefined();
      expect(await store.describe("dir/key")).toBeUndefined();
    });

    test("can be left in the middle of reading", async () => {
      await using store = await open();
      await store.put("key", randomBytes(5_000_000));
      for await (const piece of (await store.find("key")) ?? []) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
      await store.put("key", Buffer.from("still works"));
      expect((await read(store, "key"))?.toString()).toBe("still works");
    });

    test.each(["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a b", "a\\b", "a\0", "ä", "x".repeat(256), "x/".repeat(600)])(
      "refuses the key %j",
      async (key) => {
        await using store = await open();
        await expect(store.put(key, Buffer.from("x"))).rejects.toBeInstanceOf(PlatformError);
        await expect(store.find(key)).rejects.toBeInstanceOf(PlatformError);
        await expect(store.describe(key)).rejects.toBeInstanceOf(PlatformError);
        await expect(store.delete(key)).rejects.toBeInstanceOf(PlatformError);
      },
    );

    test("says that it works when it does", async () => {
      await using store = await open();
      expect(await store.check()).toBeUndefined();
    });
  });
}
