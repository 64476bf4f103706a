import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import fc from "fast-check";
import { expect, test } from "vitest";
import { extractArchive } from "./extract-archive.ts";
import { inspectArchive } from "./inspect-archive.ts";
import { type RawEntry, rawZip } from "./testing/raw-zip.ts";

const segment = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => !/[/\\\0]|^\.{1,2}$|^[A-Za-z]:/.test(text) && Buffer.byteLength(text) <= 255);
const content = fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes));
const files = fc.dictionary(segment, fc.record({ below: fc.array(segment, { maxLength: 3 }), content, executable: fc.boolean(), stored: fc.boolean() }), {
  maxKeys: 12,
});

/** Directory names carry a prefix that no file name has, so that no path is both. */
const archives = files.map((byName) =>
  Object.entries(byName).map(([name, file]) => ({
    name: [...file.below.map((directory) => `d-${directory}`), `f-${name}`].join("/"),
    content: file.content,
    mode: file.executable ? 0o100755 : 0o100644,
    method: file.stored ? 0 : 8,
  })),
);

async function filesBelow(root: string): Promise<Map<string, { content: string; executable: boolean }>> {
  const found = new Map<string, { content: string; executable: boolean }>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(relative(root, path), { content: (await readFile(path)).toString("base64"), executable: ((await lstat(path)).mode & 0o111) !== 0 });
  }
  return found;
}

test("any archive of files unpacks to exactly those files", async () => {
  await fc.assert(
    fc.asyncProperty(
      archives.filter((entries) => entries.length > 0),
      async (entries) => {
        await using folder = await temporaryDirectory();
        await extractArchive(rawZip(entries), folder.join("task"));
        const expected = entries.map((entry) => [entry.name, { content: entry.content.toString("base64"), executable: entry.mode === 0o100755 }] as const);
        expect(await filesBelow(folder.join("task"))).toEqual(new Map(expected));
      },
    ),
    { numRuns: 60 },
  );
});

const valid: readonly RawEntry[] = [
  { name: "index.js", content: "exports.handler = async () => 1;" },
  { name: "lib/", mode: 0o040755 },
  { name: "lib/stored.bin", content: "0123456789", method: 0 },
  { name: "bin/tool", content: "#!/bin/sh\n", mode: 0o100755 },
  { name: "link", content: "lib/stored.bin", mode: 0o120777 },
];

const mutation = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("word" as const), at: fc.nat(), value: fc.constantFrom(0, 0xff, 0x7f, 0x80) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), value: fc.nat(40) }),
  fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(), value: fc.nat(40) }),
);

function mutate(archive: Buffer, change: { kind: "set" | "word" | "cut" | "repeat"; at: number; value: number }): Buffer {
  const at = change.at % Math.max(archive.length, 1);
  const copy = Buffer.from(archive);
  switch (change.kind) {
    case "set":
      copy.subarray(at, at + 1).fill(change.value);
      return copy;
    case "word":
      copy.subarray(at, at + 4).fill(change.value);
      return copy;
    case "cut":
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + change.value)]);
    case "repeat":
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at, at + change.value), copy.subarray(at)]);
  }
}

async function outcome(work: Promise<unknown>): Promise<"done" | PlatformError> {
  return await work.then(
    () => "done" as const,
    (error: unknown) => {
      if (error instanceof PlatformError && error.code !== "Service") return error;
      throw error;
    },
  );
}

/** Paths below `root` that are no file, directory or link, or that lead out of it when the kernel follows them. */
async function foreignPaths(root: string): Promise<string[]> {
  const foreign: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const end = await realpath(path).catch(() => root);
    const ordinary = entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();
    if (!ordinary || !(end === root || end.startsWith(`${root}/`))) foreign.push(path);
  }
  return foreign;
}

test("a damaged archive is unpacked inside its target or refused with a PlatformError, inspection and extraction agreeing", async () => {
  const archive = rawZip(valid);
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (changes) => {
      const damaged = changes.reduce(mutate, archive);
      await using folder = await temporaryDirectory();
      const inspected = await outcome(inspectArchive(damaged));
      const extracted = await outcome(extractArchive(damaged, folder.join("task")));
      // Only inspection inflates a duplicate that another entry overwrites, so it may refuse more.
      expect([inspected, extracted]).not.toEqual(["done", expect.any(PlatformError)]);
      expect(await readdir(folder.path)).toEqual(extracted === "done" ? ["task"] : []);
      expect(extracted === "done" ? await foreignPaths(folder.join("task")) : []).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test("hostile names and links are kept inside or refused", async () => {
  const part = fc.constantFrom("..", ".", "a", "b", "c", "/", "", "\\", "C:");
  const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
  const entry: fc.Arbitrary<RawEntry> = fc.oneof(
    fc.record({ name: path, content: path, mode: fc.constantFrom(0o120777, 0o100644, 0o040755) }),
    fc.record({ name: fc.constantFrom("a", "b", "a/b", "b/c", "c"), content: path, mode: fc.constant(0o120777) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (entries) => {
      await using folder = await temporaryDirectory();
      const extracted = await outcome(extractArchive(rawZip(entries), folder.join("deep")));
      expect(await readdir(folder.path)).toEqual(extracted === "done" ? ["deep"] : []);
      expect(extracted === "done" ? await foreignPaths(folder.join("deep")) : []).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
