import type { Command } from "commander";
import { runStandalone } from "../run-standalone.ts";
import { printWarnings, printWelcome } from "../welcome.ts";
import { addStandaloneFlags } from "../standalone-flags.ts";

/** `mayfly start`: what `npm start` runs. Starts a standalone Mayfly, deploys and invokes the example, shows the answer and stays up. */
export function addStartCommand(program: Command): void {
  addStandaloneFlags(program.command("start"))
    .description("run a whole Mayfly, deploy and invoke an example function, and stay up until Ctrl-C")
    .option("--once", "stop after the example has answered")
    .action((options: Record<string, unknown>) =>
      runStandalone(options, async (standalone, stopped) => {
        // The AWS SDK is loaded while Mayfly answers already.
        const { printExample, runExample } = await import("../example.ts");
        printExample(await runExample(standalone));
        if (options["once"] === true) return printWarnings(standalone);
        printWelcome(standalone, { hasExample: true });
        await stopped;
      }),
    );
}
