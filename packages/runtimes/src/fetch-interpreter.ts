import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";
import { lockPath } from "./path-lock.ts";
import type { RuntimePackage } from "./runtime-manifest.ts";

const run = promisify(execFile);

/** How far a fetch is. */
export interface FetchProgress {
  readonly runtime: string;
  readonly step: "waiting" | "downloading" | "verifying" | "unpacking" | "installed";
}

/** What to fetch, and where to. */
export interface FetchRequest {
  readonly runtime: string;
  readonly wanted: RuntimePackage;
  /** Comes into being whole or not at all. */
  readonly directory: string;
  readonly timeoutMs: number;
  /** Aborts once nobody waits for the fetch any more. */
  readonly abandoned?: AbortSignal;
  readonly onProgress: ((progress: FetchProgress) => void) | undefined;
}

/** True if a fetch into this directory was completed. */
export function isInstalled(directory: string): boolean {
  return existsSync(join(directory, "bin/node"));
}

/**
 * Downloads an interpreter's npm package with the user's own npm (and so the user's registry, proxy and credentials), checks
 * its integrity and unpacks it. Runs no scripts. Fails with PlatformError InvalidRuntime.
 */
export async function fetchInterpreter(request: FetchRequest): Promise<void> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const deadline = request.abandoned === undefined ? timeout : AbortSignal.any([timeout, request.abandoned]);
  await mkdir(dirname(request.directory), { recursive: true, mode: 0o755 });
  try {
    await using _lock = await lockPath(`${request.directory}.lock`, deadline, () => request.onProgress?.({ runtime: request.runtime, step: "waiting" }));
    if (!isInstalled(request.directory)) await download(request, deadline);
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError("InvalidRuntime", describeFailure(request, error, deadline), { cause: error });
  }
}

async function download(request: FetchRequest, deadline: AbortSignal): Promise<void> {
  const { wanted, runtime } = request;
  const tell = (step: FetchProgress["step"]): void => request.onProgress?.({ runtime, step });
  const scratch = await mkdtemp(`${request.directory}.fetching-`);
  try {
    tell("downloading");
    await run("npm", ["pack", `${wanted.name}@${wanted.version}`, "--silent", "--ignore-scripts", "--pack-destination", scratch], {
      cwd: scratch,
      signal: deadline,
    });
    const [tarball] = await readdir(scratch);
    if (tarball === undefined) throw new Error("npm pack left no file");
    tell("verifying");
    const integrity = await integrityOf(join(scratch, tarball));
    if (integrity !== wanted.integrity) {
      throw new PlatformError(
        "InvalidRuntime",
        `The runtime ${runtime} was not installed: ${wanted.name}@${wanted.version} from the registry has integrity ${integrity}, expected ${wanted.integrity}.`,
      );
    }
    tell("unpacking");
    await run("tar", ["-xzf", tarball, "--no-same-owner", "--no-same-permissions"], { cwd: scratch, signal: deadline });
    await chmod(join(scratch, "package/bin/node"), 0o755);
    await chmod(join(scratch, "package"), 0o755);
    await publish(join(scratch, "package"), request.directory);
    tell("installed");
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Gives the finished directory its name; another process that was faster has done the same work. */
async function publish(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isInstalled(to)) throw error;
  }
}

async function integrityOf(file: string): Promise<string> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest("base64")}`;
}

function describeFailure(request: FetchRequest, error: unknown, deadline: AbortSignal): string {
  const { wanted, runtime } = request;
  const said = stderrOf(error);
  const why = deadline.aborted ? `it took longer than ${request.timeoutMs / 1000} seconds` : said === "" ? String(error) : said;
  return `The runtime ${runtime} could not be fetched (npm pack ${wanted.name}@${wanted.version}): ${why}. Run the command by hand to see more, then update the function.`;
}

function stderrOf(error: unknown): string {
  const parsed = z.object({ stderr: z.string() }).safeParse(error);
  return parsed.success ? parsed.data.stderr.trim().split("\n").slice(0, 3).join("; ") : "";
}
