import { createInflateRaw, crc32, inflateRawSync } from "node:zlib";
import { cannotUnzip } from "./archive-error.ts";
import type { ArchiveEntry } from "./archive-entry.ts";

/** Entries up to this size are inflated in one call, which is 5 to 10 times faster (SANDBOX.md §7); larger ones in pieces. */
const wholeBytesMax = 8 * 1024 * 1024;
const pieceBytes = 256 * 1024;
/** zlib's own lower bound of an output buffer. */
const chunkBytesMin = 64;

/** Whether `readWhole` may be used for an entry, or else `readPieces`. */
export function isReadWhole(entry: ArchiveEntry): boolean {
  return entry.unpackedBytes <= wholeBytesMax;
}

/** The unpacked content of one entry. Throws `Could not unzip…` unless length and checksum are the declared ones. */
export function readWhole(archive: Buffer, entry: ArchiveEntry): Buffer {
  const packed = packedContent(archive, entry);
  const content = entry.deflated ? inflate(packed, entry) : packed;
  if (content.length !== entry.unpackedBytes) throw cannotUnzip("an entry's size is not the declared one");
  if (crc32(content) !== entry.crc32) throw cannotUnzip("an entry's checksum is wrong");
  return content;
}

/** The same for large entries, in pieces of at most 256 KiB: it throws at the first byte above the declared length. */
export async function* readPieces(archive: Buffer, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  let bytes = 0;
  let checksum = 0;
  for await (const piece of unpackedPieces(archive, entry)) {
    bytes += piece.length;
    if (bytes > entry.unpackedBytes) break;
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (bytes !== entry.unpackedBytes) throw cannotUnzip("an entry's size is not the declared one");
  if (checksum !== entry.crc32) throw cannotUnzip("an entry's checksum is wrong");
}

function packedContent(archive: Buffer, entry: ArchiveEntry): Buffer {
  return archive.subarray(entry.contentOffset, entry.contentOffset + entry.compressedBytes);
}

function inflate(packed: Buffer, entry: ArchiveEntry): Buffer {
  try {
    // One byte of room more than declared: zlib then sees the end in its first round, and the caller sees a byte too many.
    const roomBytes = entry.unpackedBytes + 1;
    return inflateRawSync(packed, { maxOutputLength: roomBytes, chunkSize: Math.max(roomBytes, chunkBytesMin) });
  } catch (error) {
    throw cannotUnzip("an entry cannot be inflated", error);
  }
}

async function* unpackedPieces(archive: Buffer, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const packed = packedContent(archive, entry);
  if (!entry.deflated) {
    for (let start = 0; start < packed.length; start += pieceBytes) yield packed.subarray(start, start + pieceBytes);
    return;
  }
  const inflater = createInflateRaw({ chunkSize: pieceBytes });
  inflater.end(packed);
  const pieces: AsyncIterator<Buffer> = inflater[Symbol.asyncIterator]();
  try {
    for (let next = await nextPiece(pieces); next !== undefined; next = await nextPiece(pieces)) yield next;
  } finally {
    inflater.destroy();
  }
}

/** Errors of zlib are the archive's fault; those of whoever consumes the pieces must stay what they are. */
async function nextPiece(pieces: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  try {
    const next = await pieces.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    throw cannotUnzip("an entry cannot be inflated", error);
  }
}
