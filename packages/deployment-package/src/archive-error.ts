import { PlatformError } from "@mayfly/errors/platform-error";

/** Bounds of one deployment package (AWS Lambda quotas; limits.ts holds the defaults). */
export interface PackageLimits {
  readonly zippedBytesMax: number;
  readonly unzippedBytesMax: number;
  /** Files, links and directories, also those that only appear as parents. */
  readonly entriesMax: number;
}

/** AWS's answer to an archive that is broken, dangerous or of a kind it cannot read. `reason` is for our log only. */
export function cannotUnzip(reason: string, cause?: unknown): PlatformError {
  const message = "Could not unzip uploaded file. Please check your file, then try to upload again.";
  return new PlatformError("InvalidParameterValue", message, { cause: new Error(reason, { cause }) });
}

/** AWS's answer to an archive without a single file in it, or of no bytes. */
export function emptyArchive(): PlatformError {
  return new PlatformError("InvalidParameterValue", "Uploaded file must be a non-empty zip");
}

/** AWS's answer to a package that unpacks to more than the quota (behaviours.md §7). */
export function unzippedTooLarge(bytesMax: number): PlatformError {
  return new PlatformError("InvalidParameterValue", `Unzipped size must be smaller than ${bytesMax} bytes`);
}

/** AWS's answer to an archive above the upload quota: 413, not 400 (behaviours.md §7). */
export function zippedTooLarge(bytesMax: number): PlatformError {
  return new PlatformError("RequestTooLarge", `Zipped size must be smaller than ${bytesMax} bytes`);
}

const diskFullMessage = "The disk is full: the deployment package could not be unpacked.";

/** A failure to write an unpacked package: ServiceUnavailable if the disk is full, Service for what nobody foresaw. */
export function writeFailure(error: unknown): PlatformError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return new PlatformError("ServiceUnavailable", diskFullMessage, { cause: error });
  return PlatformError.from(error);
}

/** True if `writeFailure` found the disk full, also where the error has come from another thread. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof PlatformError && error.publicMessage === diskFullMessage;
}
