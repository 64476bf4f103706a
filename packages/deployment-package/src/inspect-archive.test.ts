import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { PlatformError } from "@mayfly/errors/platform-error";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import yazl from "yazl";
import { inspectArchive } from "./inspect-archive.ts";
import { defaultPackageLimits } from "./package-plan.ts";
import { rawFile, rawLink, rawZip, type RawEntry } from "./testing/raw-zip.ts";

const cannotUnzip = "Could not unzip uploaded file. Please check your file, then try to upload again.";

async function refusal(archive: Buffer, limits = defaultPackageLimits): Promise<PlatformError> {
  const outcome = await inspectArchive(archive, limits).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof PlatformError)) throw new Error("the archive was not refused with a PlatformError", { cause: outcome });
  return outcome;
}

async function expectCannotUnzip(archive: Buffer, reason: RegExp): Promise<void> {
  const error = await refusal(archive);
  expect(error).toMatchObject({ code: "InvalidParameterValue", publicMessage: cannotUnzip });
  const { cause } = error;
  const reasons = cause instanceof Error ? `${cause.message} ${String(cause.cause)}` : "";
  expect(reasons).toMatch(reason);
}

describe("an ordinary archive", () => {
  test("is summarised with its files, parents and unpacked bytes", async () => {
    const archive = await zipOf({ "index.js": "1234567", "lib/deep/a.js": "xyz", run: { content: "#!", mode: 0o755 } });
    expect(await inspectArchive(archive)).toEqual({ entries: 5, unpackedBytes: 12 });
  });

  test("may hold links that stay inside, dangle inside, or go round in circles", async () => {
    const links = [rawLink("bin/run", "../lib/run.js"), rawLink("gone", "lib/missing"), rawLink("a", "b"), rawLink("b", "a"), rawLink("here", ".")];
    expect(await inspectArchive(rawZip([rawFile("lib/run.js"), ...links]))).toMatchObject({ entries: 8 });
  });

  test("counts the later of two entries of one path, as unzip would keep it", async () => {
    expect(await inspectArchive(rawZip([rawFile("a", "first one"), rawFile("a", "2nd")]))).toEqual({ entries: 1, unpackedBytes: 3 });
  });

  test("may name its root, use ./ and repeat slashes", async () => {
    expect(await inspectArchive(rawZip([{ name: "./", mode: 0o040755 }, rawFile("./a//b.js")]))).toMatchObject({ entries: 2 });
  });

  test("made on Windows has no modes and is read as plain files", async () => {
    expect(await inspectArchive(rawZip([{ name: "index.js", content: "x", host: 0, mode: 0o020000 }]))).toMatchObject({ entries: 1 });
  });

  test("may hold names that are not UTF-8", async () => {
    expect(await inspectArchive(rawZip([{ name: Buffer.from([0x81, 0x62]), content: "x", flags: 0 }]))).toMatchObject({ entries: 1 });
  });

  test("may be written as a stream, or with 64-bit fields throughout", async () => {
    const streamed = new yazl.ZipFile();
    streamed.addReadStream(Readable.from(["abc"]), "streamed.js");
    const wide = new yazl.ZipFile();
    wide.addBuffer(Buffer.from("abc"), "wide.js", { forceZip64Format: true });
    streamed.end();
    wide.end({ forceZip64Format: true, comment: "" });
    expect(await inspectArchive(await buffer(streamed.outputStream))).toEqual({ entries: 1, unpackedBytes: 3 });
    expect(await inspectArchive(await buffer(wide.outputStream))).toEqual({ entries: 1, unpackedBytes: 3 });
  });

  test("may have a comment and a file of exactly the unpacked limit", async () => {
    const limits = { ...defaultPackageLimits, unzippedBytesMax: 1000 };
    const archive = rawZip([rawFile("a", "x".repeat(1000))], { comment: Buffer.from("hello") });
    expect(await inspectArchive(archive, limits)).toMatchObject({ unpackedBytes: 1000 });
  });

  test("may hold files above 8 MiB, which are read in pieces", async () => {
    const content = "0123456789abcdef".repeat(600_000);
    expect(await inspectArchive(rawZip([rawFile("big", content)]))).toMatchObject({ unpackedBytes: content.length });
    expect(await inspectArchive(rawZip([{ name: "big", content, method: 0 }]))).toMatchObject({ unpackedBytes: content.length });
  });
});

