import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Values of x-amz-content-sha256 whose body comes in chunks (AWS: "Signature calculations … transferring payload in multiple chunks"). */
export type ChunkedPayload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" | "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" | "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/** What the signatures of chunks are computed with. */
export interface ChunkSigning {
  /** Hex signature of the request: the first link of the chain. */
  readonly seed: string;
  readonly amzDate: string;
  /** date/region/service/aws4_request. */
  readonly scope: string;
  /** HMAC-SHA-256 under the signing key, in hex. */
  readonly sign: (text: string) => string;
  /** Compares two hex signatures in constant time. */
  readonly same: (given: string, expected: string) => boolean;
}

const headBytesMax = 1024;
const trailerBytesMax = 8 * 1024;
const chunksMax = 65_536;
const emptyHash = hash("sha256", "", "hex");
const lineEnd = Buffer.from("\r\n");

/** True if the body of such a request is in chunks. */
export function isChunkedPayload(contentSha256: string | undefined): contentSha256 is ChunkedPayload {
  return (
    contentSha256 === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" ||
    contentSha256 === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ||
    contentSha256 === "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
  );
}

/**
 * The payload of a body in chunks. Every signature is verified in its chain, and a checksum in the trailer if it is one of CRC-32, SHA-1 and SHA-256. Throws
 * InvalidSignature for a wrong signature, IncompleteSignature for a body that is not in chunks or lacks its end.
 */
export function decodeChunked(body: Buffer, kind: ChunkedPayload, signing: ChunkSigning): Buffer {
  const signed = kind !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const pieces: Buffer[] = [];
  let previous = signing.seed;
  let offset = 0;
  for (let count = 0; count < chunksMax; count += 1) {
    const head = readLine(body, offset, headBytesMax);
    const { size, signature } = parseHead(head.text);
    const chunk = body.subarray(head.next, head.next + size);
    if (chunk.length < size) throw malformed("a chunk is shorter than it says");
    if (signed) previous = requireChunkSignature({ chunk, signature, previous }, signing);
    offset = head.next + size;
    if (size === 0) {
      const payload = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
      readTrailer(body.subarray(offset), { kind, payload, previous, signing });
      return payload;
    }
    if (!body.subarray(offset, offset + 2).equals(lineEnd)) throw malformed("a chunk does not end where it says");
    offset += 2;
    pieces.push(chunk);
  }
  throw malformed(`it has more than ${chunksMax} chunks`);
}

function parseHead(text: string): { readonly size: number; readonly signature: string | undefined } {
  const [, size, signature] = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(text) ?? [];
  if (size === undefined) throw malformed("a chunk has no size");
  return { size: Number.parseInt(size, 16), signature };
}

function requireChunkSignature(
  { chunk, signature, previous }: { readonly chunk: Buffer; readonly signature: string | undefined; readonly previous: string },
  { amzDate, scope, sign, same }: ChunkSigning,
): string {
  const expected = sign(`AWS4-HMAC-SHA256-PAYLOAD\n${amzDate}\n${scope}\n${previous}\n${emptyHash}\n${hash("sha256", chunk, "hex")}`);
  if (signature === undefined || !same(signature, expected)) throw mismatch();
  return expected;
}

interface Trailer {
  readonly kind: ChunkedPayload;
  readonly payload: Buffer;
  /** Signature of the last chunk. */
  readonly previous: string;
  readonly signing: ChunkSigning;
}

/** After the last chunk: header lines, with their own signature where chunks have one, and an empty line. */
function readTrailer(rest: Buffer, { kind, payload, previous, signing }: Trailer): void {
  if (rest.length > trailerBytesMax) throw malformed("its trailer is too long");
  const lines = rest
    .toString("latin1")
    .split("\r\n")
    .filter((line) => line !== "");
  const fields = lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
  const signature = fields.find(([name]) => name === "x-amz-trailer-signature")?.[1];
  const plain = fields.filter(([name]) => name !== "x-amz-trailer-signature");
  if (kind === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") {
    const trailing = plain.map(([name, value]) => `${name}:${value}\n`).join("");
    const expected = signing.sign(`AWS4-HMAC-SHA256-TRAILER\n${signing.amzDate}\n${signing.scope}\n${previous}\n${hash("sha256", trailing, "hex")}`);
    if (signature === undefined || !signing.same(signature, expected)) throw mismatch();
  }
  for (const [name, value] of plain) requireChecksum(name, value, payload);
}

function requireChecksum(name: string, value: string, payload: Buffer): void {
  const expected = checksum(name, payload);
  if (expected !== undefined && expected !== value) throw new PlatformError("InvalidSignature", `The payload does not match its checksum ${name}.`);
}

function checksum(name: string, payload: Buffer): string | undefined {
  if (name === "x-amz-checksum-sha256") return hash("sha256", payload, "base64");
  if (name === "x-amz-checksum-sha1") return hash("sha1", payload, "base64");
  if (name !== "x-amz-checksum-crc32") return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(payload));
  return bytes.toString("base64");
}

function readLine(body: Buffer, from: number, bytesMax: number): { readonly text: string; readonly next: number } {
  const end = body.subarray(from, from + bytesMax).indexOf(lineEnd);
  if (end === -1) throw malformed("a chunk has no head");
  return { text: body.toString("latin1", from, from + end), next: from + end + 2 };
}

function malformed(reason: string): PlatformError {
  return new PlatformError("IncompleteSignature", `The body is not in aws-chunked encoding: ${reason}.`);
}

function mismatch(): PlatformError {
  return new PlatformError(
    "InvalidSignature",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  );
}
