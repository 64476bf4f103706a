import { expect, test } from "vitest";
import { searchDirectories } from "./search-directories.ts";

test("directories of search paths below /var/task and /opt are found, each once", () => {
  const environment = {
    LD_LIBRARY_PATH: "/lib64:/var/task:/var/task/lib:/opt/lib",
    NODE_PATH: "/opt/nodejs/node_modules:/var/runtime",
    PATH: "/bin:/opt/lib/",
  };
  expect(searchDirectories(environment)).toEqual([
    { at: "/var/task", path: "lib" },
    { at: "/opt", path: "lib" },
    { at: "/opt", path: "nodejs/node_modules" },
  ]);
});

test.each(["/opt/../../etc", "/opt/a/../../b", "/opt/./a", "/opt//a", "/opt/a b", "/opt/.hidden", "/optional/lib", "/opt/\0", "/opt/1/2/3/4/5/6/7/8"])(
  "a search path that names %j makes no directory",
  (path) => {
    expect(searchDirectories({ LD_LIBRARY_PATH: path })).toEqual([]);
  },
);

test("there is a bound on directories", () => {
  expect(searchDirectories({ PATH: Array.from({ length: 500 }, (_, index) => `/opt/d${index}`).join(":") })).toHaveLength(48);
});
