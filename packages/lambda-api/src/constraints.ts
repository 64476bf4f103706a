import type { DoubleShape, IntegerShape, Member, Shape, StringShape } from "./shape.ts";

/** Where a value stands in the input, and where its violations are collected. */
export interface Place {
  /** Dotted, lowerCamel; empty for an operation's input itself. */
  readonly path: string;
  readonly violations: string[];
}

/** Adds to the violations what the value breaks, in the words of AWS's ValidationException (behaviours.md §4.2). */
function checkValue(shape: Shape, value: unknown, place: Place): void {
  switch (shape.kind) {
    case "string":
      if (typeof value === "string") report(brokenStringConstraints(shape, value), value, place);
      return;
    case "integer":
      if (typeof value === "number") report(brokenNumberConstraints(shape, value), value, place);
      return;
    case "double":
      if (typeof value === "number") report(brokenNumberConstraints(shape, value), printDouble(value), place);
      return;
    case "list":
      if (Array.isArray(value)) checkList(shape, value, place);
      return;
    case "map":
      if (isRecord(value)) checkMap(shape, value, place);
      return;
    case "structure":
      if (isRecord(value)) checkMembers(shape.members, value, place);
      return;
    case "boolean":
    case "blob":
    case "document":
      return;
    default:
      shape satisfies never;
  }
}

/** Checks the members of a structure, or of an operation's input. */
export function checkMembers(members: Readonly<Record<string, Member>>, values: Readonly<Record<string, unknown>>, place: Place): void {
  for (const name in members) {
    const member = members[name];
    if (member === undefined) continue;
    const value = values[name];
    if (value === undefined && member.required !== true) continue;
    const path = memberPath(place.path, name);
    if (value === undefined) place.violations.push(`Value null at '${path}' failed to satisfy constraint: Member must not be null`);
    else checkValue(member.shape, value, { path, violations: place.violations });
  }
}

function memberPath(path: string, name: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return path === "" ? member : `${path}.${member}`;
}

function report(broken: readonly string[], value: unknown, place: Place): void {
  for (const constraint of broken) place.violations.push(`Value '${printValue(value)}' at '${place.path}' failed to satisfy constraint: ${constraint}`);
}

function brokenStringConstraints(shape: StringShape, value: string): readonly string[] {
  const { values, pattern, max, min } = shape;
  if (values !== undefined) return values.includes(value) ? [] : [`Member must satisfy enum value set: [${values.join(", ")}]`];
  const broken: string[] = [];
  if (pattern !== undefined && !wholeMatch(pattern).test(value)) broken.push(`Member must satisfy regular expression pattern: ${pattern}`);
  if (max !== undefined && value.length > max) broken.push(`Member must have length less than or equal to ${max}`);
  if (min !== undefined && value.length < min) broken.push(`Member must have length greater than or equal to ${min}`);
  return broken;
}

/** What is not a number at all, which gRPC can carry, is within no bounds. */
function brokenNumberConstraints(shape: IntegerShape | DoubleShape, value: number): readonly string[] {
  const broken: string[] = [];
  if (shape.max !== undefined && !(value <= shape.max)) broken.push(`Member must have value less than or equal to ${printBound(shape, shape.max)}`);
  if (shape.min !== undefined && !(value >= shape.min)) broken.push(`Member must have value greater than or equal to ${printBound(shape, shape.min)}`);
  return broken;
}

function printBound(shape: Shape, bound: number): string {
  return shape.kind === "double" ? printDouble(bound) : String(bound);
}

/** As Java prints it: 2 is 2.0. */
function printDouble(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function checkList(shape: Extract<Shape, { kind: "list" }>, value: readonly unknown[], place: Place): void {
  if (shape.max !== undefined && value.length > shape.max) report([`Member must have length less than or equal to ${shape.max}`], value, place);
  if (shape.min !== undefined && value.length < shape.min) report([`Member must have length greater than or equal to ${shape.min}`], value, place);
  const { member } = shape;
  if (member.kind === "structure") {
    // As AWS's framework counts: from 1.
    for (const [index, item] of value.entries()) checkValue(member, item, { path: `${place.path}.${index + 1}.member`, violations: place.violations });
  }
  if (value.some((item) => !fits(shape.member, item))) report([`Member must satisfy constraint: [${allConstraints(shape.member).join(", ")}]`], value, place);
}

function checkMap(shape: Extract<Shape, { kind: "map" }>, value: Readonly<Record<string, unknown>>, place: Place): void {
  const keys = Object.keys(value);
  const shown =
    shape.value.kind === "double" ? Object.fromEntries(keys.map((key) => [key, typeof value[key] === "number" ? printDouble(value[key]) : value[key]])) : value;
  if (keys.some((key) => !fits(shape.key, key))) report([`Map keys must satisfy constraint: [${allConstraints(shape.key).join(", ")}]`], shown, place);
  if (keys.some((key) => !fits(shape.value, value[key])))
    report([`Map value must satisfy constraint: [${allConstraints(shape.value).join(", ")}]`], shown, place);
}

function fits(shape: Shape, value: unknown): boolean {
  if (shape.kind === "string") return typeof value === "string" && brokenStringConstraints(shape, value).length === 0;
  if (shape.kind === "integer" || shape.kind === "double") return typeof value === "number" && brokenNumberConstraints(shape, value).length === 0;
  if (shape.kind === "list") return Array.isArray(value) && isLengthAllowed(shape, value) && value.every((item) => fits(shape.member, item));
  return value !== null;
}

function isLengthAllowed({ min = 0, max = Infinity }: Extract<Shape, { kind: "list" }>, { length }: readonly unknown[]): boolean {
  return length >= min && length <= max;
}

/** What AWS prints inside brackets: all constraints of the element, in the order maximum, minimum, pattern, not null. */
function allConstraints(shape: Shape): readonly string[] {
  const measure = shape.kind === "string" || shape.kind === "list" ? "length" : "value";
  const constraints: string[] = [];
  if (shape.kind === "string" || shape.kind === "list" || shape.kind === "integer" || shape.kind === "double") {
    if (shape.max !== undefined) constraints.push(`Member must have ${measure} less than or equal to ${printBound(shape, shape.max)}`);
    if (shape.min !== undefined) constraints.push(`Member must have ${measure} greater than or equal to ${printBound(shape, shape.min)}`);
  }
  if (shape.kind === "list") constraints.push(`Member must satisfy constraint: [${allConstraints(shape.member).join(", ")}]`);
  if (shape.kind === "string" && shape.pattern !== undefined) constraints.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  if (shape.kind === "string" && shape.values !== undefined) constraints.push(`Member must satisfy enum value set: [${shape.values.join(", ")}]`);
  constraints.push("Member must not be null");
  return constraints;
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${printValue(item)}`)
      .join(", ")}}`;
  return String(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// The patterns are a small closed set of the model, so this cache is bounded by it.
const compiled = new Map<string, RegExp>();

function wholeMatch(pattern: string): RegExp {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    regex = new RegExp(`^(?:${pattern})$`, pattern.includes("\\p{") ? "u" : "");
    compiled.set(pattern, regex);
  }
  return regex;
}
