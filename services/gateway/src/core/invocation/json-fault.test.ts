import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault.ts";

test.each([
  ["", 0, "end"],
  ['{"a":', 5, "end"],
  ['"never closed', 13, "end"],
  ["[1, 2", 5, "end"],
  ["hello", 0, "token"],
  ["[true, tru]", 7, "token"],
  ["{a: 1}", 1, "character"],
  ['{"a" 1}', 5, "character"],
  ["[1,]", 3, "character"],
  ["{} {}", 3, "character"],
  ["]", 0, "character"],
  ["01", 0, "character"],
  ['"a\nb"', 2, "character"],
  ['"\\x"', 1, "character"],
])("%j stops being JSON at %d: %s", (text, offset, kind) => {
  expect(findJsonFault(text)).toEqual({ offset, kind });
});

test("a truncated JSON text is at fault at its end, or in the literal or escape that the cut went through", () => {
  const misplaced: string[] = [];
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, cut) => {
      const prefix = text.slice(0, cut % (text.length + 1));
      if (!isJson(prefix) && findJsonFault(prefix).offset < prefix.length - 30) misplaced.push(prefix);
    }),
    { numRuns: 500 },
  );

  expect(misplaced).toEqual([]);
});

test("nesting as deep as a payload allows does not overflow", () => {
  expect(findJsonFault("[".repeat(1_000_000))).toEqual({ offset: 1_000_000, kind: "end" });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
