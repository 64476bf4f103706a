import { cannotUnzip } from "./archive-error.ts";
import type { ArchiveEntry } from "./archive-entry.ts";

/** A directory of a package; names are single path segments. */
export interface DirectoryNode {
  readonly kind: "directory";
  readonly children: Map<string, PackageNode>;
}

/** A regular file. */
export interface FileNode {
  readonly kind: "file" | "executable";
  readonly entry: ArchiveEntry;
}

/** A symbolic link with its target as stored. */
export interface LinkNode {
  readonly kind: "link";
  readonly target: string;
}

/** What a path of a package is. */
export type PackageNode = DirectoryNode | FileNode | LinkNode;

/** A package as it will lie on disk. */
export interface PackageTree {
  readonly root: DirectoryNode;
  /** Files, links and directories below the root. */
  readonly nodeCount: number;
  /** Bytes of all files. */
  readonly unpackedBytes: number;
}

/**
 * Arranges entries as unzip would: of two entries of one path the later wins. Throws `Could not unzip…` where a path is
 * both a directory and something else, or where more than `nodesMax` nodes would result.
 */
export function buildPackageTree(entries: readonly ArchiveEntry[], readTarget: (link: ArchiveEntry) => string, nodesMax: number): PackageTree {
  const root: DirectoryNode = { kind: "directory", children: new Map() };
  const count = { nodes: 0, bytes: 0 };
  for (const entry of entries) {
    const name = entry.segments.at(-1);
    if (name === undefined) continue;
    const parent = makeDirectories(root, entry.segments.slice(0, -1), count);
    const before = parent.children.get(name);
    if (before !== undefined && (before.kind === "directory") !== (entry.kind === "directory")) throw clash(entry.segments);
    if (before === undefined) count.nodes += 1;
    else if (before.kind === "directory") continue;
    else count.bytes -= nodeBytes(before);
    const node = makeNode(entry, readTarget);
    count.bytes += nodeBytes(node);
    parent.children.set(name, node);
    // Parents may be many more than entries, so the bound is checked as they are made.
    if (count.nodes > nodesMax) throw cannotUnzip("the package has too many files and directories");
  }
  return { root, nodeCount: count.nodes, unpackedBytes: count.bytes };
}

function makeDirectories(root: DirectoryNode, segments: readonly string[], count: { nodes: number }): DirectoryNode {
  let directory = root;
  for (const segment of segments) {
    let child = directory.children.get(segment);
    if (child === undefined) {
      child = { kind: "directory", children: new Map() };
      directory.children.set(segment, child);
      count.nodes += 1;
    }
    if (child.kind !== "directory") throw clash(segments);
    directory = child;
  }
  return directory;
}

function makeNode(entry: ArchiveEntry, readTarget: (link: ArchiveEntry) => string): PackageNode {
  switch (entry.kind) {
    case "directory":
      return { kind: "directory", children: new Map() };
    case "link":
      return { kind: "link", target: readTarget(entry) };
    case "file":
    case "executable":
      return { kind: entry.kind, entry };
  }
}

function nodeBytes(node: PackageNode): number {
  return node.kind === "file" || node.kind === "executable" ? node.entry.unpackedBytes : 0;
}

function clash(segments: readonly string[]): Error {
  return cannotUnzip(`a path is a directory and something else: ${segments.join("/")}`);
}
