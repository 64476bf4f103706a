import { cannotUnzip } from "./archive-error.ts";

/** Leaves room for the directory that a package is unpacked into under Linux's PATH_MAX of 4096. */
const pathBytesMax = 3072;
const segmentBytesMax = 255;

/**
 * Splits an entry's name into path segments below the package's root; none for the root itself. `.` and empty segments
 * are dropped, as unzip does. Throws `Could not unzip…` for names that are absolute, climb with `..`, carry a backslash,
 * a drive letter or a NUL, or that no file system of ours could hold.
 */
export function parseEntryPath(name: string): readonly string[] {
  if (name === "") throw cannotUnzip("an entry has no name");
  if (name.includes("\0")) throw cannotUnzip("an entry's name contains NUL");
  if (name.includes("\\")) throw cannotUnzip(`an entry's name contains a backslash: ${name}`);
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) throw cannotUnzip(`an entry's path is absolute: ${name}`);
  if (Buffer.byteLength(name) > pathBytesMax) throw cannotUnzip("an entry's path is too long");
  const segments = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  for (const segment of segments) {
    if (segment === "..") throw cannotUnzip(`an entry's path leaves the package: ${name}`);
    if (Buffer.byteLength(segment) > segmentBytesMax) throw cannotUnzip(`a file name is too long: ${name}`);
  }
  return segments;
}
