import { callHeaders } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { CallContext } from "@mayfly/contracts/service-contract";
import type { Authenticate } from "@mayfly/rpc/server-handler";
import type { Caller } from "../../core/caller.ts";
import type { CredentialSource } from "../../ports/credential-source.ts";

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
    ]);
  };
}

/** The caller of an authenticated call. */
export function callerOf(call: CallContext): Caller {
  const region = call.headers.get(callHeaders.region);
  const account = call.headers.get(callHeaders.account);
  const principalArn = call.headers.get(callHeaders.principal);
  if (region === undefined || account === undefined || principalArn === undefined)
    throw new PlatformError("MissingAuthenticationToken", "Missing Authentication Token");
  return { region, account, principalArn };
}
