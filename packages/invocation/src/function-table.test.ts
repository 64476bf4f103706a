import { expect, test } from "vitest";
import { FunctionTable } from "./function-table.ts";
import { functionVersion, identityOf } from "./stub-directory.test-support.ts";

const [a, b] = [identityOf("a"), identityOf("b")];
const message = (name: string): { region: string; account: string; function_name: string; version: string } => ({
  region: "us-east-1",
  account: "000000000000",
  function_name: name,
  version: "$LATEST",
});
const upsert = (sequence: number, identity: typeof a) => ({
  sequence,
  upserted: functionVersion(identity, sequence),
  deleted: null,
  alias_upserted: null,
  alias_deleted: null,
  change: "upserted" as const,
});
const remove = (sequence: number, name: string) => ({
  sequence,
  upserted: null,
  deleted: message(name),
  alias_upserted: null,
  alias_deleted: null,
  change: "deleted" as const,
});

test("changes are applied in order and the sequence follows", () => {
  const table = new FunctionTable();

  table.apply({ changes: [upsert(1, a), upsert(2, b)], caught_up: true, reset: false, sequence: 0 });
  expect(table.find(a)?.spec?.generation).toBe(1);
  const { versions: differences } = table.apply({ changes: [remove(3, "a")], caught_up: false, reset: false, sequence: 0 });

  expect(differences).toEqual([{ identity: a, version: undefined }]);
  expect(table.find(a)).toBeUndefined();
  expect(table.sequence).toBe(3);
});

test("the batch's own sequence counts, also where it brings no changes", () => {
  const table = new FunctionTable();

  table.apply({ changes: [upsert(1, a)], caught_up: true, reset: false, sequence: 4 });

  expect(table.sequence).toBe(4);
});

test("a reset replaces what is known only once it is whole, and tells what has gone", () => {
  const table = new FunctionTable();
  table.apply({ changes: [upsert(1, a), upsert(2, b)], caught_up: true, reset: false, sequence: 0 });

  expect(table.apply({ changes: [upsert(7, b)], caught_up: false, reset: true, sequence: 0 }).versions).toEqual([]);
  expect(table.find(a)).toBeDefined();
  expect(table.sequence).toBe(2);
  const { versions: differences } = table.apply({ changes: [], caught_up: true, reset: false, sequence: 0 });

  expect(differences.map(({ identity, version }) => [identity.functionName, version?.spec?.generation])).toEqual([
    ["a", undefined],
    ["b", 7],
  ]);
  expect(table.find(a)).toBeUndefined();
  expect(table.sequence).toBe(7);
});

test("a reset that breaks off leaves everything as it was", () => {
  const table = new FunctionTable();
  table.apply({ changes: [upsert(1, a)], caught_up: true, reset: false, sequence: 0 });
  table.apply({ changes: [], caught_up: false, reset: true, sequence: 0 });

  table.interrupted();
  table.apply({ changes: [upsert(2, b)], caught_up: true, reset: false, sequence: 0 });

  expect(table.find(a)).toBeDefined();
  expect(table.find(b)).toBeDefined();
});

test("aliases are known from the feed until they are deleted, and a reset forgets those that are gone", () => {
  const table = new FunctionTable();
  const identity = { region: "us-east-1", account: "000000000000", function_name: "a", alias_name: "live" };
  const routing = { identity, function_version: "1", additional_version_weights: { "2": 0.5 } };
  const created = { sequence: 1, upserted: null, deleted: null, alias_upserted: routing, alias_deleted: null, change: "alias_upserted" as const };
  const gone = { sequence: 2, upserted: null, deleted: null, alias_upserted: null, alias_deleted: identity, change: "alias_deleted" as const };
  const live = { ...a, version: "live" };

  expect(table.apply({ changes: [created], caught_up: true, reset: false, sequence: 1 }).versions).toEqual([]);
  expect(table.findAlias(live)).toEqual(routing);
  expect(table.findAlias({ ...b, version: "live" })).toBeUndefined();
  table.apply({ changes: [gone], caught_up: false, reset: false, sequence: 2 });
  expect(table.findAlias(live)).toBeUndefined();
  table.apply({ changes: [{ ...created, sequence: 3 }], caught_up: false, reset: false, sequence: 3 });
  table.apply({ changes: [], caught_up: true, reset: true, sequence: 4 });
  expect(table.findAlias(live)).toBeUndefined();
  expect(table.sequence).toBe(4);
});
