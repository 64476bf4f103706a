import { createHmac, hash, timingSafeEqual } from "node:crypto";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Credential, CredentialSource } from "../../ports/credential-source.ts";
import { decodeChunked, isChunkedPayload } from "./aws-chunked.ts";
import { canonicalRequest, stringToSign, unsignedPayload, type SignedRequest } from "./canonical-request.ts";
import { parseAuthorizationHeader, parsePresignedQuery, type SignatureParts } from "./signature-parts.ts";
import { SigningKey } from "./signing-key.ts";

/** A signature whose key is known and whose time is right; its bytes are still to be compared. */
export interface PendingSignature {
  readonly credential: Credential;
  readonly parts: SignatureParts;
  /** The payload: the body, without its framing if that is aws-chunked. Throws InvalidSignatureException unless the signature covers this request with this body. */
  verify(body: Buffer): Buffer;
}

const signingKeysMax = 1024;
const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/**
 * Verifies Signature Version 4, in headers or presigned, with a signed or an unsigned payload. Signing keys are kept per
 * access key, day, region and service, so that a verification costs three hashes.
 */
export class SignatureVerifier {
  readonly #credentials: CredentialSource;
  readonly #clock: Clock;
  readonly #signingKeys = new Map<string, { readonly secret: string; readonly key: SigningKey }>();
  /** The time that was read last: a client signs many requests in one second. */
  #lastDate = { text: "", time: 0 };

  constructor(credentials: CredentialSource, clock: Clock) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /** Everything that can be said before the body is there. Throws PlatformError with AWS's names (behaviours.md §4.5). */
  begin(request: SignedRequest, query: URLSearchParams): PendingSignature {
    const parts = this.#findParts(request, query);
    const credential = this.#credentials.findByAccessKey(parts.accessKeyId, parts.sessionToken);
    if (credential === undefined || credential.sessionToken !== parts.sessionToken) {
      throw new PlatformError("UnrecognizedClient", "The security token included in the request is invalid.");
    }
    this.#checkTime(parts);
    if (!parts.signedHeaders.includes("host"))
      throw new PlatformError("InvalidSignature", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    return { credential, parts, verify: (body) => this.#verify({ request, query, parts, credential, body }) };
  }

  #findParts(request: SignedRequest, query: URLSearchParams): SignatureParts {
    if (request.headers["authorization"] !== undefined) return parseAuthorizationHeader(request.headers);
    if (query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature")) return parsePresignedQuery(query);
    throw new PlatformError("MissingAuthenticationToken", "Missing Authentication Token");
  }

  #checkTime(parts: SignatureParts): void {
    if (!parts.amzDate.startsWith(parts.date)) {
      throw new PlatformError(
        "InvalidSignature",
        `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${parts.date}' != '${parts.amzDate.slice(0, 8)}', from '${parts.amzDate}'.`,
      );
    }
    if (parts.amzDate !== this.#lastDate.text) this.#lastDate = { text: parts.amzDate, time: parseAmzDate(parts.amzDate) };
    const signedAt = this.#lastDate.time;
    const now = this.#clock.now();
    const skew = limits.signatureSkewMsMax;
    const minutes = skew / 60_000;
    if (signedAt > now + skew) {
      throw new PlatformError(
        "InvalidSignature",
        `Signature not yet current: ${parts.amzDate} is still later than ${formatAmzDate(now + skew)} (${formatAmzDate(now)} + ${minutes} min.)`,
      );
    }
    const validMs = parts.expiresSeconds === undefined ? skew : parts.expiresSeconds * 1000;
    if (signedAt + validMs < now) {
      throw new PlatformError(
        "InvalidSignature",
        `Signature expired: ${parts.amzDate} is now earlier than ${formatAmzDate(now - validMs)} (${formatAmzDate(now)} - ${validMs / 60_000} min.)`,
      );
    }
  }

  #verify(check: { request: SignedRequest; query: URLSearchParams; parts: SignatureParts; credential: Credential; body: Buffer }): Buffer {
    const { request, query, parts, credential, body } = check;
    const declared = declaredPayloadHash(request, query);
    const chunked = isChunkedPayload(declared) ? declared : undefined;
    const payloadHash = chunked ?? (declared === unsignedPayload ? unsignedPayload : hash("sha256", body, "hex"));
    if (declared !== undefined && declared !== payloadHash) throw new PlatformError("InvalidSignature", mismatch);
    const scope = `${parts.date}/${parts.region}/${parts.service}/aws4_request`;
    const canonical = canonicalRequest(request, parts.signedHeaders, payloadHash);
    const key = this.#signingKey(parts, credential);
    const expected = key.sign(stringToSign(parts.amzDate, scope, canonical));
    if (!sameBytes(Buffer.from(parts.signature, "hex"), expected)) throw new PlatformError("InvalidSignature", mismatch);
    if (chunked === undefined) return body;
    return decodeChunked(body, chunked, {
      seed: parts.signature,
      amzDate: parts.amzDate,
      scope,
      sign: (text) => key.sign(text).toString("hex"),
      same: (one, other) => sameBytes(Buffer.from(one, "hex"), Buffer.from(other, "hex")),
    });
  }

  #signingKey(parts: SignatureParts, credential: Credential): SigningKey {
    const cacheKey = `${parts.accessKeyId}/${parts.date}/${parts.region}/${parts.service}`;
    const cached = this.#signingKeys.get(cacheKey);
    // The secret is compared so that a key that has been given a new secret is not verified with the old one.
    if (cached !== undefined && cached.secret === credential.secretAccessKey) return cached.key;
    let derived: Buffer | string = `AWS4${credential.secretAccessKey}`;
    for (const part of [parts.date, parts.region, parts.service, "aws4_request"]) derived = createHmac("sha256", derived).update(part).digest();
    const key = new SigningKey(Buffer.from(derived));
    const oldest = this.#signingKeys.size < signingKeysMax ? undefined : this.#signingKeys.keys().next().value;
    if (oldest !== undefined) this.#signingKeys.delete(oldest);
    this.#signingKeys.set(cacheKey, { secret: credential.secretAccessKey, key });
    return key;
  }
}

function sameBytes(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function declaredPayloadHash(request: SignedRequest, query: URLSearchParams): string | undefined {
  const header = request.headers["x-amz-content-sha256"];
  return (typeof header === "object" ? header[0] : header) ?? query.get("X-Amz-Content-Sha256") ?? undefined;
}

function parseAmzDate(text: string): number {
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z`;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new PlatformError("IncompleteSignature", `'${text}' is not a date.`);
  return time;
}

function formatAmzDate(time: number): string {
  return new Date(time)
    .toISOString()
    .replace(/[-:]/g, "")
    .replace(/\.\d{3}/, "");
}
