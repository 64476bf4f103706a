import { PlatformError } from "@mayfly/errors/platform-error";

/** S3's limit of a key. */
const keyBytesMax = 1024;
/** What one file name may have on every file system of Linux. */
const segmentBytesMax = 255;

/** Splits a key into its segments. Throws PlatformError Service for what breaks the rules of BlobStore: no client chooses keys. */
export function parseBlobKey(key: string): readonly string[] {
  const segments = key.split("/");
  const valid = key.length <= keyBytesMax && segments.every(isSegment);
  if (!valid) throw new PlatformError("Service", "An object's key is not valid.", { cause: new Error(`not a blob key: ${JSON.stringify(key)}`) });
  return segments;
}

function isSegment(text: string): boolean {
  return /^[A-Za-z0-9._-]+$/.test(text) && text !== "." && text !== ".." && text.length <= segmentBytesMax;
}
