import { isUtf8 } from "node:buffer";
import { PlatformError } from "@mayfly/errors/platform-error";
import { findJsonFault } from "./json-fault.ts";

const tokenCharactersMax = 100;
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
  } catch {
    throw notJson(describeText(text));
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

function describeText(text: string): string {
  const { kind, offset } = findJsonFault(text);
  if (kind === "end") return `Unexpected end-of-input${at(text, offset)}`;
  if (kind === "token") {
    const token = /^\w+/.exec(text.slice(offset, offset + tokenCharactersMax))?.[0] ?? "";
    return `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${at(text, offset + token.length)}`;
  }
  const code = text.codePointAt(offset) ?? 0;
  const shown = code < 32 ? `(CTRL-CHAR, code ${code})` : `'${String.fromCodePoint(code)}' (code ${code})`;
  return `Unexpected character (${shown}): ${valueExpected}${at(text, offset)}`;
}

function at(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${before.length}, column: ${(before.at(-1)?.length ?? 0) + 1}]`;
}
