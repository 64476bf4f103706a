import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  DeleteFunctionUrlConfigCommand,
  LambdaServiceException,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import type { Command, CommandAnswer } from "./control-plane-model.ts";

/** A function under test, and what the clients know of it. */
export interface ModelledFunction {
  readonly name: string;
  readonly arn: string;
  readonly role: string;
  /** Archives by the number of the code. */
  readonly archives: readonly Uint8Array[];
  /** What was read before the round. */
  readonly revision: string | undefined;
  readonly aliasRevisions: Readonly<Record<string, string>>;
}

/** What came back of a command. */
export interface Performed {
  readonly answer: CommandAnswer | undefined;
  /** A revision id that only this command can have made. */
  readonly revision: string | undefined;
}

/** What permissions allow, by their value. */
export const permittedActions = ["lambda:InvokeFunction", "lambda:GetFunction", "lambda:GetAlias"] as const;

const neverGivenOut = "00000000-0000-4000-8000-000000000000";
const statementId = "statement";

/** Sends a command. Faults of Mayfly's own and lost connections are no answer. */
export async function perform(client: LambdaClient, fn: ModelledFunction, command: Command): Promise<Performed> {
  try {
    return await send(client, fn, command);
  } catch (error) {
    if (!(error instanceof LambdaServiceException) || (error.$response?.statusCode ?? 500) >= 500) return { answer: undefined, revision: undefined };
    return { answer: kindOf(error), revision: undefined };
  }
}

function kindOf({ name, message }: LambdaServiceException): string {
  const kinds: Readonly<Record<string, string>> = {
    ResourceNotFoundException: "NotFound",
    ResourceConflictException: "Conflict",
    PreconditionFailedException: "PreconditionFailed",
  };
  return kinds[name] ?? `${name}: ${message}`;
}

async function send(client: LambdaClient, fn: ModelledFunction, command: Command): Promise<Performed> {
  const name = { FunctionName: fn.name };
  switch (command.name) {
    case "create": {
      const settings = { ...name, Runtime: "nodejs24.x", Role: fn.role, Handler: "index.handler", MemorySize: 128, Publish: command.publish } as const;
      return numbered(await client.send(new CreateFunctionCommand({ ...settings, Code: { ZipFile: archiveOf(fn, command.code) } })));
    }
    case "update-code": {
      const code = { ZipFile: archiveOf(fn, command.code), Publish: command.publish };
      return numbered(await client.send(new UpdateFunctionCodeCommand({ ...name, ...code, ...revisionOf(command.revision, fn.revision) })));
    }
    case "update-memory":
      return numbered(
        await client.send(new UpdateFunctionConfigurationCommand({ ...name, MemorySize: command.memoryMiB, ...revisionOf(command.revision, fn.revision) })),
      );
    case "publish":
      return numbered(await client.send(new PublishVersionCommand({ ...name, ...revisionOf(command.revision, fn.revision) })));
    case "delete-function":
      return done(await client.send(new DeleteFunctionCommand(name)));
    case "delete-version":
      return done(await client.send(new DeleteFunctionCommand({ ...name, Qualifier: command.version })));
    case "tag":
      return done(await client.send(new TagResourceCommand({ Resource: fn.arn, Tags: { [command.key]: command.value } })));
    case "untag":
      return done(await client.send(new UntagResourceCommand({ Resource: fn.arn, TagKeys: [command.key] })));
    case "create-alias":
    case "update-alias":
    case "delete-alias":
      return await sendAlias(client, fn, command);
    case "put":
      return done(await put(client, fn, command));
    default:
      return done(await remove(client, fn, command));
  }
}

async function sendAlias(
  client: LambdaClient,
  fn: ModelledFunction,
  command: Extract<Command, { name: "create-alias" | "update-alias" | "delete-alias" }>,
): Promise<Performed> {
  const key = { FunctionName: fn.name, Name: command.alias };
  if (command.name === "delete-alias") return done(await client.send(new DeleteAliasCommand(key)));
  const alias = { ...key, FunctionVersion: command.version };
  const answer =
    command.name === "create-alias"
      ? await client.send(new CreateAliasCommand(alias))
      : await client.send(new UpdateAliasCommand({ ...alias, ...revisionOf(command.revision, fn.aliasRevisions[command.alias]) }));
  return { answer: "ok", revision: answer.RevisionId };
}

async function put(client: LambdaClient, fn: ModelledFunction, { kind, qualifier, value }: Extract<Command, { name: "put" }>): Promise<unknown> {
  const key = qualified(fn, qualifier);
  switch (kind) {
    case "concurrency":
      return await client.send(new PutFunctionConcurrencyCommand({ FunctionName: fn.name, ReservedConcurrentExecutions: value }));
    case "event-invoke":
      return await client.send(new PutFunctionEventInvokeConfigCommand({ ...key, MaximumRetryAttempts: value }));
    case "url":
      return await client.send(new CreateFunctionUrlConfigCommand({ ...key, AuthType: value === 0 ? "NONE" : "AWS_IAM" }));
    default: {
      const statement = { StatementId: statementId, Principal: "111122223333", Action: permittedActions[value] };
      return await client.send(new AddPermissionCommand({ ...key, ...statement }));
    }
  }
}

async function remove(client: LambdaClient, fn: ModelledFunction, { kind, qualifier }: Extract<Command, { name: "remove" }>): Promise<unknown> {
  const key = qualified(fn, qualifier);
  switch (kind) {
    case "concurrency":
      return await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: fn.name }));
    case "event-invoke":
      return await client.send(new DeleteFunctionEventInvokeConfigCommand(key));
    case "url":
      return await client.send(new DeleteFunctionUrlConfigCommand(key));
    default:
      return await client.send(new RemovePermissionCommand({ ...key, StatementId: statementId }));
  }
}

function qualified(fn: ModelledFunction, qualifier: string): { FunctionName: string; Qualifier?: string } {
  return { FunctionName: fn.name, ...(qualifier === "" ? {} : { Qualifier: qualifier }) };
}

function revisionOf(named: "none" | "current" | "wrong", current: string | undefined): { RevisionId?: string } {
  if (named === "none") return {};
  return { RevisionId: named === "current" && current !== undefined ? current : neverGivenOut };
}

function archiveOf(fn: ModelledFunction, code: number): Uint8Array {
  const archive = fn.archives[code];
  if (archive === undefined) throw new Error(`there is no code ${code}`);
  return archive;
}

/** A version may be one that was there before, with its revision id. */
function numbered(answer: { readonly Version?: string | undefined; readonly RevisionId?: string | undefined }): Performed {
  return { answer: `ok:${answer.Version}`, revision: answer.Version === "$LATEST" ? answer.RevisionId : undefined };
}

function done(_answer: unknown): Performed {
  return { answer: "ok", revision: undefined };
}
