import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRuntimeManifest, type RuntimeManifest } from "./runtime-manifest.ts";

const ownDirectory = fileURLToPath(new URL("../manifests", import.meta.url));

/** A runtime and the file that it comes from. */
export interface ManifestFile {
  readonly manifest: RuntimeManifest;
  /** Path of the user's file; undefined for a runtime of Mayfly's own. */
  readonly file: string | undefined;
}

/** Every runtime by name, and one sentence for each file that was left out. */
export interface Manifests {
  readonly runtimes: ReadonlyMap<string, ManifestFile>;
  readonly problems: readonly string[];
}

/**
 * Reads Mayfly's own manifests and those of a user's folder, which come after them: a file there adds a runtime or takes the
 * place of one. A file that is wrong is left out and told of. A folder that is missing is empty.
 */
export function readManifests(userDirectory: string | undefined): Manifests {
  const ownTexts = new Map(jsonFilesOf(ownDirectory).map((file) => [file.slice(0, -".json".length), readFileSync(join(ownDirectory, file), "utf8")]));
  const runtimes = new Map<string, ManifestFile>();
  for (const text of ownTexts.values()) {
    const manifest = parseRuntimeManifest(text);
    runtimes.set(manifest.name, { manifest, file: undefined });
  }
  const problems: string[] = [];
  for (const name of userDirectory === undefined ? [] : jsonFilesOf(userDirectory)) {
    const file = join(userDirectory ?? "", name);
    try {
      const manifest = parseRuntimeManifest(readFileSync(file, "utf8"), (base) => ownTexts.get(base));
      const other = runtimes.get(manifest.name)?.file;
      if (other !== undefined) throw new Error(`${other} defines ${manifest.name} already`);
      runtimes.set(manifest.name, { manifest, file });
    } catch (error) {
      problems.push(`The runtime manifest ${file} is left out: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  return { runtimes, problems };
}

function jsonFilesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith(".json"))
      .toSorted();
  } catch {
    return [];
  }
}
