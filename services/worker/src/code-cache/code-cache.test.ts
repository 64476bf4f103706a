import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createExtractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import { temporaryDirectory, type TemporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { zipOf } from "@mayfly/testkit/zip-of";
import { expect, test } from "vitest";
import { CodeCache, type PackageKey } from "./code-cache.ts";

const extractor = createExtractor();

async function packageOf(text: string): Promise<{ key: PackageKey; archive: Buffer }> {
  const archive = await zipOf({ "index.js": text });
  return { archive, key: { region: "us-east-1", account: "000000000000", sha256: createHash("sha256").update(archive).digest("hex") } };
}

function cacheOf(directory: TemporaryDirectory, archives: readonly Buffer[], bytesMax = 1e9): { cache: CodeCache; fetched: string[] } {
  const fetched: string[] = [];
  let now = 0;
  const cache = new CodeCache({
    directory: directory.path,
    bytesMax,
    extractor,
    now: () => (now += 1000),
    packages: {
      PutPackage: () => Promise.reject(new PlatformError("UnknownOperation", "read-only")),
      DescribePackage: () => Promise.reject(new PlatformError("UnknownOperation", "read-only")),
      async *GetPackage({ sha256 }) {
        fetched.push(sha256 ?? "");
        const archive = archives.find((each) => createHash("sha256").update(each).digest("hex") === sha256);
        if (archive === undefined) throw new PlatformError("ResourceNotFound", "There is no such package.");
        yield { chunk: archive };
      },
    },
  });
  return { cache, fetched };
}

test("a package is fetched once, however many ask for it at a time, and again after a failure", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  const archives: Buffer[] = [];
  const { cache, fetched } = cacheOf(directory, archives);
  await expect(cache.use(key)).rejects.toMatchObject({ code: "ResourceNotFound" });
  archives.push(archive);
  const packages = await Promise.all([cache.use(key), cache.use(key), cache.use(key)]);
  expect(new Set(packages.map((each) => each.directory)).size).toBe(1);
  expect(readFileSync(join(packages[0].directory, "index.js"), "utf8")).toBe("one");
  expect(fetched).toEqual([key.sha256, key.sha256]);
});

test("beyond its limit the cache removes what was used least recently, but nothing in use", async () => {
  await using directory = await temporaryDirectory();
  const packages = await Promise.all(["a".repeat(100), "b".repeat(100), "c".repeat(100), "d".repeat(100)].map(packageOf));
  const { cache } = cacheOf(
    directory,
    packages.map((each) => each.archive),
    250,
  );
  const kept = [];
  for (const [index, { key }] of packages.entries()) {
    const used = await cache.use(key);
    kept.push(used.directory);
    if (index !== 1) used[Symbol.dispose]();
  }
  expect(kept.map((path) => existsSync(path))).toEqual([false, true, false, true]);
});

test("what an earlier run has unpacked is used, what it did not finish is removed", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  const first = cacheOf(directory, [archive]);
  const { directory: unpacked } = await first.cache.use(key);
  const unfinished = join(directory.path, "us-east-1", "000000000000", "f".repeat(64));
  mkdirSync(unfinished);
  writeFileSync(join(unfinished, "index.js"), "");
  const second = cacheOf(directory, []);
  await second.cache.load();
  expect((await second.cache.use(key)).directory).toBe(unpacked);
  expect(second.fetched).toEqual([]);
  expect(existsSync(unfinished)).toBe(false);
});

test.each([{ region: "../x" }, { account: "1" }, { sha256: "abc" }])("a key like %j reaches no path", async (change) => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  await expect(cacheOf(directory, [archive]).cache.use({ ...key, ...change })).rejects.toMatchObject({ code: "Service" });
});

test("what is in use stays whole, whatever is fetched and removed beside it", async () => {
  await using directory = await temporaryDirectory();
  const packages = await Promise.all(["a", "b", "c", "d"].map((letter) => packageOf(letter.repeat(100))));
  const { cache } = cacheOf(
    directory,
    packages.map((each) => each.archive),
    150,
  );
  const users = packages.map(async ({ key }, index) => {
    for (let round = 0; round < 25; round += 1) {
      using held = await cache.use(key);
      expect(readFileSync(join(held.directory, "index.js"), "utf8")).toHaveLength(100);
      if ((round + index) % 2 === 0) await cache.use(packages[(index + 1) % packages.length]?.key ?? key).then((other) => other[Symbol.dispose]());
      expect(existsSync(join(held.directory, "index.js"))).toBe(true);
    }
  });
  await Promise.all(users);
});

test("a package whose description was lost with the machine's power is fetched anew", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  const { directory: unpacked } = await cacheOf(directory, [archive]).cache.use(key);
  writeFileSync(`${unpacked}.json`, "");
  const { cache, fetched } = cacheOf(directory, [archive]);
  await cache.load();
  expect((await cache.use(key)).directory).toBe(unpacked);
  expect(fetched).toEqual([key.sha256]);
});
