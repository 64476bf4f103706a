import type { Command } from "commander";
import { runStandalone } from "../run-standalone.ts";
import { printWelcome } from "../welcome.ts";
import { addStandaloneFlags } from "../standalone-flags.ts";

/** `mayfly up`: a whole Mayfly in one process, until a signal stops it. */
export function addUpCommand(program: Command): void {
  addStandaloneFlags(program.command("up"))
    .description("run a whole Mayfly in this process until Ctrl-C")
    .action((options: Record<string, unknown>) =>
      runStandalone(options, async (standalone, stopped) => {
        printWelcome(standalone, { hasExample: false });
        await stopped;
      }),
    );
}
