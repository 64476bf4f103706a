import { buffer } from "node:stream/consumers";
import yazl from "yazl";

/** One entry of an archive: its content (mode 0644), content with a mode, or a symbolic link's target. */
export type ZipEntry = string | Uint8Array | { readonly content: string | Uint8Array; readonly mode: number } | { readonly symlink: string };

const regularFile = 0o100_000;
const symbolicLink = 0o120_777;
/** The same bytes for the same entries, so that a test may compare digests. */
const modifiedAt = new Date(Date.UTC(2026, 0, 1));

/** A ZIP archive with these entries, by path. Same entries, same bytes. */
export async function zipOf(entries: Readonly<Record<string, ZipEntry>>): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [path, entry] of Object.entries(entries)) {
    const { content, mode } = normalise(entry);
    archive.addBuffer(Buffer.from(content), path, { mtime: modifiedAt, mode });
  }
  archive.end();
  return await buffer(archive.outputStream);
}

function normalise(entry: ZipEntry): { readonly content: string | Uint8Array; readonly mode: number } {
  if (typeof entry === "string" || entry instanceof Uint8Array) return { content: entry, mode: regularFile | 0o644 };
  if ("symlink" in entry) return { content: entry.symlink, mode: symbolicLink };
  return { content: entry.content, mode: regularFile | entry.mode };
}
