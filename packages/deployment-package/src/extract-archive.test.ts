import { execFile } from "node:child_process";
import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PlatformError } from "@mayfly/errors/platform-error";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { extractArchive, removePartialExtractions } from "./extract-archive.ts";
import { rawFile, rawLink, rawZip } from "./testing/raw-zip.ts";

const run = promisify(execFile);

async function permissions(path: string): Promise<number> {
  return (await lstat(path)).mode & 0o7777;
}

describe("extractArchive", () => {
  test("unpacks files, directories and links, and says what it unpacked", async () => {
    await using folder = await temporaryDirectory();
    const archive = await zipOf({ "index.js": "handler", "lib/a/b.js": "b", latest: { symlink: "lib/a" } });
    const target = folder.join("task");
    expect(await extractArchive(archive, target)).toEqual({ entries: 5, unpackedBytes: 8 });
    expect(await readFile(folder.join("task", "index.js"), "utf8")).toBe("handler");
    expect(await readFile(folder.join("task", "latest", "b.js"), "utf8")).toBe("b");
    expect(await readlink(folder.join("task", "latest"))).toBe("lib/a");
    expect(await readdir(folder.path)).toEqual(["task"]);
  });

  test("unpacks an archive given by path", async () => {
    await using folder = await temporaryDirectory();
    await writeFile(folder.join("a.zip"), await zipOf({ "index.js": "x" }));
    await extractArchive(folder.join("a.zip"), folder.join("task"));
    expect(await readFile(folder.join("task", "index.js"), "utf8")).toBe("x");
  });

  test("lets everyone read, keeps execute bits and drops set-id, sticky and write bits", async () => {
    await using folder = await temporaryDirectory();
    const entries = { plain: 0o100666, closed: 0o100600, tool: 0o100700, setuid: 0o106755 };
    const archive = rawZip([...Object.entries(entries).map(([name, mode]) => ({ name, mode, content: "x" })), { name: "d/", mode: 0o041700 }]);
    const umask = process.umask(0o077);
    try {
      await extractArchive(archive, folder.join("task"));
    } finally {
      process.umask(umask);
    }
    const found = await Promise.all(["plain", "closed", "tool", "setuid", "d", "."].map((name) => permissions(folder.join("task", name))));
    expect(found).toEqual([0o644, 0o644, 0o755, 0o755, 0o755, 0o755]);
  });

  test("keeps the later of two entries of one path, whatever they are", async () => {
    await using folder = await temporaryDirectory();
    await extractArchive(
      rawZip([rawFile("a", "1"), rawFile("a", "2"), rawLink("b", "a"), rawFile("b", "3"), rawFile("c", "4"), rawLink("c", "a")]),
      folder.join("task"),
    );
    expect(await readFile(folder.join("task", "a"), "utf8")).toBe("2");
    expect((await lstat(folder.join("task", "b"))).isFile()).toBe(true);
    expect(await readlink(folder.join("task", "c"))).toBe("a");
  });

  test("unpacks large files in pieces", async () => {
    await using folder = await temporaryDirectory();
    const content = Buffer.from("0123456789abcdef".repeat(600_000));
    await extractArchive(rawZip([{ name: "big", content }]), folder.join("task"));
    expect((await readFile(folder.join("task", "big"))).equals(content)).toBe(true);
  });

  test("leaves nothing when the last file is broken", async () => {
    await using folder = await temporaryDirectory();
    const archive = rawZip([rawFile("a"), rawFile("b/c"), { name: "z", content: "x", claims: { crc32: 1 } }]);
    await expect(extractArchive(archive, folder.join("task"))).rejects.toMatchObject({ code: "InvalidParameterValue" });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("leaves a target that is there as it is, and fails", async () => {
    await using folder = await temporaryDirectory();
    await mkdir(folder.join("task"));
    await writeFile(folder.join("task", "mine"), "kept");
    await expect(extractArchive(rawZip([rawFile("a")]), folder.join("task"))).rejects.toBeInstanceOf(PlatformError);
    expect(await readdir(folder.path)).toEqual(["task"]);
    expect(await readdir(folder.join("task"))).toEqual(["mine"]);
  });

  test("fails with a PlatformError if the parent or the archive is missing", async () => {
    await using folder = await temporaryDirectory();
    await expect(extractArchive(rawZip([rawFile("a")]), folder.join("no", "task"))).rejects.toBeInstanceOf(PlatformError);
    await expect(extractArchive(folder.join("no.zip"), folder.join("task"))).rejects.toBeInstanceOf(PlatformError);
  });

  test("says that the disk is full, and leaves nothing on it", async () => {
    await using folder = await temporaryDirectory();
    const script = fileURLToPath(new URL("./testing/extract-on-full-disk.ts", import.meta.url));
    const mounted = `mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" "$3" "$1"`;
    const { stdout } = await run("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mounted, "sh", folder.path, process.execPath, script]);
    expect(JSON.parse(stdout)).toEqual({ code: "ServiceUnavailable", message: "The disk is full: the deployment package could not be unpacked.", left: [] });
  });

  test("what a killed extraction leaves is removed by name and nothing else is", async () => {
    await using folder = await temporaryDirectory();
    await mkdir(folder.join(".partial-1", "deep"), { recursive: true });
    await mkdir(folder.join("task"));
    removePartialExtractions(folder.path);
    expect(await readdir(folder.path)).toEqual(["task"]);
  });
});
