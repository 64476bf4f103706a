/** A string with the constraints of the public service model. */
export interface StringShape {
  readonly kind: "string";
  readonly min?: number;
  readonly max?: number;
  /** Java's regular expression as the model has it; it must match the whole value. */
  readonly pattern?: string;
  /** Allowed values, in the order in which AWS's messages print them. */
  readonly values?: readonly string[];
}

/** A whole number. */
export interface IntegerShape {
  readonly kind: "integer";
  readonly min?: number;
  readonly max?: number;
}

/** A number. */
export interface DoubleShape {
  readonly kind: "double";
  readonly min?: number;
  readonly max?: number;
}

/** True or false. */
export interface BooleanShape {
  readonly kind: "boolean";
}

/** Bytes: base64 in a JSON body, raw where the body is the member. */
export interface BlobShape {
  readonly kind: "blob";
}

/** A list. */
export interface ListShape {
  readonly kind: "list";
  readonly min?: number;
  readonly max?: number;
  readonly member: Shape;
  /** True where the proto field is a StringList message, which tells an absent list from an empty one. */
  readonly wrapped?: boolean;
}

/** A map with string keys. */
export interface MapShape {
  readonly kind: "map";
  readonly key: StringShape;
  readonly value: Shape;
}

/** Any JSON: the shape of members whose content nobody reads yet. */
export interface DocumentShape {
  readonly kind: "document";
}

/** An object with named members. */
export interface StructureShape {
  readonly kind: "structure";
  readonly members: Readonly<Record<string, Member>>;
}

/** What a value of the API may be. */
export type Shape = StringShape | IntegerShape | DoubleShape | BooleanShape | BlobShape | ListShape | MapShape | DocumentShape | StructureShape;

/** One member of a structure. */
export interface Member {
  readonly shape: Shape;
  readonly required?: boolean;
  /** The member's field in the proto message, dotted where it is nested; by default its name in snake_case. */
  readonly field?: string;
  /** Accepted while it asks for nothing (false, empty, None); anything else is refused with a sentence that names it. */
  readonly notYet?: boolean;
  /** What AWS says where it refuses a member that Mayfly refuses always; instead of Mayfly's own sentence. */
  readonly refusal?: string;
  /** Answers only: leave the member out when it is empty. */
  readonly omitEmpty?: boolean;
}

/** A string. */
export function string(constraints: Omit<StringShape, "kind"> = {}): StringShape {
  return { kind: "string", ...constraints };
}

/** A string out of a closed set, in the order in which AWS prints it. */
export function oneOf(...values: string[]): StringShape {
  return { kind: "string", values };
}

/** A whole number within bounds. */
export function integer(constraints: Omit<IntegerShape, "kind"> = {}): IntegerShape {
  return { kind: "integer", ...constraints };
}

/** A number within bounds. */
export function double(constraints: Omit<DoubleShape, "kind"> = {}): DoubleShape {
  return { kind: "double", ...constraints };
}

/** True or false. */
export const boolean: BooleanShape = { kind: "boolean" };

/** Bytes. */
export const blob: BlobShape = { kind: "blob" };

/** Any JSON. */
const document: DocumentShape = { kind: "document" };

/** A list of one kind of member. */
export function list(member: Shape, constraints: Omit<ListShape, "kind" | "member"> = {}): ListShape {
  return { kind: "list", member, ...constraints };
}

/** A map from strings to one kind of value. */
export function map(key: StringShape, value: Shape): MapShape {
  return { kind: "map", key, value };
}

/** An object. A bare shape stands for an optional member. */
export function structure(members: Readonly<Record<string, Member | Shape>>): StructureShape {
  return { kind: "structure", members: Object.fromEntries(Object.entries(members).map(([name, member]) => [name, toMember(member)])) };
}

/** A member that must be there. */
export function required(shape: Shape): Member {
  return { shape, required: true };
}

/** A member that Mayfly cannot honour yet; `refusal` is what AWS says where it refuses it, too. */
export function notYet(shape: Shape = document, refusal?: string): Member {
  return { shape, notYet: true, ...(refusal === undefined ? {} : { refusal }) };
}

/** A bare shape as an optional member; a member as it is. */
export function toMember(member: Member | Shape): Member {
  return "kind" in member ? { shape: member } : member;
}
