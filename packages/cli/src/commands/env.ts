import type { Command } from "commander";
import { PlatformError } from "@mayfly/errors/platform-error";
import { dataDirectoryAt } from "@mayfly/standalone/data-directory";
import { ensureDefaultCredentials } from "@mayfly/standalone/default-credentials";
import { findRunFile } from "@mayfly/standalone/run-file";
import { shellQuote } from "../shell-quote.ts";
import { addStandaloneFlags, standaloneConfig } from "../standalone-flags.ts";

/** `mayfly env`: prints `export` lines that point every AWS tool of a shell at the running Mayfly. */
export function addEnvCommand(program: Command): void {
  addStandaloneFlags(program.command("env"))
    .description('print export lines for this shell: eval "$(npx --no mayfly env)"')
    .action(async (options: Record<string, unknown>) => {
      const config = standaloneConfig(options);
      if (config === undefined) return;
      const directory = dataDirectoryAt(config.dataDir);
      const run = await findRunFile(directory.runFile);
      if (run === undefined) {
        throw new PlatformError("ServiceUnavailable", `No Mayfly runs on ${config.dataDir}. Start one with: npm start`);
      }
      const credentials = await ensureDefaultCredentials(directory.aws);
      const lines = {
        AWS_ENDPOINT_URL: run.http,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_REGION: config.region,
        AWS_DEFAULT_REGION: config.region,
        AWS_PAGER: "",
        // `aws logs start-live-tail` would ask for the host stream-127.0.0.1.
        AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
        NATS_URL: run.nats,
        MAYFLY_TOKEN: credentials.token,
      };
      for (const [name, value] of Object.entries(lines)) process.stdout.write(`export ${name}=${shellQuote(value)}\n`);
    });
}
