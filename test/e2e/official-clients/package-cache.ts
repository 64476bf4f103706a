import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { acquireFileLock } from "@mayfly/servers/file-lock";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";

/** How a deployment package is built from a folder of sources. */
export interface PackageRecipe {
  /** Part of the file name in the cache. */
  readonly name: string;
  /** Sources; never written to. */
  readonly sources: string;
  /** What else decides the result, like the version of a compiler. */
  readonly toolchain: string;
  /** Builds in a copy of the sources and resolves to the package's files: a folder, or entries. */
  build(folder: string): Promise<string | Record<string, ZipEntry>>;
}

/** The package's archive, built once and kept in Mayfly's cache for as long as sources and toolchain are the same. */
export async function cachedPackage(recipe: PackageRecipe): Promise<Buffer> {
  const folder = join(cacheDirectory(process.env), "official-clients");
  const prefix = `${recipe.name}-`;
  const path = join(folder, `${prefix}${await fingerprint(recipe)}.zip`);
  await mkdir(folder, { recursive: true });
  await using _lock = await acquireFileLock(join(folder, `${recipe.name}.lock`));
  if (existsSync(path)) return await readFile(path);
  console.info(`building the function of ${recipe.name}, once; this takes up to a minute and a half`);
  const archive = await buildArchive(recipe);
  for (const outdated of (await readdir(folder)).filter((name) => name.startsWith(prefix))) await rm(join(folder, outdated));
  await writeFile(`${path}.draft`, archive);
  await rename(`${path}.draft`, path);
  return archive;
}

async function buildArchive(recipe: PackageRecipe): Promise<Buffer> {
  await using scratch = await temporaryDirectory();
  await cp(recipe.sources, scratch.path, { recursive: true });
  const built = await recipe.build(scratch.path);
  return await zipOf(typeof built === "string" ? await entriesOf(built) : built);
}

async function fingerprint({ sources, toolchain }: PackageRecipe): Promise<string> {
  const hash = createHash("sha256").update(`${process.arch}\0${toolchain}\0`);
  for (const path of await filesOf(sources)) hash.update(`${relative(sources, path)}\0`).update(await readFile(path));
  return hash.digest("hex").slice(0, 16);
}

/** The files of a folder as an archive's entries, with the modes that they have. */
export async function entriesOf(folder: string): Promise<Record<string, ZipEntry>> {
  const entries: Record<string, ZipEntry> = {};
  for (const path of await filesOf(folder)) {
    const { mode } = await stat(path);
    entries[relative(folder, path)] = { content: await readFile(path), mode: mode & 0o755 };
  }
  return entries;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
