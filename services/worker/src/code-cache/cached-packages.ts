import { readFileSync } from "node:fs";
import { readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { PackageSeal } from "./package-seal.ts";

/** An unpacked package as its description beside it tells of it. */
export interface DescribedPackage {
  readonly directory: string;
  readonly unpackedBytes: number;
  readonly seal: PackageSeal;
  /** Epoch milliseconds. */
  readonly usedAt: number;
}

const describedSchema = z.object({ unpackedBytes: z.int(), bootId: z.string(), seal: z.object({ digest: z.string(), entries: z.int() }) });

/** Changes with every start of the machine: what was unpacked is not synchronised to the disk, so a power cut may have taken parts of it. */
const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();

/** Writes a package's description: from then on it counts as whole. */
export async function describePackage(directory: string, { unpackedBytes, seal }: Pick<DescribedPackage, "unpackedBytes" | "seal">): Promise<void> {
  const partial = `${directory}.json.${randomUUID()}`;
  try {
    await writeFile(partial, JSON.stringify({ unpackedBytes, seal, bootId }));
    await rename(partial, `${directory}.json`);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Packages of one account that earlier runs have left whole; everything else there is removed. */
export async function loadPackages(accountDirectory: string): Promise<readonly DescribedPackage[]> {
  const names = new Set(await readdir(accountDirectory));
  const found: DescribedPackage[] = [];
  for (const name of names) {
    const path = join(accountDirectory, name);
    if (/^[0-9a-f]{64}$/.test(name) && names.has(`${name}.json`)) {
      const described = describedSchema.safeParse(parseJson(await readFile(`${path}.json`, "utf8")));
      if (described.success && described.data.bootId === bootId) {
        const { unpackedBytes, seal } = described.data;
        found.push({ directory: path, unpackedBytes, seal, usedAt: (await stat(`${path}.json`)).mtimeMs });
      } else await removePackage(path);
    } else if (!name.endsWith(".json") || !names.has(name.slice(0, -5))) await rm(path, { recursive: true, force: true });
  }
  return found;
}

/** Removes a package; its description goes first, so that it never counts as whole meanwhile. */
export async function removePackage(directory: string): Promise<void> {
  await rm(`${directory}.json`, { force: true });
  await rm(directory, { recursive: true, force: true });
}

/** Undefined if it is not JSON: a machine that lost its power may leave an empty file. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
