import fc from "fast-check";
import { expect, test } from "vitest";
import { contextKeys } from "./access-request.ts";
import { satisfies } from "./evaluate-condition.ts";
import { parseConditions } from "./parse-conditions.ts";
import { matchesWildcard } from "./wildcard.ts";

function holds(operator: string, wanted: unknown, found: string | readonly string[] | undefined): boolean {
  const [condition] = parseConditions({ [operator]: { "aws:Key": wanted } }, "2012-10-17");
  if (condition === undefined) throw new Error("no condition");
  return satisfies(condition, contextKeys({ "AWS:key": found }), "2012-10-17");
}

test.each([
  ["StringEquals", "a", "a", true],
  ["StringEquals", "a", "A", false],
  ["StringEqualsIgnoreCase", "a", "A", true],
  ["StringEquals", ["a", "b"], "b", true],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringNotEquals", ["a", "b"], "c", true],
  ["StringLike", "a*c", "abc", true],
  ["StringLike", "a?c", "abbc", false],
  ["StringNotLike", "a*", "bc", true],
  ["NumericLessThan", "10", "9.5", true],
  ["NumericLessThan", 10, "10", false],
  ["NumericGreaterThanEquals", "10", "1e1", true],
  ["NumericEquals", "10", "ten", false],
  ["DateGreaterThan", "2026-01-01T00:00:00Z", "2026-11-24T21:00:00.000Z", true],
  ["DateLessThan", "1767225600", "2026-11-24", false],
  ["Bool", "true", "TRUE", true],
  ["Bool", false, "true", false],
  ["IpAddress", "10.0.0.0/8", "10.1.2.3", true],
  ["IpAddress", "10.0.0.0/8", "11.1.2.3", false],
  ["NotIpAddress", ["10.0.0.0/8", "fd00::/8"], "fd12::1", false],
  ["IpAddress", "192.0.2.1", "192.0.2.1", true],
  ["ArnLike", "arn:aws:lambda:*:*:function:a*", "arn:aws:lambda:us-east-1:111111111111:function:abc:1", true],
  ["ArnEquals", "arn:aws:s3", "arn:aws:s3:::bucket", true],
  ["ArnLike", "arn:aws:*:function:x", "arn:aws:lambda:us-east-1:111111111111:function:x", false],
])("%s of %j and %j is %s", (operator, wanted, found, expected) => {
  expect(holds(operator, wanted, found)).toBe(expected);
});

test("an absent key fails what must be equal, and passes what must not, what is only asked if it exists, and Null", () => {
  expect(holds("StringEquals", "a", undefined)).toBe(false);
  expect(holds("StringNotEquals", "a", undefined)).toBe(true);
  expect(holds("StringEqualsIfExists", "a", undefined)).toBe(true);
  expect(holds("StringEqualsIfExists", "a", "b")).toBe(false);
  expect(holds("Null", "true", undefined)).toBe(true);
  expect(holds("Null", "true", "b")).toBe(false);
  expect(holds("Null", false, "b")).toBe(true);
});

test("ForAllValues wants every value of the request, ForAnyValue one", () => {
  expect(holds("ForAllValues:StringEquals", ["a", "b"], ["a", "b"])).toBe(true);
  expect(holds("ForAllValues:StringEquals", ["a", "b"], ["a", "c"])).toBe(false);
  expect(holds("ForAllValues:StringEquals", ["a"], undefined)).toBe(true);
  expect(holds("ForAnyValue:StringEquals", ["a", "b"], ["c", "b"])).toBe(true);
  expect(holds("ForAnyValue:StringEquals", ["a"], undefined)).toBe(false);
  expect(holds("ForAnyValue:StringNotEquals", ["a"], ["a", "c"])).toBe(true);
});

test("a pattern with wildcards matches what the equal regular expression matches", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "\n"), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (wanted, found) => {
      const source = wanted
        .replaceAll(".", String.raw`\.`)
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
      expect(matchesWildcard(wanted, found)).toBe(new RegExp(`^${source}$`, "s").test(found));
    }),
  );
});

test("a pattern made to backtrack ends in the product of both lengths", () => {
  const found = "a".repeat(20_000);

  expect(matchesWildcard("*a*a*a*a*a*a*a*a*b", found)).toBe(false);
});
