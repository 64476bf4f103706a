import { createHmac, hash, timingSafeEqual } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeChunked, type ChunkedPayload, type ChunkSigning } from "./aws-chunked.ts";

const key = "the signing key of a test";
const signing: ChunkSigning = {
  seed: "5".repeat(64),
  amzDate: "20261124T220000Z",
  scope: "20261124/us-east-1/lambda/aws4_request",
  sign: (text) => createHmac("sha256", key).update(text).digest("hex"),
  same: (given, expected) => given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected)),
};

/** A body in chunks as AWS describes it, written apart from the decoder. */
function encode(pieces: readonly Buffer[], kind: ChunkedPayload, trailer: Readonly<Record<string, string>> = {}): Buffer {
  const parts: Buffer[] = [];
  let previous = signing.seed;
  for (const piece of [...pieces, Buffer.alloc(0)]) {
    previous = signing.sign(["AWS4-HMAC-SHA256-PAYLOAD", signing.amzDate, signing.scope, previous, hash("sha256", ""), hash("sha256", piece)].join("\n"));
    const extension = kind === "STREAMING-UNSIGNED-PAYLOAD-TRAILER" ? "" : `;chunk-signature=${previous}`;
    parts.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from(piece.length === 0 ? "" : "\r\n"));
  }
  const lines = Object.entries(trailer).map(([name, value]) => `${name}:${value}`);
  if (kind === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") {
    const text = ["AWS4-HMAC-SHA256-TRAILER", signing.amzDate, signing.scope, previous, hash("sha256", lines.map((line) => `${line}\n`).join(""))];
    lines.push(`x-amz-trailer-signature:${signing.sign(text.join("\n"))}`);
  }
  return Buffer.concat([...parts, Buffer.from(`${lines.map((line) => `${line}\r\n`).join("")}\r\n`)]);
}

const kinds = fc.constantFrom<ChunkedPayload>(
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
);
const piecesOf = fc.array(
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  { maxLength: 4 },
);

test("what was put into chunks comes out again", () => {
  fc.assert(
    fc.property(piecesOf, kinds, (pieces, kind) => {
      const payload = Buffer.concat(pieces);
      const trailer = kind.endsWith("TRAILER") ? { "x-amz-checksum-sha256": hash("sha256", payload, "base64") } : {};
      expect(decodeChunked(encode(pieces, kind, trailer), kind, signing)).toEqual(payload);
    }),
  );
});

test("a byte that was changed in a signed body is found", () => {
  fc.assert(
    fc.property(piecesOf, fc.nat(), (pieces, position) => {
      const body = encode(pieces, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
      const payloadEnd = body.lastIndexOf("0;chunk-signature");
      const at = position % (payloadEnd + 70);
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // A size in upper case is the same size.
      if (changed.toString("latin1").toLowerCase() === body.toString("latin1").toLowerCase()) return;
      expect(() => decodeChunked(changed, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", signing)).toThrow(/signature|aws-chunked/);
    }),
  );
});

test("a trailer whose checksum or signature is wrong is refused", () => {
  const pieces = [Buffer.from("hello")];
  const wrong = { "x-amz-checksum-crc32": "AAAAAA==" };

  expect(() => decodeChunked(encode(pieces, "STREAMING-UNSIGNED-PAYLOAD-TRAILER", wrong), "STREAMING-UNSIGNED-PAYLOAD-TRAILER", signing)).toThrow(
    "does not match its checksum",
  );
  const signed = encode(pieces, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", { "x-amz-checksum-crc32": "NhCmhg==" });
  expect(decodeChunked(signed, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", signing).toString()).toBe("hello");
  const moved = Buffer.from(signed.toString("latin1").replace("NhCmhg", "NhCmhh"), "latin1");
  expect(() => decodeChunked(moved, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", signing)).toThrow("request signature");
});

test.each([
  ["nothing", ""],
  ["no chunks", "hello"],
  ["a chunk that is too short", "ff\r\nhello\r\n0\r\n\r\n"],
  ["a chunk that is longer than it says", "2\r\nhello\r\n0\r\n\r\n"],
  ["no end", "5\r\nhello\r\n"],
])("a body with %s is refused", (_what, body) => {
  expect(() => decodeChunked(Buffer.from(body), "STREAMING-UNSIGNED-PAYLOAD-TRAILER", signing)).toThrow("not in aws-chunked encoding");
});
