import * as sdk from "@aws-sdk/client-lambda";

/** How the unmodified JavaScript SDK sends and reads one member. */
export interface SdkMember {
  readonly name: string;
  readonly location: "path" | "query" | "header" | "body" | "payload";
  readonly required: boolean;
  /** Undefined where the member is no structure, nor a list or map of one. */
  readonly members: readonly SdkMember[] | undefined;
}

/** What the SDK knows of one operation. */
export interface SdkOperation {
  readonly method: string;
  readonly path: string;
  readonly input: readonly SdkMember[];
  readonly output: readonly SdkMember[];
}

// The SDK's schemas are arrays: [3, namespace, name, traits, member names, member schemas, how many are required];
// [1 or 2, …] a list or map, [9, …] an operation. A member is a schema, a function that gives it, a number, or [schema, traits].
const structureKind = 3;
const labelTrait = 1;
const payloadTrait = 16;

const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(sdk));

/** The operation of this name; undefined if the SDK does not have it. */
export function sdkOperation(name: string): SdkOperation | undefined {
  const schema: unknown = exported.get(`${name}$`);
  if (!Array.isArray(schema)) return undefined;
  const [, , , traits, input, output] = schema;
  const http: unknown = Reflect.get(Object(traits), "http");
  const [method = "", path = ""] = Array.isArray(http) ? http.map(String) : [];
  return { method, path, input: membersOf(input, []) ?? [], output: membersOf(output, []) ?? [] };
}

function membersOf(schema: unknown, above: readonly string[]): readonly SdkMember[] | undefined {
  const structure = resolve(schema);
  if (!Array.isArray(structure)) return undefined;
  const [kind, , name] = structure;
  if (kind !== structureKind) {
    const element: unknown = structure.at(-1);
    return structure.length > 3 ? membersOf(element, above) : undefined;
  }
  if (above.includes(String(name))) return undefined;
  const names: unknown = structure[4];
  const schemas: unknown = structure[5];
  const required = Number(structure[6] ?? 0);
  if (!Array.isArray(names) || !Array.isArray(schemas)) return [];
  return names.map((member, index) => ({
    name: String(member),
    location: locationOf(schemas[index]),
    required: index < required,
    members: membersOf(schemas[index], [...above, String(name)]),
  }));
}

function resolve(schema: unknown): unknown {
  if (isMaker(schema)) return resolve(schema());
  // A member with traits of its own.
  if (Array.isArray(schema) && schema.length === 2 && typeof schema[0] !== "string") return resolve(schema[0]);
  return schema;
}

function isMaker(schema: unknown): schema is () => unknown {
  return typeof schema === "function";
}

function locationOf(schema: unknown): SdkMember["location"] {
  const traits: unknown = Array.isArray(schema) && schema.length === 2 ? schema[1] : 0;
  if (typeof traits === "number") return (traits & labelTrait) !== 0 ? "path" : (traits & payloadTrait) !== 0 ? "payload" : "body";
  const names = typeof traits === "object" && traits !== null ? Object.keys(traits) : [];
  if (names.includes("httpQuery")) return "query";
  if (names.includes("httpHeader")) return "header";
  return names.includes("httpPayload") ? "payload" : "body";
}
