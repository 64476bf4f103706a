import { limits as platformLimits } from "@mayfly/domain/limits";
import type { PackageLimits } from "./archive-error.ts";
import { cannotUnzip, emptyArchive } from "./archive-error.ts";
import { readArchiveEntries, type ArchiveEntry } from "./archive-entry.ts";
import { isReadWhole, readWhole } from "./entry-content.ts";
import { parseLinkTarget, refuseLeavingLinks } from "./package-links.ts";
import { buildPackageTree, type PackageTree } from "./package-tree.ts";

/** What an archive unpacks to. */
export interface ArchiveSummary {
  /** Files, links and directories, counting parents that have no entry of their own. */
  readonly entries: number;
  /** Bytes of all files, unpacked. */
  readonly unpackedBytes: number;
}

/** An archive whose paths and links have been found safe; contents of files are proved as they are read. */
export interface PackagePlan {
  readonly entries: readonly ArchiveEntry[];
  readonly tree: PackageTree;
  readonly summary: ArchiveSummary;
}

/** AWS's quotas. */
export const defaultPackageLimits: PackageLimits = {
  zippedBytesMax: platformLimits.zippedPackageBytesMax,
  unzippedBytesMax: platformLimits.unzippedPackageBytesMax,
  entriesMax: platformLimits.packageEntriesMax,
};

/** Decides what unpacking `archive` would write. Throws a PlatformError with AWS's text if it must not be unpacked. */
export async function planPackage(archive: Buffer, limits: PackageLimits): Promise<PackagePlan> {
  const entries = await readArchiveEntries(archive, limits);
  const tree = buildPackageTree(entries, (link) => readTarget(archive, link), limits.entriesMax);
  if (tree.nodeCount === 0) throw emptyArchive();
  refuseLeavingLinks(tree.root);
  return { entries, tree, summary: { entries: tree.nodeCount, unpackedBytes: tree.unpackedBytes } };
}

function readTarget(archive: Buffer, link: ArchiveEntry): string {
  if (!isReadWhole(link)) throw cannotUnzip("a link's target has an impossible length");
  return parseLinkTarget(readWhole(archive, link));
}
