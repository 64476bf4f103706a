import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import type { Extractor } from "@mayfly/deployment-package/extractor";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";

/** Which package, and whose. */
export interface PackageKey {
  readonly region: string;
  readonly account: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** An unpacked package on this host; it stays there until released. */
export interface CachedPackage extends Disposable {
  readonly directory: string;
}

/** What the code cache works with. */
export interface CodeCacheOptions {
  /** Below it: REGION/ACCOUNT/SHA256/ and beside each SHA256.json. */
  readonly directory: string;
  /** Unpacked bytes to keep; packages in use are kept in any case. */
  readonly bytesMax: number;
  readonly packages: ServiceClient<typeof packagesService>;
  readonly extractor: Extractor;
  readonly now: () => number;
}

interface Entry {
  readonly directory: string;
  readonly unpackedBytes: number;
  users: number;
  usedAt: number;
}

const describedSchema = z.object({ unpackedBytes: z.int() });
const keySchema = z.object({ region: z.string().regex(/^[a-z0-9-]+$/), account: z.string().regex(/^\d{12}$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Unpacked deployment packages by content: each fetched and verified once, the least recently used ones removed beyond the limit. */
export class CodeCache {
  readonly #options: CodeCacheOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #removals = new Map<string, Promise<void>>();

  constructor(options: CodeCacheOptions) {
    this.#options = options;
  }

  /** Learns what earlier runs have left and removes what they did not finish. */
  async load(): Promise<void> {
    await mkdir(this.#options.directory, { recursive: true, mode: 0o755 });
    for (const region of await readdir(this.#options.directory)) {
      for (const account of await readdir(join(this.#options.directory, region))) await this.#loadAccount(join(this.#options.directory, region, account));
    }
  }

  /** The package, fetched if need be. Fails with PlatformError: what the package store says, or Service if its bytes are not what they should be. */
  async use(key: PackageKey): Promise<CachedPackage> {
    const directory = this.#directoryOf(key);
    let entry = this.#entries.get(directory);
    while (entry === undefined) {
      await this.#fetchOnce(key, directory);
      // Another fetch may have removed it again to make room, before it could be held here.
      entry = this.#entries.get(directory);
    }
    const held = entry;
    entry.users += 1;
    entry.usedAt = this.#options.now();
    let released = false;
    return {
      directory,
      [Symbol.dispose]: () => {
        if (!released) held.users -= 1;
        released = true;
      },
    };
  }

  #directoryOf(key: PackageKey): string {
    const parsed = keySchema.safeParse(key);
    if (!parsed.success)
      throw new PlatformError("Service", "The function's deployment package is not named by region, account and sha-256.", { cause: parsed.error });
    return join(this.#options.directory, key.region, key.account, key.sha256);
  }

  #fetchOnce(key: PackageKey, directory: string): Promise<void> {
    const shared = this.#underWay.get(directory) ?? this.#fetch(key, directory).finally(() => this.#underWay.delete(directory));
    this.#underWay.set(directory, shared);
    return shared;
  }

  async #fetch(key: PackageKey, directory: string): Promise<void> {
    await this.#removals.get(directory);
    await mkdir(join(directory, ".."), { recursive: true, mode: 0o755 });
    await rm(directory, { recursive: true, force: true });
    const archive = await this.#download(key);
    const summary = await this.#options.extractor.extract(archive, directory);
    const description = `${directory}.json`;
    const partial = `${description}.${randomUUID()}`;
    await writeFile(partial, JSON.stringify({ unpackedBytes: summary.unpackedBytes }));
    await rename(partial, description);
    const entry: Entry = { directory, unpackedBytes: summary.unpackedBytes, users: 0, usedAt: this.#options.now() };
    this.#entries.set(directory, entry);
    await this.#evict(entry);
  }

  async #download(key: PackageKey): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const { chunk } of this.#options.packages.GetPackage(key, { timeoutMs: 60_000 })) {
      bytes += chunk.length;
      if (bytes > limits.zippedPackageBytesMax) throw new PlatformError("Service", "The function's deployment package is larger than allowed.");
      hash.update(chunk);
      pieces.push(chunk);
    }
    const sha256 = hash.digest("hex");
    if (sha256 !== key.sha256)
      throw new PlatformError("Service", "The function's deployment package is damaged.", { cause: new Error(`expected ${key.sha256}, got ${sha256}`) });
    // Shared memory goes to the extractor's thread without a copy.
    const archive = Buffer.from(new SharedArrayBuffer(bytes));
    let offset = 0;
    for (const piece of pieces) offset += piece.copy(archive, offset);
    return archive;
  }

  async #evict(keep: Entry): Promise<void> {
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.unpackedBytes, 0);
    const unused = [...this.#entries.values()].filter((entry) => entry.users === 0 && entry !== keep).toSorted((a, b) => a.usedAt - b.usedAt);
    for (const entry of unused) {
      if (bytes <= this.#options.bytesMax) return;
      // Taken, or removed by another fetch, since this one looked.
      if (entry.users > 0 || this.#entries.get(entry.directory) !== entry) continue;
      this.#entries.delete(entry.directory);
      bytes -= entry.unpackedBytes;
      const removal = removeUnpacked(entry.directory).finally(() => this.#removals.delete(entry.directory));
      this.#removals.set(entry.directory, removal);
      await removal;
    }
  }

  async #loadAccount(account: string): Promise<void> {
    const names = new Set(await readdir(account));
    for (const name of names) {
      const path = join(account, name);
      if (/^[0-9a-f]{64}$/.test(name) && names.has(`${name}.json`)) {
        const described = describedSchema.safeParse(parseJson(await readFile(`${path}.json`, "utf8")));
        const { mtimeMs } = await stat(`${path}.json`);
        if (described.success) this.#entries.set(path, { directory: path, unpackedBytes: described.data.unpackedBytes, users: 0, usedAt: mtimeMs });
        else await removeUnpacked(path);
      } else if (!name.endsWith(".json") || !names.has(name.slice(0, -5))) await rm(path, { recursive: true, force: true });
    }
  }

  /** Remembers across restarts what was used last. */
  async save(): Promise<void> {
    for (const entry of this.#entries.values()) {
      const usedAt = new Date(entry.usedAt);
      await utimes(`${entry.directory}.json`, usedAt, usedAt).catch(() => undefined);
    }
  }
}

async function removeUnpacked(directory: string): Promise<void> {
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
