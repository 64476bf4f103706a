import { readdirSync } from "node:fs";
import { join } from "node:path";
import { statPackageFile } from "../placement/stat-package-file.ts";

/** A file below /opt/extensions. */
export interface ExtensionFile {
  readonly name: string;
  readonly isExecutable: boolean;
}

/** The external extensions that the layers bring along, by name. A file of a later layer hides one of an earlier. */
export function listExtensions(layerDirectories: readonly string[]): readonly ExtensionFile[] {
  const files = new Map<string, ExtensionFile>();
  for (const layer of layerDirectories) {
    for (const name of namesIn(join(layer, "extensions"))) {
      const status = statPackageFile(join(layer, "extensions", name));
      if (status?.isDirectory() === true) files.delete(name);
      // A link that leads nowhere out here may lead somewhere inside.
      else files.set(name, { name, isExecutable: status === undefined || (status.mode & 0o111) !== 0 });
    }
  }
  return [...files.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // The layer has no extensions.
    return [];
  }
}
