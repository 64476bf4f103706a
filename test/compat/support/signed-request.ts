import type { ImplementedOperation, Input } from "@mayfly/lambda-api/operation";
import { NodeSha256 } from "@mayfly/testkit/node-sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import type { System } from "../../e2e/support/system.ts";

/** An answer with its body as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly errorType: string | undefined;
  readonly text: string;
}

const answerMsMax = 20_000;

/** Sends an operation's input as its members travel, whatever it is, signed by AWS's own signer. Fails if no answer comes in time. */
export async function sendInput(system: System, operation: ImplementedOperation, input: Input): Promise<HttpAnswer> {
  const endpoint = new URL(system.httpEndpoints[0] ?? "");
  const { path, query, headers, body } = encode(operation, input);
  const signer = new SignatureV4({
    credentials: { accessKeyId: system.accessKeyId, secretAccessKey: system.secretAccessKey },
    region: system.region,
    service: "lambda",
    sha256: NodeSha256,
    uriEscapePath: true,
  });
  const unsigned = {
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    port: Number(endpoint.port),
    method: operation.method,
    path,
    query,
    headers: { host: endpoint.host, ...headers },
  };
  const signed = await signer.sign(body === undefined ? unsigned : { ...unsigned, body });
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])));
  const { host: _host, ...sent } = signed.headers;
  const response = await fetch(`${endpoint.origin}${path}${search.size === 0 ? "" : `?${search.toString().replaceAll("+", "%20")}`}`, {
    method: operation.method,
    headers: sent,
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    signal: AbortSignal.timeout(answerMsMax),
  });
  return { status: response.status, errorType: response.headers.get("x-amzn-errortype") ?? undefined, text: await response.text() };
}

interface EncodedInput {
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}

function encode(operation: ImplementedOperation, input: Input): EncodedInput {
  let { path } = operation;
  const query: Record<string, string | string[]> = operation.query === undefined ? {} : { [operation.query[0]]: operation.query[1] };
  const headers: Record<string, string> = {};
  const json: Record<string, unknown> = {};
  let payload: Uint8Array | undefined;
  for (const [name, { location, wireName }] of Object.entries(operation.input)) {
    const value = input[name];
    if (value === undefined) continue;
    if (location === "path") path = path.replace(`{${name}}`, encodeURIComponent(textOf(value)));
    else if (location === "query") query[wireName] = Array.isArray(value) ? value.map(textOf) : textOf(value);
    else if (location === "header") headers[wireName] = textOf(value);
    else if (location === "payload") payload = Buffer.isBuffer(value) ? value : undefined;
    else json[name] = value;
  }
  const isJson = Object.values(operation.input).some(({ location }) => location === "body");
  return {
    path,
    query,
    headers,
    body:
      payload ?? (isJson ? JSON.stringify(json, (_name, value: unknown) => (isBuffer(value) ? Buffer.from(value.data).toString("base64") : value)) : undefined),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What Buffer.toJSON has made of bytes. */
function isBuffer(value: unknown): value is { readonly data: number[] } {
  return typeof value === "object" && value !== null && Reflect.get(value, "type") === "Buffer" && Array.isArray(Reflect.get(value, "data"));
}
