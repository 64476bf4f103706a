import type { Command } from "commander";
import { showProgress } from "../show-progress.ts";
import { printWelcome } from "../welcome.ts";
import { addStandaloneFlags, standaloneConfig } from "../standalone-flags.ts";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** `mayfly up`: a whole Mayfly in one process, until a signal stops it. */
export function addUpCommand(program: Command): void {
  addStandaloneFlags(program.command("up"))
    .description("run a whole Mayfly in this process until Ctrl-C")
    .action(async (options: Record<string, unknown>) => {
      const stopped = stopSignal();
      const config = standaloneConfig(options);
      if (config === undefined) return;
      const { startStandalone } = await import("@mayfly/standalone/standalone");
      const standalone = await startStandalone(config, { onProgress: showProgress });
      await using _stopping = stopWithin(standalone);
      printWelcome(standalone);
      await stopped;
    });
}
