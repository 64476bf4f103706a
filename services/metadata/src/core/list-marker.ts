import { PlatformError } from "@mayfly/errors/platform-error";

/** An opaque marker that stands for everything after this item of a list. */
export function encodeMarker(after: string): string {
  return Buffer.from(JSON.stringify({ after }), "utf8").toString("base64url");
}

/** The item that a marker stands for. Throws InvalidParameterValue for what encodeMarker did not make. */
export function decodeMarker(marker: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(marker, "base64url").toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && "after" in parsed && typeof parsed.after === "string") return parsed.after;
  } catch (error) {
    throw invalidMarker(error);
  }
  throw invalidMarker();
}

/** The number that a marker stands for, at least 0. Throws InvalidParameterValue for what encodeMarker did not make of one, like the marker of another list. */
export function decodeNumberMarker(marker: string): number {
  const after = decodeMarker(marker);
  if (!/^\d{1,15}$/.test(after)) throw invalidMarker();
  return Number(after);
}

function invalidMarker(cause?: unknown): PlatformError {
  return new PlatformError("InvalidParameterValue", "The marker is not valid.", { cause });
}
