import { NodeSha256 } from "@mayfly/testkit/node-sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import { testCredential } from "./gateway-fixture.test-support.ts";

/** A request to sign with AWS's own signer. */
export interface UnsignedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly service?: string;
  readonly region?: string;
  /** Of another holder of the tests' secret. */
  readonly accessKeyId?: string;
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
  const { secretAccessKey } = testCredential;
  return new SignatureV4({
    credentials: { accessKeyId: request.accessKeyId ?? testCredential.accessKeyId, secretAccessKey },
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
