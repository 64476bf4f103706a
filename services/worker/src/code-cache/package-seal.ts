import { lstatSync, readdirSync } from "node:fs";
import { createHash, type Hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

/** How an unpacked package was when it was whole. */
export interface PackageSeal {
  /** Of path, kind, size and times of every file, link and directory in it. A write through the file system changes it. */
  readonly digest: string;
  readonly entries: number;
}

/** So many entries are looked at in one go, in about a millisecond; more take several turns of the event loop. */
export const entriesAtOnce = 256;

/** Takes the seal of an unpacked package, a few entries in each turn of the event loop. Throws if the directory cannot be read. */
export async function sealPackage(directory: string): Promise<PackageSeal> {
  const walk = new Walk(directory);
  while (!walk.step(entriesAtOnce)) await nextTurn();
  return walk.seal();
}

/** Takes the seal at once; only for packages of few entries. Undefined if there are more than `entriesAtOnce` or the directory cannot be read. */
export function sealSmallPackage(directory: string): PackageSeal | undefined {
  try {
    const walk = new Walk(directory);
    return walk.step(entriesAtOnce + 1) ? walk.seal() : undefined;
  } catch {
    return undefined;
  }
}

class Walk {
  readonly #hash: Hash = createHash("sha256");
  readonly #pending: string[] = [];
  #entries = 0;

  constructor(directory: string) {
    this.#push(directory);
  }

  /** Looks at `count` more entries; true once all have been looked at. */
  step(count: number): boolean {
    for (let left = count; left > 0; left -= 1) {
      const path = this.#pending.pop();
      if (path === undefined) return true;
      const { mode, size, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
      this.#hash.update(`${path} ${mode} ${size} ${mtimeNs} ${ctimeNs}\n`);
      this.#entries += 1;
      const directoryKind = 0o040_000n;
      const kindMask = 0o170_000n;
      if ((mode & kindMask) === directoryKind) this.#push(path);
    }
    return this.#pending.length === 0;
  }

  seal(): PackageSeal {
    return { digest: this.#hash.digest("hex"), entries: this.#entries };
  }

  #push(directory: string): void {
    for (const name of readdirSync(directory).toSorted()) this.#pending.push(`${directory}/${name}`);
  }
}
