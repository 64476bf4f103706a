import { expect, test } from "vitest";
import { shareEqual } from "./share-equal.ts";

function version(number: string, variables: Record<string, string>) {
  return { spec: { identity: { name: "hello", number }, code: { sha256: "00", size: 1 }, variables, layers: [{ sha256: "11" }] }, state: "Active" };
}

test("parts that are equal are those of the message before, and what differs stays", () => {
  const before = version("1", { STAGE: "test" });
  const message = shareEqual(version("2", { STAGE: "live" }), before);

  expect(message).toEqual(version("2", { STAGE: "live" }));
  expect(message.spec.code).toBe(before.spec.code);
  expect(message.spec.layers).toBe(before.spec.layers);
  expect(message.spec.variables).not.toBe(before.spec.variables);
  expect(before).toEqual(version("1", { STAGE: "test" }));
});

test("a part with fewer members is not taken for the one before", () => {
  const before = version("1", { STAGE: "test", LEVEL: "3" });
  expect(shareEqual(version("2", { STAGE: "test" }), before)).toEqual(version("2", { STAGE: "test" }));
  expect(shareEqual(version("2", {}), before)).toEqual(version("2", {}));
  const bare = version("2", {});
  bare.spec.layers = [];
  expect(shareEqual(bare, before).spec.layers).toEqual([]);
});

test("a part with an undefined member is not taken for one that lacks it", () => {
  const before: { part: Record<string, string | undefined> } = { part: { other: "x" } };
  const message: typeof before = { part: { name: undefined } };
  expect(Object.keys(shareEqual(message, before).part)).toEqual(["name"]);
});

test("an equal message is the one before", () => {
  const before = version("1", { STAGE: "test" });
  expect(shareEqual(version("1", { STAGE: "test" }), before)).toBe(before);
});
