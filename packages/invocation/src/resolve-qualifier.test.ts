import { expect, test } from "vitest";
import { resolveQualifier } from "./resolve-qualifier.ts";
import { identityOf, StubDirectory } from "./stub-directory.test-support.ts";

const named = (version: string) => ({ ...identityOf("fn"), version });
const never = (): number => {
  throw new Error("nothing is drawn where there is nothing to choose");
};

test("$LATEST, a number and what is not known stay as they are", () => {
  const directory = new StubDirectory();
  for (const version of ["$LATEST", "3", "unknown"]) expect(resolveQualifier(directory, named(version), never)).toEqual(named(version));
});

test("an alias is its version, and another function's alias of the same name is not", () => {
  const directory = new StubDirectory();
  directory.putAlias(named("live"), "3");
  expect(resolveQualifier(directory, named("live"), never)).toEqual(named("3"));
  const other = { ...identityOf("other"), version: "live" };
  expect(resolveQualifier(directory, other, never)).toEqual(other);
});

test.each([
  [0, ["1", "1", "1", "1"]],
  [0.25, ["2", "1", "1", "1"]],
  [0.5, ["2", "2", "1", "1"]],
  [1, ["2", "2", "2", "2"]],
])("a share of %d has exactly the draws below it", (weight, expected) => {
  const directory = new StubDirectory();
  directory.putAlias(named("live"), "1", { "2": weight });
  const versions = [0, 0.25, 0.5, 0.999].map((draw) => resolveQualifier(directory, named("live"), () => draw).version);
  expect(versions).toEqual(expected);
});
