import { Command, CommanderError } from "commander";
import { processEnvironment } from "@mayfly/config/process-environment";
import { PlatformError } from "@mayfly/errors/platform-error";
import { addAccountCommand } from "./commands/account.ts";
import { addEnvCommand } from "./commands/env.ts";
import { addKeyCommand } from "./commands/key.ts";
import { addLogsCommand } from "./commands/logs.ts";
import { addRuntimeCommand } from "./commands/runtime.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addStartCommand } from "./commands/start.ts";
import { addUpCommand } from "./commands/up.ts";

const program = new Command("mayfly")
  .description("A self-hosted AWS Lambda: the Lambda API, real sandboxes, from one laptop to a cluster.")
  .version("0.1.0")
  .showHelpAfterError()
  .exitOverride();

addStartCommand(program);
addUpCommand(program);
addEnvCommand(program);
addServeCommand(program);
addRuntimeCommand(program);
addLogsCommand(program);
addAccountCommand(program);
addKeyCommand(program);

try {
  await program.parseAsync();
  process.exitCode ??= 0;
} catch (error) {
  process.exitCode = report(error);
}
// Everything has been stopped or reported; a connection that some library keeps must not keep the process.
process.exit();

/** Tells the user what went wrong in one message and gives the exit code. The stack is for MAYFLY_LOG_LEVEL=debug. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  const message = error instanceof PlatformError ? error.publicMessage : error instanceof Error ? error.message : String(error);
  process.stderr.write(`mayfly: ${message}\n`);
  if (processEnvironment()["MAYFLY_LOG_LEVEL"] === "debug") console.error(error);
  return 1;
}
