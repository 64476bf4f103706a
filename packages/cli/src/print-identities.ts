import { bearerTokenOf } from "@mayfly/identity/key-material";
import { z } from "zod";
import { shellQuote } from "./shell-quote.ts";

/** An access key as Mayfly answers it once. */
export const printedKey = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() });

/** Prints `export` lines for a shell: the key for AWS tools, and its bearer token for gRPC. */
export function printKey({ AccessKeyId: id, SecretAccessKey: secret }: z.output<typeof printedKey>): void {
  const lines = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, MAYFLY_TOKEN: bearerTokenOf(id, secret) };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`export ${name}=${shellQuote(value)}\n`);
}

/** Prints a line for each row, its cells apart by tabs. */
export function printRows(rows: readonly (readonly string[])[]): void {
  for (const row of rows) process.stdout.write(`${row.join("\t")}\n`);
}
