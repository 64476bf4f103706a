import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import type { BlobStore } from "./blob-store.ts";
import { DirectoryBlobStore } from "./directory-blob-store.ts";
import { describeBlobStore } from "./testing/blob-store-conformance.ts";
import { read } from "./testing/read-object.ts";

const run = promisify(execFile);

describeBlobStore("a directory", async (): Promise<BlobStore> => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory());
  const store = stack.use(await DirectoryBlobStore.open(folder.path));
  const owned = stack.move();
  return {
    put: (key, content) => store.put(key, content),
    find: (key) => store.find(key),
    describe: (key) => store.describe(key),
    delete: (key) => store.delete(key),
    check: () => store.check(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
});

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe("a directory store", () => {
  const script = fileURLToPath(new URL("./testing/put-forever.ts", import.meta.url));
  const objectBytes = 8 * 1024 * 1024;

  test("holds a whole object or none after kill -9 in the middle of a put, and removes what was left", async () => {
    await using folder = await temporaryDirectory();
    let left = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, [script, folder.path, String(objectBytes)], { stdio: "ignore" });
      // Each put writes below ~partial first: the child dies while it does so, in later rounds with an object in place.
      await waitFor(async () => (await readdir(folder.join("~partial")).catch(() => [])).length > 0, { what: "a put to begin" });
      await kill(child);
      left += (await readdir(folder.join("~partial"))).length;
      await using store = await DirectoryBlobStore.open(folder.path);
      const object = await read(store, "object");
      const whole = object?.equals(Buffer.alloc(objectBytes, object[0]));
      expect(whole).not.toBe(false);
      expect(await readdir(folder.join("~partial"))).toEqual([]);
    }
    expect(left).toBeGreaterThan(0);
  });

  test("says that the disk is full, keeps what it has, and leaves nothing of what did not fit", async () => {
    await using folder = await temporaryDirectory();
    const program = fileURLToPath(new URL("./testing/put-on-full-disk.ts", import.meta.url));
    const mounted = `mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" "$3" "$1"`;
    const { stdout } = await run("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mounted, "sh", folder.path, process.execPath, program]);
    expect(JSON.parse(stdout)).toEqual({
      code: "ServiceUnavailable",
      message: "The disk of the package store is full.",
      partial: [],
      kept: "kept",
      absent: true,
    });
  });

  test("keeps its objects when it is opened again", async () => {
    await using folder = await temporaryDirectory();
    await using first = await DirectoryBlobStore.open(folder.join("new", "packages"));
    await first.put("a/b", Buffer.from("x"));
    await using second = await DirectoryBlobStore.open(folder.join("new", "packages"));
    expect((await read(second, "a/b"))?.toString()).toBe("x");
  });

  test("fails with a sentence where it cannot write", async () => {
    await using folder = await temporaryDirectory();
    await writeFile(folder.join("file"), "");
    await expect(DirectoryBlobStore.open(folder.join("file"))).rejects.toThrow("ServiceUnavailable: The package directory");
    await using store = await DirectoryBlobStore.open(folder.join("packages"));
    await mkdir(folder.join("packages", "taken"));
    await expect(store.put("taken", Buffer.from("x"))).rejects.toMatchObject({ code: "ServiceUnavailable" });
    expect(await readdir(folder.join("packages", "~partial"))).toEqual([]);
  });
});
