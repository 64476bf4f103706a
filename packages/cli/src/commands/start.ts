import type { Command } from "commander";
import { processEnvironment } from "@mayfly/config/process-environment";
import { parseStandaloneConfig } from "@mayfly/standalone/standalone-config";
import { startStandalone } from "@mayfly/standalone/standalone";
import { printExample, runExample } from "../example.ts";
import { printWelcome } from "../welcome.ts";
import { addStandaloneFlags, withFlags } from "../standalone-flags.ts";
import { stopSignal } from "../stop-signal.ts";
import { stopWithin } from "../stop-within.ts";

/** `mayfly start`: what `npm start` runs. Starts a standalone Mayfly, deploys and invokes the example, shows the answer and stays up. */
export function addStartCommand(program: Command): void {
  addStandaloneFlags(program.command("start"))
    .description("run a whole Mayfly, deploy and invoke an example function, and stay up until Ctrl-C")
    .option("--once", "stop after the example has answered")
    .action(async (options: Record<string, unknown>) => {
      const stopped = stopSignal();
      const config = parseStandaloneConfig(withFlags(processEnvironment(), options));
      const standalone = await startStandalone(config);
      await using _stopping = stopWithin(standalone);
      printExample(await runExample(standalone));
      if (options["once"] === true) return;
      printWelcome(standalone);
      await stopped;
    });
}
