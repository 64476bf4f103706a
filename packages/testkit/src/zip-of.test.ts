import { expect, test } from "vitest";
import { zipOf } from "./zip-of.ts";

/** Names and modes from the central directory (APPNOTE 4.3.12): signature, mode in the upper half of the external attributes. */
function listEntries(archive: Buffer): readonly string[] {
  const entries: string[] = [];
  for (let at = archive.indexOf("PK\u0001\u0002"); at !== -1; at = archive.indexOf("PK\u0001\u0002", at + 1)) {
    const name = archive.toString("utf8", at + 46, at + 46 + archive.readUInt16LE(at + 28));
    entries.push(`${name} ${(archive.readUInt32LE(at + 38) >>> 16).toString(8)}`);
  }
  return entries;
}

test("entries are regular files, executables and links as asked for", async () => {
  const archive = await zipOf({ "index.mjs": "code", "bin/tool": { content: "#!/bin/sh", mode: 0o755 }, link: { symlink: "index.mjs" } });

  expect(listEntries(archive)).toEqual(["index.mjs 100644", "bin/tool 100755", "link 120777"]);
});

test("the same entries give the same bytes", async () => {
  expect(await zipOf({ a: "1" })).toEqual(await zipOf({ a: "1" }));
});
