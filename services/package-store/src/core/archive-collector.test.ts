import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ArchiveCollector } from "./archive-collector.ts";

describe("an archive collector", () => {
  test("puts pieces together across its growth, in shared memory, with their digest", () => {
    const pieces = [randomBytes(700_000), Buffer.alloc(0), randomBytes(1_500_000), randomBytes(1)];
    const collector = new ArchiveCollector(50 * 1024 * 1024);
    for (const piece of pieces) collector.add(piece);
    const whole = Buffer.concat(pieces);
    const { bytes, sha256 } = collector.finish();
    expect(bytes.equals(whole)).toBe(true);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(sha256).toBe(createHash("sha256").update(whole).digest("hex"));
  });

  test("takes exactly its limit and refuses one byte more", () => {
    const collector = new ArchiveCollector(10);
    collector.add(Buffer.alloc(10));
    expect(() => collector.add(Buffer.alloc(1))).toThrow("Zipped size must be smaller than 10 bytes");
    expect(collector.finish().bytes).toHaveLength(10);
  });
});
