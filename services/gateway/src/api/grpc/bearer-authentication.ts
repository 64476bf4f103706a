import { callHeaders } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { CallContext } from "@mayfly/contracts/service-contract";
import type { Authenticate } from "@mayfly/rpc/server-handler";
import type { Caller } from "../../core/caller.ts";
import { principalOf } from "../../core/identity/principal.ts";
import type { CredentialSource } from "../../ports/credential-source.ts";

/** Header that carries the access key of an authenticated call; what a client sends under this name is replaced. */
const accessKeyHeader = "mayfly-access-key-id";

/** Lets calls in whose `authorization` is `Bearer` and a known token; the caller's account and principal go to the handler as headers. */
export function bearerAuthentication(credentials: CredentialSource, region: string): Authenticate {
  return ({ headers }) => {
    const authorization = headers.get("authorization");
    if (authorization === undefined)
      throw new PlatformError("MissingAuthenticationToken", "Missing Authentication Token: send the metadata 'authorization: Bearer TOKEN'.");
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    const credential = token === undefined ? undefined : credentials.findByToken(token);
    if (credential === undefined) throw new PlatformError("UnrecognizedClient", "The security token included in the request is invalid.");
    return new Map([
      [callHeaders.region, region],
      [callHeaders.account, credential.account],
      [callHeaders.principal, credential.principalArn],
      [accessKeyHeader, credential.accessKeyId],
    ]);
  };
}

/** Tells who makes a call. */
export type CallerOf = (call: CallContext) => Caller;

/** Finds the caller of an authenticated call, with what it may do by now. Throws UnrecognizedClient if its key has been revoked meanwhile. */
export function bearerCallers(credentials: CredentialSource): CallerOf {
  return (call) => {
    const region = call.headers.get(callHeaders.region);
    const credential = credentials.findByAccessKey(call.headers.get(accessKeyHeader) ?? "");
    if (region === undefined || credential === undefined)
      throw new PlatformError("UnrecognizedClient", "The security token included in the request is invalid.");
    const { account, principalArn } = credential;
    return { region, account, principalArn, principal: principalOf(credential), origin: { sourceIp: undefined } };
  };
}
