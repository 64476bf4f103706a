import { isUtf8 } from "node:buffer";

/** Names and values in turn, so that a name may come more than once, as on the wire. Values are latin-1. */
export type HeaderList = readonly string[];

/** Names that concern one connection and not the message (RFC 9110 §7.6.1), and what frames its body, which each side sets itself. */
const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** True for headers of one connection, which go no further. `name` is lower-case. */
export function isConnectionHeader(name: string): boolean {
  return connectionHeaders.has(name);
}

const tokenForm = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const valueForm = /^[\t\x20-\x7e\x80-\xff]*$/;

/** True if HTTP can carry a header of this name. */
export function isHeaderName(name: string): boolean {
  return tokenForm.test(name);
}

/** The value as the wire has it: UTF-8, a character for each byte. Undefined if HTTP cannot carry it. */
export function encodeHeaderValue(value: string): string | undefined {
  const encoded = isAscii(value) ? value : Buffer.from(value, "utf8").toString("latin1");
  return valueForm.test(encoded) ? encoded : undefined;
}

/** A value of the wire as text: UTF-8 where its bytes are that, else latin-1. */
export function decodeHeaderValue(value: string): string {
  if (isAscii(value)) return value;
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}
