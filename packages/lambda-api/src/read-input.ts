import { PlatformError } from "@mayfly/errors/platform-error";
import type { ImplementedOperation, Input, InputMember } from "./operation.ts";
import type { Shape } from "./shape.ts";

/** The parts of an HTTP request that an input is read from. */
export interface HttpParts {
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** Reads an operation's input. Throws SerializationException where a part cannot be read as the member's type; unknown members are ignored, as AWS does. */
export function readInput(operation: ImplementedOperation, parts: HttpParts): Input {
  const input: Record<string, unknown> = {};
  let json: Readonly<Record<string, unknown>> | undefined;
  for (const name in operation.input) {
    const member = operation.input[name];
    if (member === undefined) continue;
    if (member.location === "body") json ??= parseBody(parts.body);
    const value = member.location === "body" ? fromJson(member.shape, json?.[name], name) : fromText(name, member, parts);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function fromText(name: string, member: InputMember, parts: HttpParts): unknown {
  switch (member.location) {
    case "path":
      return scalarFromText(member.shape, parts.pathParameters[name], name);
    case "payload":
      return parts.body;
    case "header":
      return scalarFromText(member.shape, singleHeader(parts.headers[member.wireName]), name);
    case "query":
      if (member.shape.kind === "list") return parts.query.has(member.wireName) ? parts.query.getAll(member.wireName) : undefined;
      return scalarFromText(member.shape, parts.query.get(member.wireName) ?? undefined, name);
    case "body":
      throw new Error("members of the body are read from JSON");
    default:
      return member.location satisfies never;
  }
}

function singleHeader(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "object" ? value[0] : value;
}

function scalarFromText(shape: Shape, text: string | undefined, name: string): unknown {
  if (text === undefined) return undefined;
  if (shape.kind === "integer") {
    if (!/^-?\d{1,15}$/.test(text)) throw unreadable(`Value '${text}' of ${name} cannot be converted to an Integer`);
    return Number(text);
  }
  if (shape.kind === "boolean") return text === "true";
  return text;
}

function parseBody(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new PlatformError("Serialization", "The request body could not be parsed as JSON.", { cause });
  }
  if (!isObject(parsed)) throw unreadable("The request body must be a JSON object.");
  return parsed;
}

/** Checks that a JSON value has the shape's type; null is the same as absent. Blobs become Buffers. */
function fromJson(shape: Shape, value: unknown, path: string): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case "string":
      if (typeof value !== "string") throw mismatch(value, "a String", path);
      return value;
    case "integer":
      if (typeof value !== "number" || !Number.isSafeInteger(value)) throw mismatch(value, "an Integer", path);
      return value;
    case "double":
      if (typeof value !== "number") throw mismatch(value, "a Double", path);
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw mismatch(value, "a Boolean", path);
      return value;
    case "blob":
      if (typeof value !== "string") throw mismatch(value, "a Blob", path);
      return decodeBase64(value, path);
    case "list":
      if (!Array.isArray(value)) throw mismatch(value, "a List", path);
      return value.map((item: unknown, index) => fromJson(shape.member, item, `${path}[${index}]`) ?? null);
    case "map":
      return Object.fromEntries(Object.entries(objectAt(value, path)).map(([key, item]) => [key, fromJson(shape.value, item, `${path}.${key}`) ?? null]));
    case "document":
      return value;
    case "structure":
      return fromObject(shape, objectAt(value, path), path);
    default:
      return shape satisfies never;
  }
}

function fromObject(shape: Extract<Shape, { kind: "structure" }>, value: Readonly<Record<string, unknown>>, path: string): Input {
  const read: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const item = fromJson(member.shape, value[name], `${path}.${name}`);
    if (item !== undefined) read[name] = item;
  }
  return read;
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw mismatch(value, "an Object", path);
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decodeBase64(text: string, path: string): Buffer {
  const decoded = Buffer.from(text, "base64");
  const unpadded = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  // Node skips what is not base64; the length tells.
  if (decoded.length !== Math.floor((unpadded * 3) / 4)) throw unreadable(`${path} is not valid base64`);
  return decoded;
}

function mismatch(value: unknown, wanted: string, path: string): PlatformError {
  return unreadable(`${describe(value)} of ${path} can not be converted to ${wanted}`);
}

function describe(value: unknown): string {
  if (value === null) return "NULL_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
}

function unreadable(message: string): PlatformError {
  return new PlatformError("Serialization", message);
}
