import { readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { arch } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment, type Environment } from "@mayfly/config/process-environment";
import { PlatformError } from "@mayfly/errors/platform-error";
import { fetchDebianPackages } from "./debian-packages.ts";
import { findExecutable, isExecutable, programFolders } from "./executables.ts";
import { acquireFileLock } from "./file-lock.ts";
import { runCommand } from "./run-command.ts";

/** The programs of others that Mayfly runs. */
export type ServerName = "nats-server" | "redis-server" | "bwrap" | "crun" | "runc" | "runsc" | "nft";

/** A program that can be started. */
export interface ServerBinary {
  readonly path: string;
  /** Variables that it needs: `LD_LIBRARY_PATH` if its libraries are in the cache. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where to look. The defaults are right everywhere but in tests. */
export interface FindServerOptions {
  readonly environment?: Environment;
  /** Folders to look in before the cache; by default PATH and the system's. */
  readonly searchPath?: readonly string[];
  readonly onProgress?: (sentence: string) => void;
}

interface Program {
  readonly packageNames: readonly string[];
  /** Below the root that the packages are unpacked to. */
  readonly path: string;
}

const versionTimeoutMs = 10_000;

/** Debian's redis-server is a link to a program of redis-tools. */
const programs: Readonly<Record<ServerName, Program>> = {
  "nats-server": { packageNames: ["nats-server"], path: "usr/sbin/nats-server" },
  "redis-server": { packageNames: ["redis-server", "redis-tools"], path: "usr/bin/redis-server" },
  bwrap: { packageNames: ["bubblewrap"], path: "usr/bin/bwrap" },
  crun: { packageNames: ["crun"], path: "usr/bin/crun" },
  runc: { packageNames: ["runc"], path: "usr/sbin/runc" },
  runsc: { packageNames: ["runsc"], path: "usr/bin/runsc" },
  nft: { packageNames: ["nftables"], path: "usr/sbin/nft" },
};

/**
 * Finds a program on the machine or in the cache, else fetches it into the cache from the machine's Debian or Ubuntu
 * sources, which needs no root and starts no service. Fails with PlatformError ServiceUnavailable whose sentence holds the
 * command that installs it. Safe to call at once from several processes.
 */
export async function findServer(name: ServerName, options: FindServerOptions = {}): Promise<ServerBinary> {
  const environment = options.environment ?? processEnvironment();
  const installed = findExecutable(name, options.searchPath ?? programFolders(environment));
  if (installed !== undefined) return { path: installed, environment: {} };
  const folder = join(cacheDirectory(environment), "servers");
  const target = join(folder, `${name}-${arch()}`);
  return findUnpacked(name, target) ?? (await fetchUnderLock(name, { target, folder, environment, onProgress: options.onProgress ?? (() => {}) }));
}

/** Finds or fetches several programs. Fails with one PlatformError that holds the command for all that are missing. */
export async function findServers(names: readonly ServerName[], options: FindServerOptions = {}): Promise<void> {
  const missing: ServerName[] = [];
  let cause: unknown;
  for (const name of names) {
    await findServer(name, options).catch((error: unknown) => {
      missing.push(name);
      cause = error;
    });
  }
  if (missing.length > 0) throw notInstalled(missing, { environment: options.environment ?? processEnvironment(), cause });
}

interface FetchOptions {
  readonly target: string;
  readonly folder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}

async function fetchUnderLock(name: ServerName, options: FetchOptions): Promise<ServerBinary> {
  const { target, folder, environment, onProgress } = options;
  const verify = (unpacked: string): Promise<void> => checkRuns(findUnpacked(name, unpacked), environment);
  try {
    await mkdir(folder, { recursive: true });
    await using _lock = await acquireFileLock(join(folder, "lock"));
    if (findUnpacked(name, target) === undefined) {
      await fetchDebianPackages({ packageNames: programs[name].packageNames, target, workFolder: join(folder, "apt"), verify, environment, onProgress });
    }
    return requireFound(findUnpacked(name, target));
  } catch (error) {
    throw notInstalled([name], { environment, cause: error });
  }
}

/** A program whose libraries do not fit this machine would fail later and less clearly. */
async function checkRuns(found: ServerBinary | undefined, environment: Environment): Promise<void> {
  const binary = requireFound(found);
  await runCommand([binary.path, "--version"], { environment: { ...environment, ...binary.environment }, timeoutMs: versionTimeoutMs });
}

function requireFound(found: ServerBinary | undefined): ServerBinary {
  if (found === undefined) throw new Error("the fetched packages do not hold the program");
  return found;
}

function findUnpacked(name: ServerName, root: string): ServerBinary | undefined {
  const path = join(root, programs[name].path);
  if (!isExecutable(path)) return undefined;
  const libraries = [join(root, "usr", "lib"), join(root, "lib")].flatMap(libraryFolders);
  return { path, environment: libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(":") } };
}

/** Debian keeps libraries in a folder per architecture, such as `x86_64-linux-gnu`. */
function libraryFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap((name) => (name.endsWith("-linux-gnu") ? [join(folder, name)] : []));
  } catch {
    return [];
  }
}

const installCommands = [
  {
    manager: "apt-get",
    command: "sudo apt-get update && sudo apt-get install -y",
    packages: {
      "nats-server": "nats-server",
      "redis-server": "redis-server",
      bwrap: "bubblewrap",
      crun: "crun",
      runc: "runc",
      runsc: "runsc",
      nft: "nftables",
    },
  },
  {
    manager: "dnf",
    command: "sudo dnf install -y",
    packages: { "nats-server": "nats-server", "redis-server": "redis", bwrap: "bubblewrap", crun: "crun", runc: "runc", runsc: "runsc", nft: "nftables" },
  },
  {
    manager: "pacman",
    command: "sudo pacman -S --needed",
    packages: { "nats-server": "nats-server", "redis-server": "redis", bwrap: "bubblewrap", crun: "crun", runc: "runc", runsc: "runsc", nft: "nftables" },
  },
  {
    manager: "apk",
    command: "sudo apk add",
    packages: { "nats-server": "nats-server", "redis-server": "redis", bwrap: "bubblewrap", crun: "crun", runc: "runc", runsc: "runsc", nft: "nftables" },
  },
  {
    manager: "zypper",
    command: "sudo zypper install -y",
    packages: { "nats-server": "nats-server", "redis-server": "redis", bwrap: "bubblewrap", crun: "crun", runc: "runc", runsc: "runsc", nft: "nftables" },
  },
] as const satisfies readonly { readonly manager: string; readonly command: string; readonly packages: Readonly<Record<ServerName, string>> }[];

function notInstalled(names: readonly ServerName[], context: { readonly environment: Environment; readonly cause: unknown }): PlatformError {
  const folders = programFolders(context.environment);
  const known = installCommands.find(({ manager }) => findExecutable(manager, folders) !== undefined) ?? installCommands[0];
  const command = `${known.command} ${names.map((name) => known.packages[name]).join(" ")}`;
  return new PlatformError("ServiceUnavailable", `Mayfly needs ${names.join(" and ")}, which could neither be found nor fetched. Install with: ${command}`, {
    cause: context.cause,
  });
}
