import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { AddPermissionCommand, CreateFunctionUrlConfigCommand, type CreateFunctionUrlConfigCommandInput } from "@aws-sdk/client-lambda";
import { NodeSha256 } from "@mayfly/testkit/node-sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import type { TestFunction } from "./functions.ts";
import type { System } from "./system.ts";

/** Gives a function, or an alias of it, a URL; answers its address. */
export async function createUrl(fn: TestFunction, settings: Partial<CreateFunctionUrlConfigCommandInput> = {}): Promise<string> {
  const { FunctionUrl } = await fn.client.send(new CreateFunctionUrlConfigCommand({ FunctionName: fn.name, AuthType: "NONE", ...settings }));
  if (FunctionUrl === undefined) throw new Error("a function URL without an address");
  return FunctionUrl;
}

/** Lets everybody in, as the Lambda console does. */
export async function makePublic(fn: TestFunction, qualifier?: string): Promise<void> {
  const named = { FunctionName: fn.name, Principal: "*", ...(qualifier === undefined ? {} : { Qualifier: qualifier }) };
  await fn.client.send(new AddPermissionCommand({ ...named, StatementId: "url", Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE" }));
  await fn.client.send(new AddPermissionCommand({ ...named, StatementId: "function", Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true }));
}

/** What is sent to a URL. */
export interface UrlRequestInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer whose body has arrived. */
export interface UrlResponse {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Opens a request to an address below localhost, which not every resolver knows; the answer's body is still to come. */
export async function openUrl(address: string, { method = "GET", headers = {}, body }: UrlRequestInit = {}): Promise<IncomingMessage> {
  const url = new URL(address);
  const call = request({ host: "127.0.0.1", port: url.port, path: url.pathname + url.search, method, agent: false, headers: { ...headers, host: url.host } });
  call.end(body);
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  return answer;
}

/** The whole answer of an address below localhost. */
export async function callUrl(address: string, init: UrlRequestInit = {}): Promise<UrlResponse> {
  const answer = await openUrl(address, init);
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

/** The request with the headers by which AWS's own signer signs it. */
export async function signedFor(system: System, address: string, init: UrlRequestInit = {}): Promise<UrlRequestInit> {
  const url = new URL(address);
  const { accessKeyId, secretAccessKey, region } = system;
  const signer = new SignatureV4({ credentials: { accessKeyId, secretAccessKey }, region, service: "lambda", sha256: NodeSha256 });
  const { headers } = await signer.sign({
    method: init.method ?? "GET",
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...init.headers },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  return { ...init, headers };
}
