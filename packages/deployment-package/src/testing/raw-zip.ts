import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a ZIP file, with every field that a hostile writer could set; only name and content are needed. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** The whole Unix mode with its file type; a regular 0644 file by default. */
  readonly mode?: number;
  /** "Version made by" host: 3 (Unix) by default. */
  readonly host?: number;
  /** 8 (deflated) by default. */
  readonly method?: number;
  readonly flags?: number;
  /** What the central directory claims instead of the truth. */
  readonly claims?: { readonly unpackedBytes?: number; readonly compressedBytes?: number; readonly crc32?: number; readonly startOffset?: number };
  readonly extra?: Buffer;
}

/** Writes a ZIP file from entries as they are, without checking anything. */
export function rawZip(entries: readonly RawEntry[], end: { readonly entryCount?: number; readonly comment?: Buffer } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const written = encodeEntry(entry, offset);
    locals.push(written.local);
    centrals.push(written.central);
    offset += written.local.length;
  }
  const directory = Buffer.concat(centrals);
  const comment = end.comment ?? Buffer.alloc(0);
  const trailer = Buffer.alloc(22);
  trailer.writeUInt32LE(0x06054b50, 0);
  trailer.writeUInt16LE(end.entryCount ?? entries.length, 8);
  trailer.writeUInt16LE(end.entryCount ?? entries.length, 10);
  trailer.writeUInt32LE(directory.length, 12);
  trailer.writeUInt32LE(offset, 16);
  trailer.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, trailer, comment]);
}

/** A symbolic link. */
export function rawLink(name: string, target: string | Buffer): RawEntry {
  return { name, content: target, mode: 0o120777 };
}

/** A regular file. */
export function rawFile(name: string, content = "content"): RawEntry {
  return { name, content };
}

function encodeEntry(entry: RawEntry, offset: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? "");
  const method = entry.method ?? 8;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const extra = entry.extra ?? Buffer.alloc(0);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? 0x800, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(entry.claims?.crc32 ?? crc32(content), 10);
  fields.writeUInt32LE(entry.claims?.compressedBytes ?? packed.length, 14);
  fields.writeUInt32LE(entry.claims?.unpackedBytes ?? content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extra.length, 24);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(entry.claims?.startOffset ?? offset, 10);
  return {
    local: Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, name, extra, packed]),
    central: Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, entry.host ?? 3]), fields, tail, name, extra]),
  };
}
