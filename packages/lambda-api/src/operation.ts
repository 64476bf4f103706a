import type { Member, StructureShape } from "./shape.ts";

/** Where in an HTTP request a member travels. `payload` is the whole raw body. */
export type MemberLocation = "path" | "query" | "header" | "body" | "payload";

/** One member of an operation's input. */
export interface InputMember extends Member {
  readonly location: MemberLocation;
  /** Name of the query parameter or (lower-case) header; the member's own name elsewhere. */
  readonly wireName: string;
}

/** HTTP method of an operation. */
export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";

/** How one operation of the Lambda API is told from the others. */
export interface OperationRoute {
  readonly name: string;
  /** What it belongs to, as the reference page has it. */
  readonly group: string;
  readonly method: HttpMethod;
  /** Path template without a trailing slash; `{Name}` stands for one percent-encoded segment. */
  readonly path: string;
  /** A query parameter and its value that tell this operation from another with the same method and path. */
  readonly query?: readonly [name: string, value: string];
  /** HTTP status of a good answer. */
  readonly status: number;
}

/** What an operation takes and gives. */
export interface OperationModel {
  readonly input: Readonly<Record<string, InputMember>>;
  /** Absent where the answer has no JSON body. */
  readonly output?: StructureShape;
  /** True if FunctionName may carry a qualifier though the operation has no Qualifier. */
  readonly nameMayBeQualified?: boolean;
  /** Where Mayfly answers or acts otherwise than AWS, a sentence each; for the reference page. */
  readonly differences?: readonly string[];
  /** Largest HTTP request body, in bytes. */
  readonly bodyBytesMax: number;
}

/** An operation that Mayfly has. */
export type ImplementedOperation = OperationRoute & OperationModel;

/** An operation as the router knows it: with its model if Mayfly has it. */
export interface Operation extends OperationRoute {
  readonly model: OperationModel | undefined;
}

/** The value of an input by member name; absent members are not in it. Blobs are Buffers, all else is as in JSON. */
export type Input = Readonly<Record<string, unknown>>;
