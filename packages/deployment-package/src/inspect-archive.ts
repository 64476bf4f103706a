import type { PackageLimits } from "./archive-error.ts";
import type { ArchiveEntry } from "./archive-entry.ts";
import { isReadWhole, readPieces, readWhole } from "./entry-content.ts";
import { type ArchiveSummary, defaultPackageLimits, planPackage } from "./package-plan.ts";

/**
 * Proves that an archive can be unpacked as a deployment package: every byte is inflated and counted, whatever the
 * archive declares. Throws PlatformError InvalidParameterValue (or RequestTooLarge above the upload quota) with AWS's
 * texts (behaviours.md §7); the reason is in `cause`. Takes up to seconds of CPU: use an Extractor off the event loop.
 */
export async function inspectArchive(archive: Buffer, limits: PackageLimits = defaultPackageLimits): Promise<ArchiveSummary> {
  const plan = await planPackage(archive, limits);
  for (const entry of plan.entries) {
    if (entry.kind !== "directory") await proveContent(archive, entry);
  }
  return plan.summary;
}

async function proveContent(archive: Buffer, entry: ArchiveEntry): Promise<void> {
  if (isReadWhole(entry)) {
    readWhole(archive, entry);
    return;
  }
  const pieces = readPieces(archive, entry);
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next());
}
