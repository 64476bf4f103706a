import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { FetchProgress } from "./fetch-interpreter.ts";
import { lockPath } from "./path-lock.ts";
import type { RuntimeDownload } from "./runtime-manifest.ts";

const fileBytesMax = 64 * 1024 * 1024;

/** What to fetch, and where to. */
export interface DownloadRequest {
  readonly runtime: string;
  readonly downloads: readonly RuntimeDownload[];
  /** Comes into being whole or not at all. */
  readonly directory: string;
  readonly timeoutMs: number;
  /** Aborts once nobody waits for the fetch any more. */
  readonly abandoned?: AbortSignal;
  readonly onProgress: ((progress: FetchProgress) => void) | undefined;
}

/** A directory name that only exactly these files have. */
export function downloadsKey(downloads: readonly RuntimeDownload[]): string {
  return createHash("sha256").update(JSON.stringify(downloads)).digest("hex").slice(0, 16);
}

/** Fetches a runtime's files over HTTPS and checks their hashes. Fails with PlatformError InvalidRuntime. */
export async function fetchDownloads(request: DownloadRequest): Promise<void> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const deadline = request.abandoned === undefined ? timeout : AbortSignal.any([timeout, request.abandoned]);
  try {
    await fetchOnce(request, deadline);
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError("InvalidRuntime", `The runtime ${request.runtime} was not installed: ${reasonOf(error, request, deadline)}.`, { cause: error });
  }
}

async function fetchOnce(request: DownloadRequest, deadline: AbortSignal): Promise<void> {
  await mkdir(dirname(request.directory), { recursive: true, mode: 0o755 });
  await using _lock = await lockPath(`${request.directory}.lock`, deadline, () => request.onProgress?.({ runtime: request.runtime, step: "waiting" }));
  if (existsSync(request.directory)) return;
  const scratch = await mkdtemp(`${request.directory}.fetching-`);
  try {
    const whole = join(scratch, "files");
    request.onProgress?.({ runtime: request.runtime, step: "downloading" });
    for (const download of request.downloads) {
      const path = join(whole, download.file);
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
      await writeFile(path, await fetchFile(download, request, deadline), { mode: 0o644 });
    }
    await rename(whole, request.directory);
    request.onProgress?.({ runtime: request.runtime, step: "installed" });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fetchFile({ url, sha256 }: RuntimeDownload, request: DownloadRequest, deadline: AbortSignal): Promise<Buffer> {
  const { runtime } = request;
  let bytes: Buffer;
  try {
    const response = await fetch(url, { signal: deadline });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    bytes = await readBounded(response);
  } catch (error) {
    const hint = `Fetch it by hand to see more (curl -O ${url}), then update the function.`;
    const why = reasonOf(error, request, deadline);
    throw new PlatformError("InvalidRuntime", `The runtime ${runtime} could not be fetched (${url}): ${why}. ${hint}`, { cause: error });
  }
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual === sha256) return bytes;
  throw new PlatformError("InvalidRuntime", `The runtime ${runtime} was not installed: ${url} has sha256 ${actual}, expected ${sha256}.`);
}

async function readBounded({ body }: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const received: AsyncIterable<Uint8Array> | readonly Uint8Array[] = body ?? [];
  for await (const piece of received) {
    bytes += piece.length;
    if (bytes > fileBytesMax) throw new Error(`it is larger than ${fileBytesMax} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function reasonOf(error: unknown, { timeoutMs }: DownloadRequest, deadline: AbortSignal): string {
  return deadline.aborted ? `it took longer than ${timeoutMs / 1000} seconds` : describe(error);
}

/** fetch says only that it failed; its cause says why. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
