import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { System } from "../e2e/support/system.ts";

/** The bytes of a signed Invoke request, valid for five minutes. Signed by the library that the AWS SDK uses. */
export async function signedInvoke(system: System, functionName: string, body: string): Promise<Buffer> {
  const url = new URL(`${system.httpEndpoints[0]}/2015-03-31/functions/${functionName}/invocations`);
  const signer = new SignatureV4({ service: "lambda", region: system.region, credentials: system, sha256: Sha256 });
  const signed = await signer.sign({
    method: "POST",
    protocol: "http:",
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: {},
    headers: { host: url.host, "content-type": "application/octet-stream", "content-length": String(Buffer.byteLength(body)) },
    body,
  });
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

type SourceData = string | ArrayBuffer | ArrayBufferView;

/** Node's SHA-256 in the form that the signer takes. */
class Sha256 {
  readonly #secret: Buffer | undefined;
  #parts: Buffer[] = [];

  constructor(secret?: SourceData) {
    this.#secret = secret === undefined ? undefined : bytesOf(secret);
  }

  update(data: SourceData): void {
    this.#parts.push(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    const hash = this.#secret === undefined ? createHash("sha256") : createHmac("sha256", this.#secret);
    return Promise.resolve(hash.update(Buffer.concat(this.#parts)).digest());
  }

  reset(): void {
    this.#parts = [];
  }
}

function bytesOf(data: SourceData): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
