import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";
import { dataDirOption, identityClient, type PerformIdentity } from "../identity-client.ts";
import { printKey, printRows, printedKey } from "../print-identities.ts";

const created = z.object({ AccessKey: printedKey });
const users = z.object({ Users: z.array(z.object({ UserName: z.string() })), Marker: z.string().optional() });
const keys = z.object({ AccessKeyMetadata: z.array(z.object({ AccessKeyId: z.string(), Status: z.string(), CreateDate: z.string() })) });

interface KeyOptions {
  readonly account: string | undefined;
  readonly user: string | undefined;
  readonly policy: string | undefined;
}

/** `mayfly key create|list|revoke`: access keys with policies. */
export function addKeyCommand(program: Command): void {
  const key = program.command("key").description("access keys and what they may do");
  withOwner(key.command("create"))
    .description("create an access key of a user, which is created if there is none; the secret is shown once")
    .option("--policy <file>", "an IAM policy in JSON: all that the user may do")
    .action((options: Record<string, unknown>) => run(options, createKey));
  withOwner(key.command("list"))
    .description("list access keys: of one user, or of the account and all its users")
    .action((options: Record<string, unknown>) => run(options, listKeys));
  withOwner(key.command("revoke").argument("<access-key-id>"))
    .description("delete an access key; it is refused from then on")
    .action((id: string, options: Record<string, unknown>) => run(options, (perform, { account, user }) => revokeKey(perform, { id, account, user })));
}

function withOwner(command: Command): Command {
  return command
    .option(...dataDirOption)
    .option("--account <digits>", "the account; by default the one that Mayfly was started with")
    .option("--user <name>", "the user that has the key; without one the account itself");
}

async function run(options: Record<string, unknown>, work: (perform: PerformIdentity, options: KeyOptions) => Promise<void>): Promise<void> {
  const { account, user, policy, dataDir } = options;
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  if (typeof account === "string" && !/^\d{12}$/.test(account))
    throw new PlatformError("InvalidInput", "An account is twelve digits: mayfly account list shows which there are.");
  await work(await identityClient(text(dataDir)), { account: text(account), user: text(user), policy: text(policy) });
}

async function createKey(perform: PerformIdentity, { account, user, policy }: KeyOptions): Promise<void> {
  if (policy !== undefined && user === undefined) throw new PlatformError("InvalidInput", "A policy belongs to a user: name one with --user.");
  if (user !== undefined) await ensureUser(perform, user, account);
  if (user !== undefined && policy !== undefined)
    await perform("PutUserPolicy", { UserName: user, PolicyName: "mayfly-key", PolicyDocument: await readFile(policy, "utf8") }, account);
  const { AccessKey } = created.parse(await perform("CreateAccessKey", user === undefined ? {} : { UserName: user }, account));
  printKey(AccessKey);
}

async function ensureUser(perform: PerformIdentity, user: string, account: string | undefined): Promise<void> {
  const found = await userNames(perform, account);
  if (!found.includes(user)) await perform("CreateUser", { UserName: user }, account);
}

async function listKeys(perform: PerformIdentity, { account, user }: KeyOptions): Promise<void> {
  const owners = user === undefined ? [undefined, ...(await userNames(perform, account))] : [user];
  for (const owner of owners) {
    const listed = keys.parse(await perform("ListAccessKeys", owner === undefined ? {} : { UserName: owner }, account));
    printRows(listed.AccessKeyMetadata.map(({ AccessKeyId, Status, CreateDate }) => [AccessKeyId, owner ?? "(account)", Status, CreateDate]));
  }
}

async function userNames(perform: PerformIdentity, account: string | undefined): Promise<readonly string[]> {
  const names: string[] = [];
  let marker: string | undefined;
  do {
    const page = users.parse(await perform("ListUsers", { MaxItems: 1000, ...(marker === undefined ? {} : { Marker: marker }) }, account));
    names.push(...page.Users.map(({ UserName }) => UserName));
    marker = page.Marker;
  } while (marker !== undefined);
  return names;
}

async function revokeKey(
  perform: PerformIdentity,
  { id, account, user }: { readonly id: string; readonly account: string | undefined; readonly user: string | undefined },
): Promise<void> {
  await perform("DeleteAccessKey", { AccessKeyId: id, ...(user === undefined ? {} : { UserName: user }) }, account);
  process.stderr.write(`${id} is revoked.\n`);
}
