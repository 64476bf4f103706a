import { mkdir, readFile, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";

/** The format of everything below a data directory. An older one is migrated at start, a newer one is refused (DESIGN §3). */
const formatVersion = 1;

/** What a start writes before the first function is there, with room for Redis's and JetStream's files. */
const freeMibMin = 64;
const bytesPerMib = 1024 * 1024;

/** Where a standalone Mayfly keeps what must outlive it. All paths are absolute. */
export interface DataDirectory {
  readonly root: string;
  /** Credentials and configuration in the AWS tools' own format. */
  readonly aws: string;
  readonly nats: string;
  readonly redis: string;
  readonly packages: string;
  /** Seals access keys and session keys in Redis. */
  readonly identityKey: string;
  /** State of running sandboxes; emptied at every start. */
  readonly sandboxes: string;
  /** Unpacked deployment packages, by content. */
  readonly codeCache: string;
  /** The user's runtime manifests. */
  readonly runtimes: string;
  readonly runFile: string;
  readonly lockFile: string;
  readonly functionLogs: string;
}

/** Paths below `root`; touches nothing. */
export function dataDirectoryAt(root: string): DataDirectory {
  return {
    root,
    aws: join(root, "aws"),
    nats: join(root, "nats"),
    redis: join(root, "redis"),
    packages: join(root, "packages"),
    identityKey: join(root, "identity.key"),
    sandboxes: join(root, "sandboxes"),
    codeCache: join(root, "cache", "code"),
    runtimes: join(root, "runtimes"),
    runFile: join(root, "run.json"),
    lockFile: join(root, "lock"),
    functionLogs: join(root, "logs"),
  };
}

/** Creates what is missing and checks format and free space. Fails with a sentence if the directory belongs to a newer Mayfly, cannot be written or its disk has less than 64 MiB free. */
export async function prepareDataDirectory(directory: DataDirectory): Promise<void> {
  try {
    await mkdir(directory.root, { recursive: true, mode: 0o755 });
    for (const path of [directory.aws, directory.nats, directory.redis]) await mkdir(path, { recursive: true, mode: 0o700 });
    for (const path of [directory.packages, directory.sandboxes, directory.codeCache, directory.functionLogs]) await mkdir(path, { recursive: true });
    await checkFreeSpace(directory.root);
    await checkFormat(join(directory.root, "VERSION"));
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOSPC") throw diskFull(directory.root, 0);
    const { root } = directory;
    throw new PlatformError(
      "ServiceUnavailable",
      `The data directory ${root} cannot be written (${code}). Make it yours with: sudo mkdir -p ${root} && sudo chown -R "$USER" ${root}\nor choose another with --data-dir.`,
      { cause: error },
    );
  }
}

async function checkFreeSpace(root: string): Promise<void> {
  const { bavail, bsize } = await statfs(root);
  const freeMib = Math.floor((bavail * bsize) / bytesPerMib);
  if (freeMib < freeMibMin) throw diskFull(root, freeMib);
}

function diskFull(root: string, freeMib: number): PlatformError {
  return new PlatformError(
    "ServiceUnavailable",
    `The disk of the data directory ${root} is full: ${freeMib} MiB are free, and Mayfly needs ${freeMibMin} to start. Free space (df -h ${root}), or choose another directory with --data-dir.`,
  );
}

async function checkFormat(versionFile: string): Promise<void> {
  const found = await readFile(versionFile, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found === undefined) {
    await writeFile(versionFile, `${formatVersion}\n`);
    return;
  }
  if (Number(found.trim()) === formatVersion) return;
  throw new PlatformError(
    "ServiceUnavailable",
    `The data directory has format ${found.trim()}, and this Mayfly reads format ${formatVersion}. Start the Mayfly that wrote it, or choose another with --data-dir.`,
  );
}
