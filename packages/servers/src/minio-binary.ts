import { mkdir, rename, rm } from "node:fs/promises";
import { arch } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment, type Environment } from "@mayfly/config/process-environment";
import { PlatformError } from "@mayfly/errors/platform-error";
import { findExecutable, isExecutable, programFolders } from "./executables.ts";
import { acquireFileLock } from "./file-lock.ts";
import { runCommand } from "./run-command.ts";

/** MinIO's last published source; binaries are no longer distributed (DESIGN §6). */
const version = "v0.0.0-20260212201848-7aac2a2c5b7c";

const buildTimeoutMs = 20 * 60_000;

/** How to get the program. */
export interface MinioBinaryOptions {
  readonly environment?: Environment;
  /** Folders to look for Go in; by default PATH, the system's and Go's own. */
  readonly searchPath?: readonly string[];
  readonly onProgress?: (sentence: string) => void;
}

/**
 * The path of MinIO's server in the cache, built from source with Go the first time, which takes minutes. Fails with
 * PlatformError ServiceUnavailable that says what to install or set instead. Safe to call at once from several processes.
 */
export async function ensureMinioBinary(options: MinioBinaryOptions = {}): Promise<string> {
  const environment = options.environment ?? processEnvironment();
  const folder = join(cacheDirectory(environment), "servers");
  const path = join(folder, `minio-${arch()}-${version}`);
  if (isExecutable(path)) return path;
  const go = findExecutable("go", options.searchPath ?? [...programFolders(environment), "/usr/local/go/bin"]);
  if (go === undefined) {
    throw new PlatformError(
      "ServiceUnavailable",
      "The tests of S3 storage need MinIO's server, which is built from source. Install Go 1.24 or later (sudo apt-get install -y golang-go, or from https://go.dev/dl), or set MAYFLY_TEST_S3_URL=http://ACCESS_KEY:SECRET_KEY@HOST:PORT to use an S3 service that you have.",
    );
  }
  await mkdir(folder, { recursive: true });
  await using _lock = await acquireFileLock(join(folder, "minio.lock"));
  if (!isExecutable(path)) await build({ go, path, environment, onProgress: options.onProgress ?? (() => {}) });
  return path;
}

interface BuildOptions {
  readonly go: string;
  readonly path: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}

async function build({ go, path, environment, onProgress }: BuildOptions): Promise<void> {
  const draft = `${path}.build`;
  onProgress("building MinIO's server, once; this takes about three minutes");
  try {
    await runCommand([go, "install", "-trimpath", "-ldflags", "-s -w", `github.com/minio/minio@${version}`], {
      environment: { ...environment, GOBIN: draft, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" },
      timeoutMs: buildTimeoutMs,
    });
    await rename(join(draft, "minio"), path);
  } catch (error) {
    throw new PlatformError(
      "ServiceUnavailable",
      `MinIO's server could not be built with ${go}. Update Go, or set MAYFLY_TEST_S3_URL=http://ACCESS_KEY:SECRET_KEY@HOST:PORT.`,
      { cause: error },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
