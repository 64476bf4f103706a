import { randomUUID } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { mkdir, readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import { isDiskFull, writeFailure } from "@mayfly/deployment-package/archive-error";
import type { Extractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import { AdmissionGate } from "@mayfly/kernel/admission-gate";
import type { Logger } from "@mayfly/telemetry/logger";
import { z } from "zod";
import { describePackage, loadPackages, removePackage, type DescribedPackage } from "./cached-packages.ts";
import { downloadPackage, type PackageKey } from "./download-package.ts";
import { entriesAtOnce, sealPackage, sealSmallPackage } from "./package-seal.ts";

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
  readonly logger: Logger;
  readonly now: () => number;
}

interface Entry extends Omit<DescribedPackage, "usedAt"> {
  users: number;
  usedAt: number;
  /** When it was last found whole by this process; 0 if it never was. */
  checkedAt: number;
  check: Promise<boolean> | undefined;
  /** Where it has been put because it is damaged; removed once nobody uses it. */
  putAside: string | undefined;
}

const keySchema = z.object({ region: z.string().regex(/^[a-z0-9-]+$/), account: z.string().regex(/^\d{12}$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** A package of many files is looked through beside its use, not before it, once this process has found it whole, and at most so often. */
const recheckMs = 10_000;
/** Archives that are in memory at once on their way into the cache, each up to 50 MB; more wait, as long as one may take. */
const fetches = {
  running: 4,
  waiting: 1000,
  waitMs: 60_000,
  refusal: () => new PlatformError("ServiceUnavailable", "Too many packages are being fetched on this worker."),
} as const;
/** A disk that damages what was just written is beyond mending here. */
const damagedMax = 3;

/**
 * Unpacked deployment packages and layers by content: each fetched and verified once, the least recently used ones removed
 * beyond the limit or when the disk is full. Before a package is used it is compared with the seal that it had when it was
 * unpacked; one that was changed or has lost files is put aside and fetched anew.
 */
export class CodeCache {
  readonly #options: CodeCacheOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #removals = new Map<string, Promise<void>>();
  readonly #gate = new AdmissionGate(fetches);

  constructor(options: CodeCacheOptions) {
    this.#options = options;
  }

  /** Learns what earlier runs have left and removes what they did not finish. */
  async load(): Promise<void> {
    const { directory } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o755 });
    for (const region of await readdir(directory)) {
      for (const account of await readdir(join(directory, region))) {
        for (const described of await loadPackages(join(directory, region, account))) this.#add(described, 0);
      }
    }
  }

  /**
   * The package, fetched if need be, then as part of the given trace if any. Fails with PlatformError: what the package store
   * says, Service if its bytes are not what they should be, ServiceUnavailable if the disk is full.
   */
  async use(key: PackageKey, traceParent = ""): Promise<CachedPackage> {
    const directory = this.#directoryOf(key);
    for (let damaged = 0; damaged < damagedMax;) {
      const entry = this.#entries.get(directory);
      if (entry === undefined) {
        // Another fetch may remove it again to make room, before it can be held here.
        await this.#fetchOnce(key, directory, traceParent);
        continue;
      }
      const held = this.#hold(entry);
      if (await this.#isWhole(entry)) return held;
      this.#putAside(entry);
      held[Symbol.dispose]();
      damaged += 1;
    }
    throw new PlatformError("Service", "The function's deployment package is damaged again and again on this worker's disk.");
  }

  /** Remembers across restarts what was used last. */
  async save(): Promise<void> {
    for (const entry of this.#entries.values()) {
      const usedAt = new Date(entry.usedAt);
      await utimes(`${entry.directory}.json`, usedAt, usedAt).catch(() => undefined);
    }
  }

  #directoryOf(key: PackageKey): string {
    const parsed = keySchema.safeParse(key);
    if (!parsed.success)
      throw new PlatformError("Service", "The function's deployment package is not named by region, account and sha-256.", { cause: parsed.error });
    return join(this.#options.directory, key.region, key.account, key.sha256);
  }

  #add(described: DescribedPackage, checkedAt: number): Entry {
    const entry: Entry = { ...described, users: 0, checkedAt, check: undefined, putAside: undefined };
    this.#entries.set(entry.directory, entry);
    return entry;
  }

  #hold(entry: Entry): CachedPackage {
    entry.users += 1;
    entry.usedAt = this.#options.now();
    let released = false;
    return {
      directory: entry.directory,
      [Symbol.dispose]: () => {
        if (released) return;
        released = true;
        entry.users -= 1;
        if (entry.users === 0 && entry.putAside !== undefined) void this.#remove(entry.putAside);
      },
    };
  }

  #isWhole(entry: Entry): boolean | Promise<boolean> {
    if (entry.seal.entries <= entriesAtOnce) return sealSmallPackage(entry.directory)?.digest === entry.seal.digest;
    if (entry.checkedAt === 0) return this.#look(entry);
    if (this.#options.now() - entry.checkedAt > recheckMs) void this.#look(entry).then((whole) => whole || this.#putAside(entry));
    return true;
  }

  /** Compares a package of many files with its seal, once for all who ask at the same time. */
  #look(entry: Entry): Promise<boolean> {
    entry.check ??= sealPackage(entry.directory)
      .then(
        ({ digest }) => digest === entry.seal.digest,
        () => false,
      )
      .finally(() => {
        entry.checkedAt = this.#options.now();
        entry.check = undefined;
      });
    return entry.check;
  }

  /** Takes a damaged package out of the cache. Environments that run on it keep it: their mounts go with it. */
  #putAside(entry: Entry): void {
    if (this.#entries.get(entry.directory) !== entry) return;
    this.#options.logger.warn("package in the cache is damaged", { path: entry.directory });
    this.#entries.delete(entry.directory);
    rmSync(`${entry.directory}.json`, { force: true });
    entry.putAside = join(entry.directory, "..", `.damaged-${randomUUID()}`);
    try {
      renameSync(entry.directory, entry.putAside);
    } catch {
      // Somebody has removed the whole directory.
    }
    if (entry.users === 0) void this.#remove(entry.putAside);
  }

  async #remove(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true }).catch((error: unknown) =>
      this.#options.logger.warn("package not removed", { path, error: writeFailure(error) }),
    );
  }

  #fetchOnce(key: PackageKey, directory: string, traceParent: string): Promise<void> {
    const shared =
      this.#underWay.get(directory) ?? this.#gate.run(() => this.#fetch(key, directory, traceParent)).finally(() => this.#underWay.delete(directory));
    this.#underWay.set(directory, shared);
    return shared;
  }

  /** Fetches and unpacks; on a full disk once more, after everything that nobody uses has been removed. */
  async #fetch(key: PackageKey, directory: string, traceParent: string): Promise<void> {
    await this.#removals.get(directory);
    const archive = await downloadPackage(this.#options.packages, key, traceParent);
    let entry;
    try {
      entry = await this.#unpack(archive, directory);
    } catch (error) {
      if (!isDiskFull(error) || (await this.#evict(undefined, 0)) === 0) throw error;
      this.#options.logger.warn("disk full: unused packages removed", { path: this.#options.directory });
      entry = await this.#unpack(archive, directory);
    }
    await this.#evict(entry, this.#options.bytesMax);
  }

  async #unpack(archive: Buffer, directory: string): Promise<Entry> {
    try {
      await mkdir(join(directory, ".."), { recursive: true, mode: 0o755 });
      await rm(directory, { recursive: true, force: true });
      const { unpackedBytes } = await this.#options.extractor.extract(archive, directory);
      const seal = await sealPackage(directory);
      await describePackage(directory, { unpackedBytes, seal });
      return this.#add({ directory, unpackedBytes, seal, usedAt: this.#options.now() }, this.#options.now());
    } catch (error) {
      await removePackage(directory).catch(() => undefined);
      throw writeFailure(error);
    }
  }

  /** Removes what was used least recently until no more than `bytesMax` are left; tells how many packages that were. */
  async #evict(keep: Entry | undefined, bytesMax: number): Promise<number> {
    let removed = 0;
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.unpackedBytes, 0);
    const unused = [...this.#entries.values()].filter((entry) => entry.users === 0 && entry !== keep).toSorted((a, b) => a.usedAt - b.usedAt);
    for (const entry of unused) {
      if (bytes <= bytesMax) return removed;
      // Taken, or removed by another fetch, since this one looked.
      if (entry.users > 0 || this.#entries.get(entry.directory) !== entry) continue;
      this.#entries.delete(entry.directory);
      bytes -= entry.unpackedBytes;
      removed += 1;
      // One that cannot be removed is no reason to fail who made room: it no longer counts, and the next start looks at it again.
      const removal = removePackage(entry.directory)
        .catch((error: unknown) => this.#options.logger.warn("package not removed", { path: entry.directory, error: writeFailure(error) }))
        .finally(() => this.#removals.delete(entry.directory));
      this.#removals.set(entry.directory, removal);
      await removal;
    }
    return removed;
  }
}
