import { isUtf8 } from "node:buffer";
import { PlatformError } from "@mayfly/errors/platform-error";

const emptyEvent = Buffer.from("{}");
const valueExpected = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * The event as the function gets it: an empty payload is `{}`. Throws InvalidRequestContentException in AWS's words where it
 * is not JSON (behaviours.md §10). Costs what JSON.parse costs: a few microseconds per KiB.
 */
export function requireJsonPayload(payload: Buffer): Buffer {
  if (payload.length === 0) return emptyEvent;
  if (!isUtf8(payload)) throw notJson(describeByte(payload));
  const text = payload.toString("utf8");
  try {
    JSON.parse(text);
  } catch (error) {
    throw notJson(describeText(text, error));
  }
  return payload;
}

/** Decodes the base64 JSON of X-Amz-Client-Context; empty if there is none. Throws PlatformError where it is not that. */
export function decodeClientContext(encoded: string, bytesMax: number): string {
  if (encoded === "") return "";
  if (encoded.length > bytesMax) throw new PlatformError("InvalidRequestContent", `Client context must be no more than ${bytesMax} bytes when base64-encoded.`);
  const text = Buffer.from(encoded, "base64").toString("utf8");
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new PlatformError("InvalidRequestContent", "Client context must be a valid Base64-encoded JSON object.", { cause });
  }
  return text;
}

function notJson(jackson: string): PlatformError {
  return new PlatformError("InvalidRequestContent", `Could not parse request body into json: Could not parse payload into json: ${jackson}`);
}

function describeByte(payload: Buffer): string {
  const position = payload.findIndex((byte) => byte >= 0x80);
  const byte = payload[position] ?? 0;
  return `Unexpected character ((CTRL-CHAR, code ${byte})): ${valueExpected}${at(payload.toString("latin1"), position)}`;
}

/** V8 names the position of most errors; an input that ends too early has none. */
function describeText(text: string, error: unknown): string {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (position === undefined && !isSingleWord(text)) return `Unexpected end-of-input${at(text, text.length)}`;
  const start = Number(position ?? 0);
  const token = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(tokenStart(text, start)))?.[0];
  if (token !== undefined) {
    return `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${at(text, tokenStart(text, start) + token.length)}`;
  }
  const code = text.codePointAt(start);
  if (code === undefined) return `Unexpected end-of-input${at(text, text.length)}`;
  const shown = code < 32 ? `(CTRL-CHAR, code ${code})` : `'${String.fromCodePoint(code)}' (code ${code})`;
  return `Unexpected character (${shown}): ${valueExpected}${at(text, start)}`;
}

function isSingleWord(text: string): boolean {
  return /^[A-Za-z_]/.test(text);
}

function tokenStart(text: string, position: number): number {
  let start = position;
  while (start > 0 && /[A-Za-z0-9_]/.test(text.charAt(start - 1))) start -= 1;
  return start;
}

function at(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${before.length}, column: ${(before.at(-1)?.length ?? 0) + 1}]`;
}
