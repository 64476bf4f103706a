import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionUrlConfigsCommand,
  ListVersionsByFunctionCommand,
  ResourceNotFoundException,
  type FunctionConfiguration,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { z } from "zod";
import { permittedActions } from "./control-plane-client.ts";
import type { Build, Visible } from "./control-plane-model.ts";

/** Everything that can be read of a function that is at rest. */
export interface Reading {
  readonly visible: Visible;
  readonly revision: string | undefined;
  readonly versionRevisions: Readonly<Record<string, string>>;
  readonly aliasRevisions: Readonly<Record<string, string>>;
}

/** How a function is read. */
export interface Reader {
  readonly client: LambdaClient;
  readonly name: string;
  /** CodeSha256 of the archives by the number of the code. */
  readonly codes: readonly string[];
  /** Where attachments may hang, beside the function itself. */
  readonly qualifiers: readonly string[];
}

const policyDocument = z.object({ Statement: z.array(z.object({ Action: z.string() })).length(1) });
const nothing: Reading = {
  visible: { latest: undefined, versions: {}, aliases: {}, tags: {}, attachments: {} },
  revision: undefined,
  versionRevisions: {},
  aliasRevisions: {},
};

/** Waits until nothing of the function is on its way any more, and reads it. Fails if something stays Pending or InProgress for a minute, or failed. */
export async function readAtRest(reader: Reader): Promise<Reading> {
  return await waitFor(() => readSettled(reader), { deadlineMs: 60_000, what: `everything of ${reader.name} to be settled` });
}

async function readSettled(reader: Reader): Promise<Reading | undefined> {
  const { client, name } = reader;
  const found = await ifThere(client.send(new GetFunctionCommand({ FunctionName: name })));
  const listed = await ifThere(client.send(new ListVersionsByFunctionCommand({ FunctionName: name })));
  if (found === undefined || listed === undefined) return { ...nothing, visible: { ...nothing.visible, attachments: await readAttachments(reader) } };
  const numbers = (listed.Versions ?? []).flatMap(({ Version }) => (Version === undefined || Version === "$LATEST" ? [] : [Version]));
  const versions = await Promise.all(numbers.map((number) => client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: number }))));
  const latest = found.Configuration ?? {};
  if (![latest, ...versions].every(isSettled)) return undefined;
  const { Aliases: aliases = [] } = await client.send(new ListAliasesCommand({ FunctionName: name }));
  const attachments = await readAttachments(reader);
  const reserved = found.Concurrency?.ReservedConcurrentExecutions;
  return {
    visible: {
      latest: buildOf(reader, latest),
      versions: Object.fromEntries(versions.map((version) => [version.Version ?? "", buildOf(reader, version)])),
      aliases: Object.fromEntries(aliases.map((alias) => [alias.Name ?? "", alias.FunctionVersion ?? ""])),
      tags: found.Tags ?? {},
      attachments: { ...attachments, ...(reserved === undefined ? {} : { "concurrency@": reserved }) },
    },
    revision: latest.RevisionId,
    versionRevisions: Object.fromEntries(versions.map((version) => [version.Version ?? "", version.RevisionId ?? ""])),
    aliasRevisions: Object.fromEntries(aliases.map((alias) => [alias.Name ?? "", alias.RevisionId ?? ""])),
  };
}

function isSettled({ State: state, LastUpdateStatus: update }: FunctionConfiguration): boolean {
  if (state === "Failed" || update === "Failed") throw new Error("code that is fine was refused");
  return state === "Active" && update === "Successful";
}

function buildOf({ codes }: Reader, { CodeSha256: sha256 = "", MemorySize: memoryMiB = 0 }: FunctionConfiguration): Build {
  return { code: codes.indexOf(sha256), memoryMiB };
}

/** Everything that hangs at the function and its qualifiers, also where they are gone. */
async function readAttachments({ client, name, qualifiers }: Reader): Promise<Readonly<Record<string, number>>> {
  const [events, urls, ...policies] = await Promise.all([
    ifThere(client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: name }))),
    ifThere(client.send(new ListFunctionUrlConfigsCommand({ FunctionName: name }))),
    ...["", ...qualifiers].map(async (qualifier): Promise<readonly [string, number] | undefined> => {
      const policy = await ifThere(client.send(new GetPolicyCommand({ FunctionName: name, ...(qualifier === "" ? {} : { Qualifier: qualifier }) })));
      if (policy === undefined) return undefined;
      const [statement] = policyDocument.parse(JSON.parse(policy.Policy ?? "")).Statement;
      return [`permission@${qualifier}`, permittedActions.findIndex((action) => action === statement?.Action)];
    }),
  ]);
  return Object.fromEntries([
    ...(events?.FunctionEventInvokeConfigs ?? []).map((each) => [`event-invoke@${qualifierOf(each.FunctionArn)}`, each.MaximumRetryAttempts ?? -1] as const),
    ...(urls?.FunctionUrlConfigs ?? []).map((each) => [`url@${qualifierOf(each.FunctionArn)}`, each.AuthType === "NONE" ? 0 : 1] as const),
    ...policies.filter((each) => each !== undefined),
  ]);
}

function qualifierOf(arn: string | undefined): string {
  const qualifier = arn?.split(":")[7] ?? "";
  return qualifier === "$LATEST" ? "" : qualifier;
}

async function ifThere<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
