import { isUtf8 } from "node:buffer";
import { fromBufferPromise, getFileNameLowLevel, type Entry } from "yauzl";
import { PlatformError } from "@mayfly/errors/platform-error";
import { cannotUnzip, type PackageLimits, unzippedTooLarge, zippedTooLarge, emptyArchive } from "./archive-error.ts";
import { parseEntryPath } from "./entry-path.ts";

/** What an entry unpacks to. */
export type EntryKind = "file" | "executable" | "directory" | "link";

/** One record of the central directory whose name, kind, sizes and place in the archive have been checked. */
export interface ArchiveEntry {
  readonly segments: readonly string[];
  readonly kind: EntryKind;
  readonly deflated: boolean;
  /** Where the entry's local header starts. */
  readonly startOffset: number;
  /** Where its content starts, still compressed. */
  readonly contentOffset: number;
  readonly compressedBytes: number;
  /** As declared; reading the content proves it. */
  readonly unpackedBytes: number;
  readonly crc32: number;
}

const localHeader = { signature: 0x04034b50, bytes: 30, nameLengthAt: 26, extraLengthAt: 28 } as const;
const flagEncrypted = 0x1;
const flagUtf8 = 0x800;
const method = { stored: 0, deflated: 8 } as const;
const fileType = { mask: 0o170000, none: 0, directory: 0o040000, file: 0o100000, link: 0o120000 } as const;
/** Hosts in "version made by" whose external attributes hold a Unix mode: Unix and OS X. */
const unixHosts: ReadonlySet<number> = new Set([3, 19]);

/**
 * Reads an archive's central directory. Throws a PlatformError with AWS's text where the archive is not a ZIP, is too
 * large, declares to unpack to too much, or holds an entry that cannot be unpacked safely; entries that share bytes of
 * the archive (a bomb that names one content many times) are refused too.
 */
export async function readArchiveEntries(archive: Buffer, limits: PackageLimits): Promise<readonly ArchiveEntry[]> {
  if (archive.length === 0) throw emptyArchive();
  if (archive.length > limits.zippedBytesMax) throw zippedTooLarge(limits.zippedBytesMax);
  const entries: ArchiveEntry[] = [];
  let declaredBytes = 0;
  try {
    const directory = await fromBufferPromise(archive, { decodeStrings: false });
    if (directory.entryCount > limits.entriesMax) throw cannotUnzip(`${directory.entryCount} entries are too many`);
    for await (const raw of directory.eachEntry()) {
      const entry = parseEntry(archive, raw);
      declaredBytes += entry.unpackedBytes;
      if (declaredBytes > limits.unzippedBytesMax) throw unzippedTooLarge(limits.unzippedBytesMax);
      entries.push(entry);
    }
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw cannotUnzip("the archive cannot be read", error);
  }
  refuseSharedBytes(entries);
  return entries;
}

function parseEntry(archive: Buffer, raw: Entry): ArchiveEntry {
  const name = entryName(raw);
  if ((raw.generalPurposeBitFlag & flagEncrypted) !== 0) throw cannotUnzip(`an entry is encrypted: ${name}`);
  if (raw.compressionMethod !== method.stored && raw.compressionMethod !== method.deflated) {
    throw cannotUnzip(`compression method ${raw.compressionMethod} is not supported: ${name}`);
  }
  const segments = parseEntryPath(name);
  const kind = entryKind(raw, name);
  if (segments.length === 0 && kind !== "directory") throw cannotUnzip(`an entry would replace the package itself: ${name}`);
  if (kind === "directory" && raw.uncompressedSize > 0) throw cannotUnzip(`a directory has content: ${name}`);
  return {
    segments,
    kind,
    deflated: raw.compressionMethod === method.deflated,
    startOffset: raw.relativeOffsetOfLocalHeader,
    contentOffset: contentOffset(archive, raw),
    compressedBytes: raw.compressedSize,
    unpackedBytes: raw.uncompressedSize,
    crc32: raw.crc32,
  };
}

/** Names without the UTF-8 flag are UTF-8 where they can be (macOS and unzip on Linux do so), code page 437 else. */
function entryName(raw: Entry): string {
  const flags = isUtf8(raw.fileNameRaw) ? raw.generalPurposeBitFlag | flagUtf8 : raw.generalPurposeBitFlag;
  return getFileNameLowLevel(flags, raw.fileNameRaw, raw.extraFields, true);
}

function entryKind(raw: Entry, name: string): EntryKind {
  const mode = unixHosts.has(raw.versionMadeBy >>> 8) ? raw.externalFileAttributes >>> 16 : 0;
  const named = name.endsWith("/");
  switch (mode & fileType.mask) {
    case fileType.directory:
      return "directory";
    case fileType.link:
      if (named) throw cannotUnzip(`a link is named like a directory: ${name}`);
      return "link";
    case fileType.none:
    case fileType.file:
      if (named) return "directory";
      return (mode & 0o111) === 0 ? "file" : "executable";
    default:
      throw cannotUnzip(`an entry is neither file, directory nor link: ${name}`);
  }
}

function contentOffset(archive: Buffer, raw: Entry): number {
  const start = raw.relativeOffsetOfLocalHeader;
  if (start + localHeader.bytes > archive.length || archive.readUInt32LE(start) !== localHeader.signature) {
    throw cannotUnzip("a local header is missing");
  }
  const nameBytes = archive.readUInt16LE(start + localHeader.nameLengthAt);
  const extraBytes = archive.readUInt16LE(start + localHeader.extraLengthAt);
  const offset = start + localHeader.bytes + nameBytes + extraBytes;
  if (offset + raw.compressedSize > archive.length) throw cannotUnzip("an entry's content is cut off");
  return offset;
}

function refuseSharedBytes(entries: readonly ArchiveEntry[]): void {
  let reachedOffset = 0;
  for (const entry of entries.toSorted((a, b) => a.startOffset - b.startOffset)) {
    if (entry.startOffset < reachedOffset) throw cannotUnzip("entries overlap");
    reachedOffset = entry.contentOffset + entry.compressedBytes;
  }
}
