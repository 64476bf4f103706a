import { describe, expect, test } from "vitest";
import { createFunction, invoke } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";

const commonJs = `
const { readFileSync } = require("node:fs");
exports.handler = (event, context, callback) => {
  if (event.fail) return callback(new RangeError("called back"));
  setTimeout(() => callback(null, { node: process.versions.node.split(".")[0], here: __filename, read: typeof readFileSync }), 1);
};
`;

describe.each(shapes)("managed runtimes, $shape", ({ start }) => {
  const system = useSystem(start);

  test.each([
    ["nodejs20.x", "20"],
    ["nodejs22.x", "22"],
  ] as const)(
    "%s runs a CommonJS handler that answers through its callback",
    async (runtime, node) => {
      await using fn = await createFunction(system(), { "index.js": commonJs }, { Runtime: runtime });

      expect(JSON.parse((await invoke(fn)).payload)).toEqual({ node, here: "/var/task/index.js", read: "function" });
      const failed = await invoke(fn, { fail: true });
      expect(failed.functionError).toBe("Unhandled");
      expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "RangeError", errorMessage: "called back" });
    },
    180_000,
  );
});
