import { expect, test } from "vitest";
import { parseEventFilter } from "./event-filter.ts";

const event = {
  body: { city: "Seattle", age: 42, tags: ["red", "blue"], note: null, empty: "", orders: [{ id: 1 }, { id: 2 }], active: true },
};

const passing: readonly object[] = [
  { body: { city: ["Seattle"] } },
  { body: { city: ["Paris", "Seattle"] } },
  { body: { city: [{ prefix: "Sea" }] } },
  { body: { city: [{ prefix: { "equals-ignore-case": "sEA" } }] } },
  { body: { city: [{ suffix: "tle" }] } },
  { body: { city: [{ "equals-ignore-case": "sEATTLE" }] } },
  { body: { city: [{ "anything-but": ["Paris", "Rome"] }] } },
  { body: { city: [{ "anything-but": { prefix: "Pa" } }] } },
  { body: { age: [42] } },
  { body: { age: [{ numeric: ["=", 42] }] } },
  { body: { age: [{ numeric: [">", 40, "<=", 42] }] } },
  { body: { tags: ["blue"] } },
  { body: { note: [null] } },
  { body: { empty: [""] } },
  { body: { active: [true] } },
  { body: { missing: [{ exists: false }] } },
  { body: { city: [{ exists: true }] } },
  { body: { orders: { id: [2] } } },
  { $or: [{ body: { city: ["Rome"] } }, { body: { age: [42] } }] },
];
const failing: readonly object[] = [
  { body: { city: ["seattle"] } },
  { body: { city: [{ "anything-but": "Seattle" }] } },
  { body: { missing: [{ "anything-but": "Seattle" }] } },
  { body: { age: [{ numeric: ["<", 42] }] } },
  { body: { age: ["42"] } },
  { body: { missing: [{ exists: true }] } },
  { body: { city: [{ exists: false }] } },
  { body: { city: ["Seattle"], age: [41] } },
  { body: { orders: { id: [3] } } },
  { $or: [{ body: { city: ["Rome"] } }, { body: { age: [41] } }] },
];
const invalid: readonly string[] = [
  "",
  "no json",
  "{}",
  "[]",
  '"text"',
  '{"body":"text"}',
  '{"body":[]}',
  '{"body":{}}',
  '{"body":[{"unknown":1}]}',
  '{"body":[{"prefix":1}]}',
  '{"body":[{"numeric":[">"]}]}',
  '{"body":[{"numeric":["~",1]}]}',
  '{"body":[{"exists":"yes"}]}',
  '{"body":[{"prefix":"a","suffix":"b"}]}',
  '{"body":[["nested"]]}',
  '{"$or":[{"a":[1]}]}',
];

test.each(passing.map((pattern) => JSON.stringify(pattern)))("%s lets the event pass", (pattern) => {
  expect(parseEventFilter(pattern)?.matches(event)).toBe(true);
});

test.each(failing.map((pattern) => JSON.stringify(pattern)))("%s holds the event back", (pattern) => {
  expect(parseEventFilter(pattern)?.matches(event)).toBe(false);
});

test.each(invalid)("%j is no filter pattern", (pattern) => {
  expect(parseEventFilter(pattern)).toBeUndefined();
});

test("an event of another shape passes no filter, and breaks none", () => {
  const filter = parseEventFilter('{"body":{"city":["Seattle"]}}');
  for (const odd of [null, 1, "text", [], { body: null }, { body: "text" }]) expect(filter?.matches(odd)).toBe(false);
});
