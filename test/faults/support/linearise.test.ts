import { expect, test } from "vitest";
import { unused, type Command, type ModelState } from "./control-plane-model.ts";
import { linearise, type Call } from "./linearise.ts";

const create: Command = { name: "create", code: 0, publish: false };
const tag = (value: string): Command => ({ name: "tag", key: "team", value });
const created: ModelState = { ...unused, latest: { code: 0, memoryMiB: 128 } };

function call(client: number, command: Command, answer: string | undefined, [startedAt, endedAt]: readonly [number, number] = [0, 10]): Call {
  return { client, command, answer, startedAt, endedAt };
}

function teams(states: readonly ModelState[]): ReadonlySet<string | undefined> {
  return new Set(states.map(({ tags }) => tags["team"]));
}

test("of two writes at the same time either may be the last", () => {
  expect(teams(linearise([created], [call(0, tag("a"), "ok"), call(1, tag("b"), "ok")]))).toEqual(new Set(["a", "b"]));
});

test("a write that began after the end of another comes after it", () => {
  const calls = [call(0, tag("a"), "ok", [0, 1]), call(1, tag("b"), "ok", [2, 3])];
  expect(teams(linearise([created], calls))).toEqual(new Set(["b"]));
});

test("a write without an answer is there, or not, and may come late", () => {
  const calls = [call(0, tag("a"), undefined, [0, 1]), call(0, tag("b"), "ok", [2, 3])];
  expect(teams(linearise([created], calls))).toEqual(new Set(["a", "b"]));
  expect(teams(linearise([created], [call(0, tag("a"), undefined)]))).toEqual(new Set(["a", undefined]));
});

test("a write that was refused is not there, and one that was answered is", () => {
  const twice = [call(0, create, "ok:$LATEST"), call(1, { ...create, code: 1 }, "Conflict")];
  expect(linearise([unused], twice).map(({ latest }) => latest?.code)).toEqual([0]);
});

test.each([
  ["two creations that both succeed", [call(0, create, "ok:$LATEST"), call(1, create, "ok:$LATEST")]],
  ["a number that is given twice", [call(0, { name: "publish", revision: "none" }, "ok:1"), call(1, { ...create, publish: true }, "ok:1")]],
  ["an alias of a version that does not exist", [call(0, { name: "create-alias", alias: "live", version: "7" }, "ok")]],
  ["an update in the name of a revision that is gone", [call(0, tag("a"), "ok", [0, 1]), call(1, { name: "publish", revision: "current" }, "ok:1", [2, 3])]],
  ["a refusal without a reason", [call(0, tag("a"), "NotFound")]],
] satisfies readonly (readonly [string, readonly Call[]])[])("no order explains %s", (what, calls) => {
  expect(linearise([what.startsWith("two") ? unused : created], calls)).toEqual([]);
});

test("an update that may not be over explains a refusal of the next, and one that is over does not", () => {
  const update: Command = { name: "update-memory", memoryMiB: 192, revision: "none" };
  expect(linearise([{ ...created, unsettled: true }], [call(0, update, "Conflict")])).toHaveLength(1);
  expect(linearise([created], [call(0, update, "Conflict")])).toEqual([]);
});
