import { expect, test } from "vitest";
import { cacheDirectory, defaultDataDirectory } from "./default-directories.ts";

test("the XDG variables lead when they are absolute", () => {
  expect(defaultDataDirectory({ XDG_DATA_HOME: "/data", HOME: "/home/a" })).toBe("/data/mayfly");
  expect(defaultDataDirectory({ XDG_DATA_HOME: "relative", HOME: "/home/a" })).toBe("/home/a/.local/share/mayfly");
});

test("MAYFLY_CACHE_DIR goes before XDG_CACHE_HOME, which goes before the home folder", () => {
  expect(cacheDirectory({ MAYFLY_CACHE_DIR: "/mine", XDG_CACHE_HOME: "/xdg", HOME: "/home/a" })).toBe("/mine");
  expect(cacheDirectory({ XDG_CACHE_HOME: "/xdg", HOME: "/home/a" })).toBe("/xdg/mayfly");
  expect(cacheDirectory({ HOME: "/home/a" })).toBe("/home/a/.cache/mayfly");
});
