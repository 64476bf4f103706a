import type { Input } from "./operation.ts";
import type { Member, Shape, StructureShape } from "./shape.ts";

type Members = Readonly<Record<string, Member>>;
type Message = Record<string, unknown>;

/**
 * An input (PascalCase, as in the API's JSON) as the proto message of the same operation (snake_case). Members without a
 * value are left out, so that the message's own defaults hold; members that Mayfly does not support yet never get there.
 */
export function toMessage(members: Members, input: Input): Message {
  const message: Message = {};
  for (const [name, member] of Object.entries(members)) {
    const value = input[name];
    if (value !== undefined && member.notYet !== true) putField(message, fieldOf(name, member), toField(member.shape, value));
  }
  return message;
}

/** A proto message that a client sent as an input. What proto3 fills in for fields that were not sent counts as absent. */
export function inputFromMessage(members: Members, message: object): Input {
  return readMessage(members, message, (holder, field, value) => isSent(holder, field, value));
}

/** A proto message of the core as the JSON body of an answer: absent messages and optional fields are left out, strings and lists stay even when empty. */
export function outputFromMessage(shape: StructureShape, message: object): Input {
  return readMessage(shape.members, message, (_holder, _field, value) => value !== undefined && value !== null);
}

type Keep = (holder: object, field: string, value: unknown) => boolean;

function readMessage(members: Members, message: object, keep: Keep): Input {
  const input: Message = {};
  for (const [name, member] of Object.entries(members)) {
    if (member.notYet === true) continue;
    const { holder, field } = locate(message, fieldOf(name, member));
    const value: unknown = holder === undefined ? undefined : Reflect.get(holder, field);
    if (holder === undefined || !keep(holder, field, value)) continue;
    if (member.omitEmpty === true && isEmpty(value)) continue;
    input[name] = fromField(member.shape, value, keep);
  }
  return input;
}

function isSent(holder: object, field: string, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  // proto-loader marks a sent `optional` field with a member `_field`, and a sent member of a oneof by the oneof's name.
  if (Reflect.get(holder, `_${field}`) === field || Reflect.get(holder, "source") === field) return true;
  return value !== "" && value !== 0 && value !== false && !isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return true;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0;
}

function toField(shape: Shape, value: unknown): unknown {
  // Values have been read by their shape (read-input.ts), so lists are arrays and structures are objects.
  if (shape.kind === "structure") return toMessage(shape.members, value as Input);
  if (shape.kind === "map") return mapValues(value, (item) => toField(shape.value, item));
  if (shape.kind !== "list" || !Array.isArray(value)) return value;
  const items = value.map((item: unknown) => toField(shape.member, item));
  return shape.wrapped === true ? { values: items } : items;
}

function mapValues(value: unknown, change: (item: unknown) => unknown): unknown {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)])) : value;
}

function fromField(shape: Shape, value: unknown, keep: Keep): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (shape.kind === "structure") return readMessage(shape.members, value, keep);
  if (shape.kind === "map") return mapValues(value, (item) => fromField(shape.value, item, keep));
  if (shape.kind !== "list") return value;
  const items: unknown = shape.wrapped === true ? Reflect.get(value, "values") : value;
  return Array.isArray(items) ? items.map((item: unknown) => fromField(shape.member, item, keep)) : items;
}

function fieldOf(name: string, member: Member): string {
  return member.field ?? fieldName(name);
}

function locate(message: object, path: string): { readonly holder: object | undefined; readonly field: string } {
  if (!path.includes(".")) return { holder: message, field: path };
  const [first = "", second = ""] = path.split(".");
  const holder: unknown = Reflect.get(message, first);
  return { holder: typeof holder === "object" && holder !== null ? holder : undefined, field: second };
}

function putField(message: Message, path: string, value: unknown): void {
  const [first = "", second] = path.split(".");
  if (second === undefined) message[first] = value;
  else message[first] = { ...nestedMessage(message[first]), [second]: value };
}

function nestedMessage(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

// Names of the model's members, a small closed set; invocations over gRPC pass here.
const snakeNames = new Map<string, string>();

/** The proto field of a member: `CodeSha256` → `code_sha256`, `KMSKeyArn` → `kms_key_arn`. */
export function fieldName(name: string): string {
  let snake = snakeNames.get(name);
  if (snake === undefined) {
    snake = name
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
      .toLowerCase();
    snakeNames.set(name, snake);
  }
  return snake;
}
