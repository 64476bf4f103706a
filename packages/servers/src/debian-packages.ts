import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "@mayfly/config/process-environment";
import { runCommand } from "./run-command.ts";

/** What to fetch, and where to put it. */
export interface FetchPackageOptions {
  readonly packageNames: readonly string[];
  /** The folder that appears, whole or not at all: the files of these packages and of those that they need and this machine lacks. */
  readonly target: string;
  /** Asked before the folder appears; fails if what was unpacked cannot be used. */
  readonly verify: (unpacked: string) => Promise<void>;
  /** For package lists and downloads under way. */
  readonly workFolder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}

const updateTimeoutMs = 180_000;
const downloadTimeoutMs = 300_000;
const unpackTimeoutMs = 60_000;

/**
 * Fetches Debian or Ubuntu packages with apt's own verification and unpacks them, without root and without installing
 * anything. Uses the machine's package lists; where these are missing or outdated, lists of its own.
 */
export async function fetchDebianPackages(options: FetchPackageOptions): Promise<void> {
  const privateLists = aptOptionsForPrivateLists(options.workFolder);
  await mkdir(options.workFolder, { recursive: true });
  options.onProgress(`fetching ${options.packageNames.join(" and ")}`);
  for (const aptOptions of [[], privateLists]) {
    const isFetched = await downloadAndUnpack(options, aptOptions).then(
      () => true,
      () => false,
    );
    if (isFetched) return;
  }
  options.onProgress("fetching package lists");
  for (const folder of [listFolder(options.workFolder), archiveFolder(options.workFolder)]) await mkdir(join(folder, "partial"), { recursive: true });
  // One source that fails, like a third-party one without its key, does not matter as long as the packages are found.
  await apt(["apt-get", ...privateLists, "-qq", "update"], options, updateTimeoutMs).catch(() => {});
  await downloadAndUnpack(options, privateLists);
}

/** Apt options that keep lists and caches in our own folder, so that no root and no lock of the system's is needed. */
function aptOptionsForPrivateLists(workFolder: string): readonly string[] {
  const settings = [
    `Dir::State::lists=${listFolder(workFolder)}`,
    `Dir::Cache=${join(workFolder, "cache")}`,
    "Acquire::Languages=none",
    "APT::Sandbox::User=root",
  ];
  return settings.flatMap((setting) => ["-o", setting]);
}

function listFolder(workFolder: string): string {
  return join(workFolder, "lists");
}

function archiveFolder(workFolder: string): string {
  return join(workFolder, "cache", "archives");
}

async function downloadAndUnpack(options: FetchPackageOptions, aptOptions: readonly string[]): Promise<void> {
  const packages = await packagesToFetch(options, aptOptions);
  const draft = await mkdtemp(join(options.workFolder, "unpack-"));
  try {
    const archives = join(draft, "archives");
    const root = join(draft, "root");
    await mkdir(archives);
    await mkdir(root);
    await apt(
      ["apt-get", ...aptOptions, "-qq", "-o", "APT::Sandbox::User=root", "download", ...packages],
      { ...options, workFolder: archives },
      downloadTimeoutMs,
    );
    for (const archive of await readdir(archives)) {
      await runCommand(["dpkg-deb", "-x", join(archives, archive), root], { environment: options.environment, timeoutMs: unpackTimeoutMs });
    }
    await options.verify(root);
    await rename(root, options.target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The packages themselves and, of all that they depend on, what apt would install with them. */
async function packagesToFetch(options: FetchPackageOptions, aptOptions: readonly string[]): Promise<readonly string[]> {
  const simulated = ["-s", "-y", "--no-install-recommends", "install", ...options.packageNames];
  // A machine whose packages do not fit together has no answer; the libraries are then there or the program will not run.
  const simulation = await apt(["apt-get", ...aptOptions, ...simulated], options, unpackTimeoutMs).catch(() => "");
  const wouldInstall = simulation.split("\n").flatMap((line) => /^Inst (\S+)/.exec(line)?.[1] ?? []);
  return [...new Set([...options.packageNames, ...wouldInstall])];
}

async function apt(command: readonly [string, ...string[]], options: FetchPackageOptions, timeoutMs: number): Promise<string> {
  return await runCommand(command, {
    environment: { ...options.environment, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
    workingDirectory: options.workFolder,
    timeoutMs,
  });
}
