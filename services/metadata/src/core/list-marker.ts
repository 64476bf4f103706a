import { PlatformError } from "@mayfly/errors/platform-error";

/** An opaque marker that stands for everything after this function. */
export function encodeMarker(functionName: string): string {
  return Buffer.from(JSON.stringify({ after: functionName }), "utf8").toString("base64url");
}

/** The function name that a marker stands for. Throws InvalidParameterValue for what encodeMarker did not make. */
export function decodeMarker(marker: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(marker, "base64url").toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && "after" in parsed && typeof parsed.after === "string") return parsed.after;
  } catch (error) {
    throw invalidMarker(error);
  }
  throw invalidMarker();
}

function invalidMarker(cause?: unknown): PlatformError {
  return new PlatformError("InvalidParameterValue", "The marker is not valid.", { cause });
}
