import { createHash } from "node:crypto";
import { callHeaders, type CallOptions, type ServiceClient } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Which package, and whose. */
export interface PackageKey {
  readonly region: string;
  readonly account: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What was sent for a package is not it. */
class DamagedDownload extends Error {}

const timeoutMs = 60_000;

/**
 * Fetches an archive and proves that it is the one that its hash names; what was damaged on its way is fetched once more.
 * Fails with PlatformError: what the package store says, or Service if the bytes are not what they should be. The bytes
 * are in shared memory, which goes to the extractor's thread without a copy.
 */
export async function downloadPackage(packages: ServiceClient<typeof packagesService>, key: PackageKey, traceParent: string): Promise<Buffer> {
  const options: CallOptions = { timeoutMs, ...(traceParent === "" ? {} : { headers: new Map([[callHeaders.traceParent, traceParent]]) }) };
  try {
    return await download(packages, key, options);
  } catch (error) {
    if (!(error instanceof DamagedDownload)) throw error;
  }
  try {
    return await download(packages, key, options);
  } catch (error) {
    if (!(error instanceof DamagedDownload)) throw error;
    throw new PlatformError("Service", "The function's deployment package is damaged.", { cause: error });
  }
}

async function download(packages: ServiceClient<typeof packagesService>, key: PackageKey, options: CallOptions): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const { chunk } of packages.GetPackage(key, options)) {
    bytes += chunk.length;
    if (bytes > limits.zippedPackageBytesMax) throw new PlatformError("Service", "The function's deployment package is larger than allowed.");
    hash.update(chunk);
    pieces.push(chunk);
  }
  const sha256 = hash.digest("hex");
  if (sha256 !== key.sha256) throw new DamagedDownload(`expected ${key.sha256}, got ${sha256}`);
  const archive = Buffer.from(new SharedArrayBuffer(bytes));
  let offset = 0;
  for (const piece of pieces) offset += piece.copy(archive, offset);
  return archive;
}
