import { cannotUnzip } from "./archive-error.ts";
import type { DirectoryNode, LinkNode, PackageNode } from "./package-tree.ts";

/** Linux's PATH_MAX less the NUL. */
const targetBytesMax = 4095;
/** Linux follows no more links than this in one path (path_resolution(7)), so a longer chain leads nowhere. */
const hopsMax = 40;
/** Steps for all links of a package together: bounds archives whose links expand each other. */
const stepsMax = 20_000_000;

/** Reads a link's content as its target. Throws `Could not unzip…` for one that no file system could hold. */
export function parseLinkTarget(content: Buffer): string {
  if (content.length === 0 || content.length > targetBytesMax) throw cannotUnzip("a link's target has an impossible length");
  const target = content.toString("utf8");
  if (target.includes("\0")) throw cannotUnzip("a link's target contains NUL");
  return target;
}

/**
 * Throws `Could not unzip…` unless every link of the package, followed as the kernel would, also through other links,
 * stays below `root`. Links that dangle or go round in circles inside are harmless and kept (DESIGN §10).
 */
export function refuseLeavingLinks(root: DirectoryNode): void {
  const walk = new LinkWalk(root);
  const pending: (readonly DirectoryNode[])[] = [[root]];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const child of path.at(-1)?.children.values() ?? []) {
      if (child.kind === "link") walk.follow(path, child);
      if (child.kind === "directory") pending.push([...path, child]);
    }
  }
}

/** Where a walk stands: the nodes from below the root down; undefined for what does not exist. */
type Position = (PackageNode | undefined)[];

class LinkWalk {
  readonly #root: DirectoryNode;
  #steps = 0;

  constructor(root: DirectoryNode) {
    this.#root = root;
  }

  /** Follows `link`, which lies in the last directory of `path` (root first). */
  follow(path: readonly DirectoryNode[], link: LinkNode): void {
    const position: Position = path.slice(1);
    const ahead = this.#segments(link);
    let hops = 1;
    for (let segment = ahead.pop(); segment !== undefined; segment = ahead.pop()) {
      this.#step();
      if (segment === "..") {
        if (position.length === 0) throw cannotUnzip(`a link leaves the package: ${link.target}`);
        position.pop();
        continue;
      }
      const node = this.#child(position, segment);
      if (node?.kind === "link") {
        hops += 1;
        if (hops > hopsMax) return;
        ahead.push(...this.#segments(node));
      } else position.push(node);
    }
  }

  #child(position: Position, segment: string): PackageNode | undefined {
    const here = position.length === 0 ? this.#root : position.at(-1);
    return here?.kind === "directory" ? here.children.get(segment) : undefined;
  }

  /** A target's segments, last first. */
  #segments(link: LinkNode): string[] {
    if (link.target.startsWith("/")) throw cannotUnzip(`a link's target is absolute: ${link.target}`);
    this.#step(link.target.length);
    return link.target
      .split("/")
      .filter((segment) => segment !== "" && segment !== ".")
      .toReversed();
  }

  #step(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > stepsMax) throw cannotUnzip("the package's links are too entangled");
  }
}
