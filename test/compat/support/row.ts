import { randomUUID } from "node:crypto";
import { CreateFunctionCommand, type CreateFunctionCommandInput, type LambdaClient } from "@aws-sdk/client-lambda";
import type { LambdaOperationName } from "@mayfly/lambda-api/lambda-operations";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";
import { handlerModule, waitUntilSettled } from "../../e2e/support/functions.ts";

/** What a row is asked of. */
export interface Subject {
  readonly client: LambdaClient;
  readonly account: string;
  /** A function with version 1 and alias `live` on it that no row changes; of the row's own, and without both, if the row says so. */
  readonly name: string;
  /** ARN of a function; of the row's own function without a name. */
  readonly arn: (qualifier?: string, name?: string) => string;
}

/** A good answer, as the SDK reads it. */
export type Answered = object & { readonly $metadata: { readonly httpStatusCode?: number | undefined } };

/** How the API refuses: the exception's name, its status, its message, and the body's `Type`, undefined where AWS sends none. */
export interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly message: string | RegExp;
  readonly type: string | undefined;
}

interface Question {
  readonly operation: LambdaOperationName;
  /** Ends the sentence that begins with the operation's name. */
  readonly when: string;
  /** True if the row needs a function that it may change. */
  readonly own?: true;
  readonly ask: (subject: Subject) => Promise<Answered>;
}

/** One row of the compatibility table: a question put through the unmodified SDK, and AWS's answer, with every member and no other. */
export type Row = Question &
  (
    | { readonly answer: (subject: Subject) => object; readonly status?: number; readonly refusal?: undefined }
    | { readonly refusal: (subject: Subject) => Refusal; readonly answer?: undefined }
  );

/** A row about a failure. */
export type RefusedRow = Extract<Row, { readonly refusal: object }>;

/** 400 of a parameter that is not valid (behaviours.md §1); undefined as `type` where AWS sends none. */
export function invalid(message: string | RegExp, type: string | undefined = "User"): Refusal {
  return { name: "InvalidParameterValueException", status: 400, message, type };
}

/** 400 of a member that breaks the model; never with a Type (behaviours.md §4.1). */
export function breaksModel(message: string | RegExp): Refusal {
  return { name: "ValidationException", status: 400, message, type: undefined };
}

/** 404 of what is not there. */
export function notFound(message: string | RegExp): Refusal {
  return { name: "ResourceNotFoundException", status: 404, message, type: "User" };
}

/** 409 of what is there already or is busy. */
export function conflict(message: string | RegExp): Refusal {
  return { name: "ResourceConflictException", status: 409, message, type: "User" };
}

/** 412 of another revision id than the latest; what to call instead differs (behaviours.md §6). */
export function staleRevision(getOperation: string): Refusal {
  const message = `The Revision Id provided does not match the latest Revision Id. Call the ${getOperation} API to retrieve the latest Revision Id`;
  return { name: "PreconditionFailedException", status: 412, message, type: "User" };
}

/** A revision id that nothing has. */
export const otherRevision = "00000000-0000-4000-8000-000000000000";

/** Code of every function here: answers its event, fails with the message `fail`, or answers a text of `length`. */
export const files: Readonly<Record<string, ZipEntry>> = handlerModule(`async (event) => {
  if (event.fail !== undefined) throw new TypeError(event.fail);
  return event.length === undefined ? event.answer ?? event : "x".repeat(event.length);
}`);

/** What a function must be created with. */
export async function newFunction(account: string, name: string, settings: Partial<CreateFunctionCommandInput> = {}): Promise<CreateFunctionCommandInput> {
  return {
    FunctionName: name,
    Runtime: "nodejs24.x",
    Role: `arn:aws:iam::${account}:role/test`,
    Handler: "index.handler",
    Code: { ZipFile: await zipOf(files) },
    ...settings,
  };
}

/** A name that nothing else has. */
export function freshName(): string {
  return `compat-${randomUUID()}`;
}

/** Creates a function of its own for a row and resolves when it is active. */
export async function createSubject({ client, account }: Pick<Subject, "client" | "account">): Promise<Subject> {
  const name = freshName();
  await client.send(new CreateFunctionCommand(await newFunction(account, name)));
  await waitUntilSettled(client, name);
  return {
    client,
    account,
    name,
    arn: (qualifier, other = name) => `arn:aws:lambda:us-east-1:${account}:function:${other}${qualifier === undefined ? "" : `:${qualifier}`}`,
  };
}