describe("what is not a readable ZIP is refused", () => {
  test("an upload of no bytes, or a ZIP without files, with AWS's text for empty ones", async () => {
    const message = "Uploaded file must be a non-empty zip";
    expect(await refusal(Buffer.alloc(0))).toMatchObject({ code: "InvalidParameterValue", publicMessage: message });
    expect(await refusal(rawZip([]))).toMatchObject({ code: "InvalidParameterValue", publicMessage: message });
  });

  test("text, and an archive cut off at any byte", async () => {
    await expectCannotUnzip(Buffer.from("exports.handler = async () => 1;"), /cannot be read/);
    const archive = await zipOf({ "index.js": "exports.handler = 1;", "b.js": "2" });
    for (let length = 1; length < archive.length; length += 1) await expectCannotUnzip(archive.subarray(0, length), /./);
  });

  test("an entry count that is not the directory's", async () => {
    await expectCannotUnzip(rawZip([rawFile("a")], { entryCount: 2 }), /cannot be read/);
  });

  test("64-bit sizes that are missing or beyond the archive", async () => {
    await expectCannotUnzip(rawZip([{ name: "a", method: 0, claims: { compressedBytes: 0xffffffff, unpackedBytes: 0xffffffff } }]), /./);
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(1000n, 4);
    extra.writeBigUInt64LE(2n ** 52n, 12);
    await expectCannotUnzip(rawZip([{ name: "a", content: "x", extra, claims: { compressedBytes: 0xffffffff, unpackedBytes: 0xffffffff } }]), /cut off/);
  });

  test.each<[string, RawEntry, RegExp]>([
    ["encrypted content", { name: "a", content: "x", flags: 1 }, /encrypted/],
    ["strong encryption", { name: "a", content: "x", flags: 0x41 }, /encryption/],
    ["a compression method other than deflate", { name: "a", content: "x", method: 12 }, /method 12/],
    ["a wrong checksum", { name: "a", content: "x", claims: { crc32: 1 } }, /checksum/],
    ["content that does not inflate", { name: "a", content: "x", claims: { compressedBytes: 1 } }, /inflated|size/],
    ["a local header that is not there", { name: "a", content: "x", claims: { startOffset: 3 } }, /local header/],
    ["a local header beyond the archive", { name: "a", content: "x", claims: { startOffset: 0xfffffff0 } }, /local header/],
    ["a directory with content", { name: "a/", content: "x" }, /directory has content/],
    ["a link named like a directory", { name: "a/", content: "b", mode: 0o120777 }, /named like a directory/],
  ])("%s", async (_, entry, reason) => {
    await expectCannotUnzip(rawZip([entry]), reason);
  });
});

