import { hash } from "node:crypto";

/** What of an HTTP request a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path as sent. */
  readonly rawPath: string;
  /** Query as sent, without the question mark. */
  readonly rawQuery: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Hash of a body that the signature does not cover. */
export const unsignedPayload = "UNSIGNED-PAYLOAD";

/**
 * The canonical request of Signature Version 4 (AWS: "Create a signed AWS API request"): the path is percent-encoded once
 * more, as for every service but S3; `X-Amz-Signature` is left out of the query.
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[], payloadHash: string): string {
  let headers = "";
  for (const name of signedHeaders) headers += `${name}:${canonicalHeader(request.headers[name])}\n`;
  return `${request.method}\n${canonicalPath(request.rawPath)}\n${canonicalQuery(request.rawQuery)}\n${headers}\n${signedHeaders.join(";")}\n${payloadHash}`;
}

/** What is signed: algorithm, time, scope and the hash of the canonical request. */
export function stringToSign(amzDate: string, scope: string, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash("sha256", canonical, "hex")}`;
}

function canonicalHeader(value: string | readonly string[] | undefined): string {
  const text = typeof value === "object" ? value.join(",") : (value ?? "");
  return text.includes("  ") ? text.trim().replace(/ +/g, " ") : text.trim();
}

function canonicalPath(rawPath: string): string {
  if (/^\/[A-Za-z0-9\-_~/]*$/.test(rawPath)) return rawPath;
  return rawPath.split("/").map(encode).join("/");
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === "") return "";
  const pairs: [string, string][] = [];
  for (const pair of rawQuery.split("&")) {
    if (pair === "") continue;
    const separator = pair.indexOf("=");
    const name = recode(separator === -1 ? pair : pair.slice(0, separator));
    if (name !== "X-Amz-Signature") pairs.push([name, separator === -1 ? "" : recode(pair.slice(separator + 1))]);
  }
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function recode(text: string): string {
  try {
    return encode(decodeURIComponent(text.replaceAll("+", "%20")));
  } catch {
    return encode(text);
  }
}

/** Percent-encodes everything but RFC 3986's unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
