import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { testCredential } from "./gateway-fixture.test-support.ts";

/** The hash that AWS's own signer asks for. */
class NodeSha256 {
  #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = createHash("sha256");
  }
}

function bytesOf(value: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  return ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
}

/** A request to sign with AWS's own signer. */
export interface UnsignedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly service?: string;
  readonly region?: string;
}

/** Headers of the signed request. */
export async function signRequest(request: UnsignedRequest): Promise<Record<string, string>> {
  const signed = await signer(request).sign(describe(request));
  return signed.headers;
}

/** The presigned URL of the request, valid for a minute. */
export async function presignRequest(request: UnsignedRequest): Promise<string> {
  const signed = await signer(request).presign(describe(request), { expiresIn: 60 });
  const query = Object.entries(signed.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `${new URL(request.url).origin}${signed.path}?${query.join("&")}`;
}

function signer(request: UnsignedRequest): SignatureV4 {
  const { accessKeyId, secretAccessKey } = testCredential;
  return new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region: request.region ?? "us-east-1",
    service: request.service ?? "lambda",
    sha256: NodeSha256,
  });
}

function describe(request: UnsignedRequest): Parameters<SignatureV4["sign"]>[0] {
  const url = new URL(request.url);
  return {
    method: request.method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}
