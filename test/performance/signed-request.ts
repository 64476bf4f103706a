import { NodeSha256 } from "@mayfly/testkit/node-sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import type { System } from "../e2e/support/system.ts";

/** The bytes of a signed Invoke request, valid for five minutes. Signed by the library that the AWS SDK uses. */
export async function signedInvoke(system: System, functionName: string, body: string): Promise<Buffer> {
  const url = new URL(`${system.httpEndpoints[0]}/2015-03-31/functions/${functionName}/invocations`);
  const signer = new SignatureV4({ service: "lambda", region: system.region, credentials: system, sha256: NodeSha256 });
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
