import type { Command } from "commander";
import { z } from "zod";
import { dataDirOption, identityClient } from "../identity-client.ts";
import { printKey, printRows, printedKey } from "../print-identities.ts";

const created = z.object({ Account: z.object({ Id: z.string(), Name: z.string() }), AccessKey: printedKey });
const listed = z.object({ Accounts: z.array(z.object({ Id: z.string(), Name: z.string() })) });

/** `mayfly account create|list`: accounts with functions and identities of their own. */
export function addAccountCommand(program: Command): void {
  const account = program.command("account").description("accounts, each with functions and identities of its own");
  account
    .command("create")
    .argument("<name>", "what people call it")
    .option(...dataDirOption)
    .description("create an account and its first access key, which is shown once")
    .option("--id <digits>", "its twelve digits; by default random ones")
    .action(async (name: string, { id, dataDir }: { readonly id?: string; readonly dataDir?: string }) => {
      const perform = await identityClient(dataDir);
      const { Account, AccessKey } = created.parse(await perform("CreateAccount", { Name: name }, id));
      process.stderr.write(`Account ${Account.Id} (${Account.Name}). Its secret is not shown again.\n`);
      printKey(AccessKey);
    });
  account
    .command("list")
    .option(...dataDirOption)
    .description("list the accounts")
    .action(async ({ dataDir }: { readonly dataDir?: string }) => {
      const perform = await identityClient(dataDir);
      printRows(listed.parse(await perform("ListAccounts", {})).Accounts.map(({ Id, Name }) => [Id, Name]));
    });
}