describe("what would not stay inside the package is refused", () => {
  test.each([
    ["/etc/passwd", /absolute/],
    ["../evil", /leaves/],
    ["a/../../evil", /leaves/],
    ["a/..", /leaves/],
    ["a\\..\\b", /backslash/],
    ["C:/evil", /absolute/],
    ["c:evil", /absolute/],
    ["a\0b", /NUL/],
    ["", /no name/],
    [`${"x".repeat(256)}/a`, /too long/],
    ["x/".repeat(2000), /too long/],
    [".", /replace the package/],
  ])("an entry named %j", async (name, reason) => {
    await expectCannotUnzip(rawZip([rawFile(name)]), reason);
  });

  test.each<[string, RawEntry[], RegExp]>([
    ["to an absolute path", [rawLink("a", "/etc")], /absolute/],
    ["to the parent", [rawLink("a", "..")], /leaves/],
    ["to a sibling of the package", [rawLink("deep/a", "../../other")], /leaves/],
    ["through another link", [{ name: "d/e/", mode: 0o040755 }, rawLink("up", "d/e"), rawLink("a", "up/../../..")], /leaves/],
    ["through a chain of links", [rawLink("d/up", ".."), rawLink("d/again", "up/d/up"), rawLink("a", "d/again/..")], /leaves/],
    ["through directories that do not exist", [rawLink("a", "none/../../x")], /leaves/],
    ["with a NUL", [rawLink("a", "b\0c")], /NUL/],
    ["of no length", [rawLink("a", "")], /length/],
    ["longer than a path can be", [rawLink("a", "x/".repeat(2100))], /length/],
    ["larger than memory should hold", [{ name: "a", mode: 0o120777, claims: { unpackedBytes: 100 * 1024 * 1024 } }], /length/],
  ])("a link %s", async (_, entries, reason) => {
    await expectCannotUnzip(rawZip(entries), reason);
  });

  test("links that expand each other without end, within a second", async () => {
    const levels = Array.from({ length: 40 }, (_, level) => rawLink(`l${level}`, `l${level + 1}/x/`.repeat(100)));
    const copies = Array.from({ length: 3000 }, (_, index) => rawLink(`c${index}`, "l0/".repeat(1300)));
    await expectCannotUnzip(rawZip([...levels, ...copies]), /entangled/);
  });

  test.each([
    ["a character device", 0o020666],
    ["a block device", 0o060666],
    ["a FIFO", 0o010644],
    ["a socket", 0o140755],
  ])("%s", async (_, mode) => {
    await expectCannotUnzip(rawZip([{ name: "a", mode }]), /neither file/);
  });

  test.each<[string, RawEntry[]]>([
    ["a file above a file", [rawFile("a"), rawFile("a/b")]],
    ["a file in place of a directory", [rawFile("a/b"), rawFile("a")]],
    ["a directory in place of a file", [rawFile("a"), { name: "a/", mode: 0o040755 }]],
    ["a file below a link", [rawLink("a", "b"), rawFile("b/x"), rawFile("a/x")]],
  ])("%s", async (_, entries) => {
    await expectCannotUnzip(rawZip(entries), /directory and something else/);
  });
});

describe("bombs are refused", () => {
  test("an archive above the upload quota, as too large a request", async () => {
    const limits = { ...defaultPackageLimits, zippedBytesMax: 52_428_800 };
    const error = await refusal(Buffer.alloc(52_428_801), limits);
    expect(error).toMatchObject({ code: "RequestTooLarge", publicMessage: "Zipped size must be smaller than 52428800 bytes" });
  });

  test("declared sizes beyond the quota, without inflating anything", async () => {
    const bytes = 200 * 1024 * 1024;
    const error = await refusal(
      rawZip([
        { ...rawFile("a"), claims: { unpackedBytes: bytes } },
        { ...rawFile("b"), claims: { unpackedBytes: bytes } },
      ]),
    );
    expect(error).toMatchObject({ code: "InvalidParameterValue", publicMessage: "Unzipped size must be smaller than 262144000 bytes" });
  });

  test("content that inflates to more than was declared, small or large", async () => {
    await expectCannotUnzip(rawZip([{ ...rawFile("a", "x".repeat(100_000)), claims: { unpackedBytes: 10 } }]), /inflated|size/);
    const large = Buffer.alloc(64 * 1024 * 1024);
    await expectCannotUnzip(rawZip([{ name: "a", content: large, claims: { unpackedBytes: 9 * 1024 * 1024 } }]), /size/);
  });

  test("content that inflates to less than was declared, small or large", async () => {
    await expectCannotUnzip(rawZip([{ ...rawFile("a"), claims: { unpackedBytes: 100 } }]), /size/);
    await expectCannotUnzip(rawZip([{ ...rawFile("a"), claims: { unpackedBytes: 10 * 1024 * 1024 } }]), /size/);
  });

  test("entries that share one content", async () => {
    await expectCannotUnzip(rawZip([rawFile("a"), { ...rawFile("a"), claims: { startOffset: 0 } }]), /overlap/);
  });

  test("more entries, or more directories of entries, than allowed", async () => {
    const limits = { ...defaultPackageLimits, entriesMax: 100 };
    const many = Array.from({ length: 101 }, (_, index) => rawFile(`f${index}`));
    expect(await refusal(rawZip(many), limits)).toMatchObject({ publicMessage: cannotUnzip });
    const deep = [rawFile(`${"a/".repeat(60)}x`), rawFile(`${"b/".repeat(60)}x`)];
    expect(await refusal(rawZip(deep), limits)).toMatchObject({ publicMessage: cannotUnzip });
    expect(await inspectArchive(rawZip(many.slice(0, 100)), limits)).toMatchObject({ entries: 100 });
  });
});
