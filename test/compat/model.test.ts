import { lambdaOperations } from "@mayfly/lambda-api/lambda-operations";
import type { InputMember } from "@mayfly/lambda-api/operation";
import type { Member, Shape, StructureShape } from "@mayfly/lambda-api/shape";
import { describe, expect, test } from "vitest";
import { sdkOperation, type SdkMember } from "./support/sdk-model.ts";

/** Members of the API of November 2026 that this SDK does not know yet. */
const newerThanTheSdk: ReadonlySet<string> = new Set([
  "CreateFunction.RuntimeConfig",
  "CreateFunction.AcceleratorConfig",
  "UpdateFunctionConfiguration.RuntimeConfig",
  "UpdateFunctionConfiguration.AcceleratorConfig",
]);

const implemented = lambdaOperations.flatMap(({ model, ...route }) => (model === undefined ? [] : [{ ...route, model }]));

describe("the model of packages/lambda-api against the unmodified SDK", () => {
  test.each(implemented)("$name has the SDK's method and path", ({ name, method, path, query }) => {
    const { method: sdkMethod, path: sdkPath } = sdkOperation(name) ?? {};
    const target = query === undefined ? path : `${path}?${query.join("=")}`;
    expect(`${sdkMethod} ${sdkPath}`).toBe(`${method} ${target}`);
  });

  test.each(implemented)("$name takes every member that the SDK can send, where it sends it", ({ name, model }) => {
    const expected = describeSdk(sdkOperation(name)?.input ?? []);
    const actual = describeInput(model.input).filter((line) => !newerThanTheSdk.has(`${name}.${line.split(" ")[0]}`));
    expect(actual.toSorted()).toEqual(expected.toSorted());
  });

  test.each(implemented)("$name requires what the SDK requires inside structures", ({ name, model }) => {
    const problems = Object.entries(model.input).flatMap(([member, { shape }]) =>
      compareStructures(shape, findMember(sdkOperation(name)?.input, member)?.members, member),
    );
    expect(problems).toEqual([]);
  });

  test.each(implemented)("$name answers nothing that the SDK does not know", ({ name, model }) => {
    expect(model.output === undefined ? [] : unknownMembers(model.output, sdkOperation(name)?.output, "")).toEqual([]);
  });
});

function describeInput(input: Readonly<Record<string, InputMember>>): readonly string[] {
  return Object.entries(input).map(([name, { location, required }]) => `${name} in ${location}${required === true ? ", required" : ""}`);
}

function describeSdk(members: readonly SdkMember[]): readonly string[] {
  return members.map(({ name, location, required }) => `${name} in ${location}${required ? ", required" : ""}`);
}

function findMember(members: readonly SdkMember[] | undefined, name: string): SdkMember | undefined {
  return members?.find((member) => member.name === name);
}

/** What differs between a shape and the structure that the SDK has there. A shape without content is not looked into: such members are refused. */
function compareStructures(shape: Shape, sdk: readonly SdkMember[] | undefined, path: string): readonly string[] {
  const structure = structureIn(shape);
  if (structure === undefined || sdk === undefined)
    return structure !== undefined || (sdk !== undefined && shape.kind !== "document") ? [`${path}: is a structure on one side only`] : [];
  const names = new Set([...Object.keys(structure.members), ...sdk.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const [own, theirs] = [structure.members[name], findMember(sdk, name)];
    const where = `${path}.${name}`;
    if (own === undefined) return [`${where}: is missing`];
    if (theirs === undefined) return [`${where}: the SDK has no such member`];
    if ((own.required === true) !== theirs.required) return [`${where}: is ${theirs.required ? "" : "not "}required by the SDK`];
    return compareStructures(own.shape, theirs.members, where);
  });
}

function unknownMembers(structure: StructureShape, sdk: readonly SdkMember[] | undefined, path: string): readonly string[] {
  return Object.entries(structure.members).flatMap(([name, { shape }]: [string, Member]) => {
    const theirs = findMember(sdk, name);
    if (theirs === undefined) return [path + name];
    const inner = structureIn(shape);
    return inner === undefined ? [] : unknownMembers(inner, theirs.members, `${path}${name}.`);
  });
}

function structureIn(shape: Shape): StructureShape | undefined {
  if (shape.kind === "structure") return shape;
  if (shape.kind === "list") return structureIn(shape.member);
  return shape.kind === "map" ? structureIn(shape.value) : undefined;
}
