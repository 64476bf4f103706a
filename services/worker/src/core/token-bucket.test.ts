import { expect, test } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

test("a burst is free, and what goes beyond it waits as long as the rate needs", () => {
  const bucket = new TokenBucket({ perMs: 10, burst: 100 }, 0);
  expect([bucket.take(60, 0), bucket.take(40, 0), bucket.take(25, 0), bucket.take(10, 0)]).toEqual([0, 0, 3, 4]);
  expect(bucket.take(0, 4)).toBe(0);
});

test("a pause saves up no more than a burst", () => {
  const bucket = new TokenBucket({ perMs: 10, burst: 100 }, 0);
  bucket.take(100, 0);
  expect(bucket.take(101, 60_000)).toBe(1);
});
