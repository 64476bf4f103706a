import { PolicyError } from "./policy-error.ts";

/** True for a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, or a list of at least one string. Throws PolicyError for anything else. */
export function oneOrMore(value: unknown, name: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new PolicyError(`Syntax errors in policy: ${name} must not be an empty list.`);
  return values.map((each) => {
    if (typeof each !== "string" || each === "") throw new PolicyError(`Syntax errors in policy: ${name} must be a string, or a list of strings.`);
    return each;
  });
}

/** Throws PolicyError if the object has an element that is not one of `known`. */
export function requireKnown(object: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new PolicyError(`Syntax errors in policy: a ${where} has no element ${unknown}.`);
}
