import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Runtime manifests by the name of their file without its ending. */
export type Manifests = Readonly<Record<string, object>>;

/** Puts manifests where a Mayfly that starts on this data directory reads them. */
export async function writeManifests(dataDirectory: string, manifests: Manifests = {}): Promise<void> {
  const folder = join(dataDirectory, "runtimes");
  await mkdir(folder, { recursive: true });
  for (const [name, manifest] of Object.entries(manifests)) await writeFile(join(folder, `${name}.json`), JSON.stringify(manifest));
}
