import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SigningKey } from "./signing-key.ts";

const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 500 }), fc.constant("x".repeat(1365)), fc.constant("ü".repeat(1366)), fc.constant(""));

test("codes are those of HMAC-SHA-256, one after the other under one key", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(texts, { minLength: 1, maxLength: 4 }), (key, signed) => {
      const signingKey = new SigningKey(key);
      for (const text of signed) expect(signingKey.sign(text).toString("hex")).toBe(createHmac("sha256", key).update(text).digest("hex"));
    }),
  );
});

test("a key that is longer than a block is refused", () => {
  expect(() => new SigningKey(new Uint8Array(65))).toThrow(RangeError);
});
