import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import type { AttachmentKey } from "@mayfly/domain/attachment";
import { functionUrlKind, type FunctionUrl } from "@mayfly/domain/attachments/function-url";
import { resourcePolicyKind } from "@mayfly/domain/attachments/resource-policy";
import type { GatewayFixture } from "./gateway-fixture.test-support.ts";

export const urlId = "0123456789abcdef0123456789abcdef";
export const urlHost = `${urlId}.lambda-url.us-east-1.localhost`;

/** Where the URL of the function `echo` hangs. */
export const echoKey: AttachmentKey = { region: "us-east-1", account: "000000000000", functionName: "echo", qualifier: "" };

/** Gives `echo`, or an alias of it, a URL. */
export function giveUrl(gateway: GatewayFixture, url: Partial<FunctionUrl> = {}, key: AttachmentKey = echoKey): void {
  gateway.backend.attachments.put(functionUrlKind, key, { urlId, authType: "NONE", createdAt: 0, lastModifiedAt: 0, ...url });
}

/** The two statements that make a URL public (behaviours.md §8). */
export const publicStatements = [
  {
    Effect: "Allow",
    Principal: "*",
    Action: "lambda:InvokeFunctionUrl",
    Resource: "arn:aws:lambda:us-east-1:000000000000:function:echo",
    Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
  },
  {
    Effect: "Allow",
    Principal: "*",
    Action: "lambda:InvokeFunction",
    Resource: "arn:aws:lambda:us-east-1:000000000000:function:echo",
    Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
  },
] as const;

/** Puts a policy on `echo` or an alias of it. */
export function putPolicy(gateway: GatewayFixture, statements: readonly object[], key: AttachmentKey = echoKey): void {
  gateway.backend.attachments.put(resourcePolicyKind, key, { revisionId: "1", document: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
}

/** A request to a function URL. */
export interface UrlCallInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly host?: string;
}

/** A request to the URL, by its host, at the door of this gateway. Node's fetch would not send another Host than the address's. */
export async function callUrl(gateway: GatewayFixture, path = "/", init: UrlCallInit = {}): Promise<Response> {
  const { method = "GET", headers, body, host = urlHost } = init;
  const call = request(`${gateway.app.urlsUrl}${path}`, { method, agent: false, headers: { ...textType(body), ...headers, host } });
  call.end(body);
  const [incoming] = (await once(call, "response")) as [IncomingMessage];
  const pairs = incoming.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, incoming.rawHeaders[index + 1] ?? ""] as [string, string]] : []));
  const bytes = await buffer(incoming);
  return new Response(incoming.statusCode === 204 ? null : new Uint8Array(bytes), { status: incoming.statusCode ?? 0, headers: pairs });
}

/** As fetch does it. */
function textType(body: string | Uint8Array | undefined): Record<string, string> {
  return typeof body === "string" ? { "content-type": "text/plain;charset=UTF-8" } : {};
}
