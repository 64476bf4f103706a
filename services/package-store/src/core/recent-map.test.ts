import { expect, test } from "vitest";
import { RecentMap } from "./recent-map.ts";

test("a recent map forgets what was not used for longest", () => {
  const map = new RecentMap<string, number>(2);
  map.put("a", 1);
  map.put("b", 2);
  expect(map.find("a")).toBe(1);
  map.put("c", 3);
  expect([map.find("a"), map.find("b"), map.find("c")]).toEqual([1, undefined, 3]);
});
