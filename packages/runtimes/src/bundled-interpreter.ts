import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { RuntimePackage } from "./runtime-manifest.ts";

const packageJsonSchema = z.object({ name: z.string(), version: z.string() });

/** The directory of exactly this package if npm has installed it with Mayfly (the Node that runs Mayfly is pinned that way). */
export function findBundledInterpreter(wanted: RuntimePackage): string | undefined {
  const require = createRequire(import.meta.url);
  let packageJson: string;
  try {
    packageJson = require.resolve(`${wanted.name}/package.json`);
  } catch {
    return undefined;
  }
  const found = packageJsonSchema.parse(JSON.parse(readFileSync(packageJson, "utf8")));
  const directory = dirname(packageJson);
  return found.version === wanted.version && existsSync(join(directory, "bin/node")) ? directory : undefined;
}
