import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createExtractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import { silentLogger } from "@mayfly/telemetry/logger";
import { temporaryDirectory, type TemporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { expect, test } from "vitest";
import { CodeCache } from "./code-cache.ts";
import type { PackageKey } from "./download-package.ts";
import { entriesAtOnce } from "./package-seal.ts";

const run = promisify(execFile);

const extractor = createExtractor();

async function packageOf(text: string): Promise<{ key: PackageKey; archive: Buffer }> {
  const archive = await zipOf({ "index.js": text });
  return { archive, key: keyOf(archive) };
}

function keyOf(archive: Buffer): PackageKey {
  return { region: "us-east-1", account: "000000000000", sha256: createHash("sha256").update(archive).digest("hex") };
}

function cacheOf(
  directory: TemporaryDirectory,
  archives: readonly Buffer[],
  bytesMax = 1e9,
  find = (sha256: string): Buffer | undefined => archives.find((each) => keyOf(each).sha256 === sha256),
  beforeSent = async (): Promise<void> => undefined,
): { cache: CodeCache; fetched: string[] } {
  const fetched: string[] = [];
  let now = 0;
  const cache = new CodeCache({
    directory: directory.path,
    bytesMax,
    extractor,
    logger: silentLogger,
    now: () => (now += 6000),
    packages: {
      PutPackage: () => Promise.reject(new PlatformError("UnknownOperation", "read-only")),
      CopyPackage: () => Promise.reject(new PlatformError("UnknownOperation", "read-only")),
      DescribePackage: () => Promise.reject(new PlatformError("UnknownOperation", "read-only")),
      async *GetPackage({ sha256 }) {
        fetched.push(sha256 ?? "");
        const archive = find(sha256 ?? "");
        await beforeSent();
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

test("no more than four packages are fetched at a time", async () => {
  await using directory = await temporaryDirectory();
  const packages = await Promise.all(Array.from({ length: 7 }, (_each, number) => packageOf(`package ${number}`)));
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  const { cache, fetched } = cacheOf(
    directory,
    packages.map((each) => each.archive),
    1e9,
    undefined,
    async () => {
      running += 1;
      most = Math.max(most, running);
      await mayGoOn;
      running -= 1;
    },
  );
  const uses = packages.map(({ key }) => cache.use(key));
  await waitFor(() => fetched.length === 4, { what: "four fetches to be under way" });
  goOn();
  expect(await Promise.all(uses)).toHaveLength(7);
  expect([most, fetched.length]).toEqual([4, 7]);
});

test("a package that cannot be removed to make room fails nobody", async () => {
  await using directory = await temporaryDirectory();
  const [old, young] = await Promise.all([packageOf("a".repeat(100)), packageOf("b".repeat(100))]);
  const { cache } = cacheOf(directory, [old.archive, young.archive], 150);
  const used = await cache.use(old.key);
  used[Symbol.dispose]();
  // A directory where its description belongs: removing that fails, for root too.
  rmSync(`${used.directory}.json`);
  mkdirSync(`${used.directory}.json`);
  expect(existsSync((await cache.use(young.key)).directory)).toBe(true);
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

const manyFiles: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: entriesAtOnce + 50 }, (_, index) => [`lib/file-${index}.js`, `${index}`]),
);

test.each<readonly [string, (directory: string) => void]>([
  ["a file is longer", (directory) => appendFileSync(join(directory, "index.js"), "x")],
  ["a file of the same length has other bytes", (directory) => writeFileSync(join(directory, "index.js"), "owt")],
  ["a file is gone", (directory) => rmSync(join(directory, "index.js"))],
  ["a file has come", (directory) => writeFileSync(join(directory, "more.js"), "")],
  ["everything is gone", (directory) => rmSync(directory, { recursive: true })],
])("a package in the cache is fetched anew when %s", async (_what, damage) => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("two");
  const { cache, fetched } = cacheOf(directory, [archive]);
  using first = await cache.use(key);
  damage(first.directory);

  using second = await cache.use(key);

  expect(readFileSync(join(second.directory, "index.js"), "utf8")).toBe("two");
  expect(readdirSync(second.directory)).toEqual(["index.js"]);
  expect(fetched).toHaveLength(2);
});

test("whoever uses a package that is damaged keeps its files until the end, then they are removed", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("two");
  const { cache } = cacheOf(directory, [archive]);
  const first = await cache.use(key);
  const inside = openSync(first.directory, "r");
  writeFileSync(join(first.directory, "more.js"), "");
  using second = await cache.use(key);
  const account = join(second.directory, "..");
  expect(readdirSync(`/proc/self/fd/${inside}`)).toContain("index.js");
  closeSync(inside);
  expect(readdirSync(account)).toHaveLength(3);
  first[Symbol.dispose]();
  await waitFor(() => readdirSync(account).length === 2, { what: "the damaged package to go" });
});

test("a package of many files is proved before its first use in a process, and beside later ones", async () => {
  await using directory = await temporaryDirectory();
  const archive = await zipOf(manyFiles);
  const key = keyOf(archive);
  const unpacked = await cacheOf(directory, [archive]).cache.use(key);
  writeFileSync(join(unpacked.directory, "lib/file-7.js"), "x");

  const { cache, fetched } = cacheOf(directory, [archive]);
  await cache.load();
  using proved = await cache.use(key);
  expect(readFileSync(join(proved.directory, "lib/file-7.js"), "utf8")).toBe("7");
  expect(fetched).toHaveLength(1);

  writeFileSync(join(proved.directory, "lib/file-7.js"), "x");
  await waitFor(
    async () => {
      using again = await cache.use(key);
      return readFileSync(join(again.directory, "lib/file-7.js"), "utf8") === "7";
    },
    { what: "the damage to be found" },
  );
});

test("what was unpacked before the machine was started anew is not trusted", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  const { directory: unpacked } = await cacheOf(directory, [archive]).cache.use(key);
  const description = readFileSync(`${unpacked}.json`, "utf8");
  writeFileSync(`${unpacked}.json`, description.replace(/"bootId":"[^"]+"/, '"bootId":"another"'));
  const { cache, fetched } = cacheOf(directory, [archive]);
  await cache.load();
  expect((await cache.use(key)).directory).toBe(unpacked);
  expect(fetched).toHaveLength(1);
});

test("an archive that arrives damaged is fetched once more, and then refused", async () => {
  await using directory = await temporaryDirectory();
  const { key, archive } = await packageOf("one");
  const other = await packageOf("other");
  const sent = [other.archive, archive];
  const { cache } = cacheOf(directory, [], 1e9, () => sent.shift() ?? other.archive);
  using used = await cache.use(key);
  expect(readFileSync(join(used.directory, "index.js"), "utf8")).toBe("one");
  const refused = cache.use({ ...key, sha256: "0".repeat(64) });
  await expect(refused).rejects.toMatchObject({ code: "Service", publicMessage: "The function's deployment package is damaged." });
  expect(readdirSync(join(used.directory, ".."))).toHaveLength(2);
});

test("a full disk is emptied of what nobody uses; if that is not enough it is a clear error, and nothing of the package is left", async () => {
  await using directory = await temporaryDirectory();
  const script = fileURLToPath(new URL("./use-on-full-disk.test-support.ts", import.meta.url));
  const mountAndRun = 'mount -t tmpfs -o size=2m disk "$1" && exec "$2" "$3" "$1"';
  const { stdout } = await run("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mountAndRun, "sh", directory.path, process.execPath, script]);
  expect(JSON.parse(stdout)).toEqual({
    evicted: true,
    failure: { code: "ServiceUnavailable", publicMessage: "The disk is full: the deployment package could not be unpacked." },
    left: 2,
    healed: true,
  });
});
