import type { Standalone } from "@mayfly/standalone/standalone";
import { showProgress } from "./show-progress.ts";
import { standaloneConfig } from "./standalone-flags.ts";
import { stopSignal } from "./stop-signal.ts";
import { stopWithin } from "./stop-within.ts";

/**
 * Starts a standalone Mayfly with the settings of a command, hands it to `use` with the promise of a stop signal, and stops
 * it when `use` has ended. Does nothing more if the command was only to print its settings.
 */
export async function runStandalone(
  options: Readonly<Record<string, unknown>>,
  use: (standalone: Standalone, stopped: Promise<unknown>) => Promise<void>,
): Promise<void> {
  // Before anything else: a signal that comes during the start must not be missed.
  const stopped = stopSignal();
  const config = standaloneConfig(options);
  if (config === undefined) return;
  const { startStandalone } = await import("@mayfly/standalone/standalone");
  const standalone = await startStandalone(config, { onProgress: showProgress });
  await using _stopping = stopWithin(standalone);
  await use(standalone, stopped);
}
