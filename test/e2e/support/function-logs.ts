import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mayfly/testkit/wait-for";
import type { System } from "./system.ts";

/** Resolves once some function of the system has logged `text`. */
export async function waitForLogLine(system: System, text: string): Promise<void> {
  await waitFor(async () => (await hasLogged(system, text)) || undefined, { deadlineMs: 15_000, what: `"${text}" in the function logs` });
}

/** How often functions of the system have logged `text` so far. */
export async function countLogged(system: System, text: string): Promise<number> {
  let count = 0;
  for (const directory of system.functionLogDirectories) {
    for await (const file of glob("**/*.log", { cwd: directory })) {
      count += (await readFile(join(directory, file), "utf8")).split(text).length - 1;
    }
  }
  return count;
}

async function hasLogged(system: System, text: string): Promise<boolean> {
  return (await countLogged(system, text)) > 0;
}
