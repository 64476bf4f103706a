import type { Member, Shape, StringShape } from "@mayfly/lambda-api/shape";
import fc from "fast-check";

type Members = Readonly<Record<string, Member>>;
type Values = Readonly<Record<string, unknown>>;

/** A member's value that breaks the model, and how AWS calls the member. */
export interface BrokenValue {
  readonly value: unknown;
  readonly path: string;
}

const lengthMax = 300;

/** Values of these members that the model allows; optional ones are there now and then. */
export function validMembers(members: Members): fc.Arbitrary<Values> {
  const arbitraries = Object.fromEntries(
    Object.entries(members)
      .filter(([, member]) => member.notYet !== true)
      .map(([name, { shape, required }]) => [name, required === true ? validValue(shape) : fc.option(validValue(shape), { nil: undefined, freq: 2 })]),
  );
  return fc.record(arbitraries).map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
}

function validValue(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "string":
      return validString(shape);
    case "integer":
      return fc.integer({ min: shape.min ?? -1000, max: Math.min(shape.max ?? 1_000_000, 2 ** 31 - 1) });
    case "double":
      return fc.double({ min: shape.min ?? 0, max: shape.max ?? 1, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "blob":
      return fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
    case "list":
      return fc.array(validValue(shape.member), { minLength: shape.min ?? 0, maxLength: Math.min(shape.max ?? 3, Math.max(3, shape.min ?? 0)) });
    case "map":
      return fc.dictionary(validString(shape.key), validValue(shape.value), { maxKeys: 3 });
    case "structure":
      return validMembers(shape.members);
    case "document":
      return fc.constant({});
    default:
      return shape satisfies never;
  }
}

function validString(shape: StringShape): fc.Arbitrary<string> {
  const { values, pattern, min = 0, max = lengthMax } = shape;
  if (values !== undefined) return fc.constantFrom(...values);
  const maxLength = Math.min(max, lengthMax);
  if (pattern === undefined) return fc.string({ minLength: min, maxLength });
  const whole = new RegExp(`^(?:${pattern})$`, pattern.includes("\\p{") ? "u" : "");
  return fc.stringMatching(generatable(pattern), { maxLength }).filter((text) => whole.test(text) && text.length >= min && text.length <= max);
}

/** The pattern as fast-check can follow it: what it leaves out is filtered afterwards. */
function generatable(pattern: string): RegExp {
  const plain = pattern
    .replaceAll(/\(\?<?[!=](?:[^()]|\([^()]*\))*\)/g, "")
    .replaceAll("\\p{L}\\p{Z}\\p{N}", "a-zA-Z0-9 ")
    // What belongs to another account is refused before it is looked at (behaviours.md §4.4).
    .replaceAll("\\d{12}", "000000000000")
    .replaceAll(/(?<![\\[])[\^$](?![\]a-zA-Z0-9_$-])/g, "")
    .replaceAll("()", "");
  return new RegExp(`^(?:${plain})$`);
}

/** One value each that breaks a constraint of these members, also inside structures. */
export function brokenMembers(members: Members, path = ""): readonly { readonly name: string; readonly broken: readonly BrokenValue[] }[] {
  return Object.entries(members)
    .filter(([, member]) => member.notYet !== true)
    .map(([name, { shape }]) => ({ name, broken: brokenValues(shape, path + name.charAt(0).toLowerCase() + name.slice(1)) }));
}

function brokenValues(shape: Shape, path: string): readonly BrokenValue[] {
  const one = (value: unknown): readonly BrokenValue[] => [{ value, path }];
  switch (shape.kind) {
    case "string":
      return brokenStrings(shape).flatMap(one);
    case "integer":
    case "double":
      return [...(shape.min === undefined ? [] : one(shape.min - 1)), ...(shape.max === undefined || shape.max > 1e9 ? [] : one(shape.max + 1))];
    case "list":
      return [
        ...(shape.min === undefined || shape.min === 0 ? [] : one([])),
        ...brokenValues(shape.member, shape.member.kind === "structure" ? `${path}.1.member` : path).map(({ value, path: inner }) => ({
          value: [value],
          path: inner,
        })),
      ];
    case "map":
      return [
        ...brokenStrings(shape.key).flatMap((key) => one({ [key]: sample(shape.value) })),
        ...brokenValues(shape.value, path).flatMap(({ value }) => one({ [sampleString(shape.key)]: value })),
      ];
    case "structure":
      return brokenMembers(shape.members, `${path}.`).flatMap(({ name, broken }) =>
        broken.map(({ value, path: inner }) => ({ value: { [name]: value }, path: inner })),
      );
    case "boolean":
    case "blob":
    case "document":
      return [];
    default:
      return shape satisfies never;
  }
}

function brokenStrings(shape: StringShape): readonly string[] {
  if (shape.values !== undefined) return ["no such value"];
  const tooLong = shape.max === undefined || shape.max > 5000 ? [] : ["a".repeat(shape.max + 1)];
  const tooShort = shape.min === undefined || shape.min < 2 ? [] : ["a"];
  const candidates = ["\u0000\u0001 §", " ", "a b/c"].filter(
    (text) => shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`, shape.pattern.includes("\\p{") ? "u" : "").test(text),
  );
  return [...tooLong, ...tooShort, ...candidates.slice(0, 1)];
}

function sample(shape: Shape): unknown {
  return fc.sample(validValue(shape), { numRuns: 1, seed: 1 })[0];
}

function sampleString(shape: StringShape): string {
  return fc.sample(validString(shape), { numRuns: 1, seed: 1 })[0] ?? "";
}
