import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ZipEntry } from "@mayfly/testkit/zip-of";
import { z } from "zod";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });
/** What `require` does not read. */
const unused = /\/dist-(?:types|es)\/|\.(?:d\.ts|map|md)$/;

/** The files of an npm package of this repository and of all that it depends on, unmodified, under their paths below the repository. */
export async function npmPackage(name: string): Promise<Record<string, ZipEntry>> {
  const folders = new Set<string>();
  await collect(name, repository, folders);
  const entries: Record<string, ZipEntry> = {};
  for (const folder of folders) {
    for (const file of await readdir(folder, { withFileTypes: true, recursive: true })) {
      const path = join(file.parentPath, file.name);
      if (file.isFile() && !unused.test(path)) entries[relative(repository, path)] = await readFile(path);
    }
  }
  return entries;
}

async function collect(name: string, from: string, folders: Set<string>): Promise<void> {
  const folder = find(name, from);
  if (folders.has(folder)) return;
  folders.add(folder);
  const { dependencies } = packageSchema.parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
  for (const dependency of Object.keys(dependencies)) await collect(dependency, folder, folders);
}

/** As node looks for it. */
function find(name: string, from: string): string {
  const folder = join(from, "node_modules", name);
  if (existsSync(folder)) return folder;
  if (from === dirname(from)) throw new Error(`${name} is not installed`);
  return find(name, dirname(from));
}
