import type { Command } from "commander";
import { processEnvironment } from "@mayfly/config/process-environment";
import { parseStandaloneConfig } from "@mayfly/standalone/standalone-config";
import { startStandalone } from "@mayfly/standalone/standalone";
import { printWelcome } from "../welcome.ts";
import { addStandaloneFlags, withFlags } from "../standalone-flags.ts";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** `mayfly up`: a whole Mayfly in one process, until a signal stops it. */
export function addUpCommand(program: Command): void {
  addStandaloneFlags(program.command("up"))
    .description("run a whole Mayfly in this process until Ctrl-C")
    .action(async (options: Record<string, unknown>) => {
      const stopped = stopSignal();
      const config = parseStandaloneConfig(withFlags(processEnvironment(), options));
      const standalone = await startStandalone(config);
      await using _stopping = stopWithin(standalone);
      printWelcome(standalone);
      await stopped;
    });
}
