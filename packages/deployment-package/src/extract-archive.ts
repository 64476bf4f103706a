import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { writeFailure, type PackageLimits } from "./archive-error.ts";
import { isReadWhole, readPieces, readWhole } from "./entry-content.ts";
import { type ArchiveSummary, defaultPackageLimits, planPackage } from "./package-plan.ts";
import type { DirectoryNode, FileNode, LinkNode } from "./package-tree.ts";

const partialPrefix = ".partial-";
/** Everyone may read: the function runs under a uid of its own. Set-id and sticky bits never come out of an archive. */
const modes = { directory: 0o755, file: 0o644, executable: 0o755, underWay: 0o700 } as const;
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** Options of an extraction. */
export interface ExtractOptions {
  readonly limits?: PackageLimits;
  /** Where the package grows until it is whole; `partialPath(targetDirectory)` by default. Removed on failure. */
  readonly partialDirectory?: string;
}

/** A fresh path beside `targetDirectory` for a package that is not whole yet. */
export function partialPath(targetDirectory: string): string {
  return join(dirname(targetDirectory), `${partialPrefix}${randomUUID()}`);
}

/** Removes what extractions into directories below `parent` left behind when their process was killed. */
export function removePartialExtractions(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (name.startsWith(partialPrefix)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Unpacks an archive, given as bytes or by path, into `targetDirectory`, which must not exist (its parent must) and
 * appears whole or not at all. Nothing is written through a link. Files are 644 or, with any execute bit, 755. Not
 * synchronised to the disk: after a power cut what was unpacked is to be thrown away. Throws as `inspectArchive` does;
 * ServiceUnavailable if the disk is full, Service on other failures to write. Blocks the thread: see Extractor.
 */
export async function extractArchive(archive: Buffer | string, targetDirectory: string, options: ExtractOptions = {}): Promise<ArchiveSummary> {
  const partial = options.partialDirectory ?? partialPath(targetDirectory);
  try {
    const bytes = typeof archive === "string" ? readFileSync(archive) : archive;
    const plan = await planPackage(bytes, options.limits ?? defaultPackageLimits);
    mkdirSync(partial, { mode: modes.underWay });
    await writePackage(bytes, plan.tree.root, partial);
    chmodSync(partial, modes.directory);
    renameSync(partial, targetDirectory);
    return plan.summary;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw writeFailure(error);
  }
}

async function writePackage(archive: Buffer, root: DirectoryNode, rootPath: string): Promise<void> {
  // Links are made last: until then no path below the root can lead anywhere else.
  const links: { readonly path: string; readonly link: LinkNode }[] = [];
  const pending: { readonly path: string; readonly directory: DirectoryNode }[] = [{ path: rootPath, directory: root }];
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    for (const [name, node] of here.directory.children) {
      const path = `${here.path}/${name}`;
      if (node.kind === "directory") {
        mkdirSync(path, modes.directory);
        chmodSync(path, modes.directory);
        pending.push({ path, directory: node });
      } else if (node.kind === "link") links.push({ path, link: node });
      else await writeFile(archive, node, path);
    }
  }
  for (const { path, link } of links) symlinkSync(link.target, path);
}

async function writeFile(archive: Buffer, file: FileNode, path: string): Promise<void> {
  const mode = modes[file.kind];
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    // The umask may have taken bits away.
    fchmodSync(descriptor, mode);
    if (isReadWhole(file.entry)) writeFileSync(descriptor, readWhole(archive, file.entry));
    else for await (const piece of readPieces(archive, file.entry)) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}
