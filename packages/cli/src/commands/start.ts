import type { Command } from "commander";
import { showProgress } from "../show-progress.ts";
import { printWarnings, printWelcome } from "../welcome.ts";
import { addStandaloneFlags, standaloneConfig } from "../standalone-flags.ts";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** `mayfly start`: what `npm start` runs. Starts a standalone Mayfly, deploys and invokes the example, shows the answer and stays up. */
export function addStartCommand(program: Command): void {
  addStandaloneFlags(program.command("start"))
    .description("run a whole Mayfly, deploy and invoke an example function, and stay up until Ctrl-C")
    .option("--once", "stop after the example has answered")
    .action(async (options: Record<string, unknown>) => {
      const stopped = stopSignal();
      const config = standaloneConfig(options);
      if (config === undefined) return;
      const { startStandalone } = await import("@mayfly/standalone/standalone");
      const standalone = await startStandalone(config, { onProgress: showProgress });
      await using _stopping = stopWithin(standalone);
      // The AWS SDK is loaded while Mayfly answers already.
      const { printExample, runExample } = await import("../example.ts");
      printExample(await runExample(standalone));
      if (options["once"] === true) return printWarnings(standalone);
      printWelcome(standalone);
      await stopped;
    });
}
