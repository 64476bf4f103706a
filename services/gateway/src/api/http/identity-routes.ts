import type { FastifyInstance } from "fastify";
import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";
import { isAccountOperation, type IdentityControl } from "../../core/identity/identity-control.ts";
import { principalOf } from "../../core/identity/principal.ts";
import type { Credential, CredentialSource } from "../../ports/credential-source.ts";

/** What the paths of identities need. */
export interface IdentityRoutesDependencies {
  readonly control: IdentityControl;
  readonly credentials: CredentialSource;
  readonly region: string;
  /** The account that settings name. */
  readonly account: string;
}

const address = z.object({ operation: z.string().regex(/^[A-Za-z]{1,128}$/) });
const input = z.record(z.string(), z.unknown()).nullish();
const account = z
  .string()
  .regex(/^\d{12}$/)
  .optional();

/**
 * Adds `POST /_mayfly/identities/OPERATION`: IAM's operations and CreateAccount and ListAccounts with JSON in and out and a bearer token, for scripts and the
 * `mayfly` command. The header `mayfly-account` lets the credentials that Mayfly was started with act in another account.
 */
export function addIdentityRoutes(fastify: FastifyInstance, dependencies: IdentityRoutesDependencies): void {
  const { control, credentials, region } = dependencies;
  fastify.post("/_mayfly/identities/:operation", async (request, reply) => {
    const credential = requireBearer(request.headers.authorization, credentials);
    const [target, body, chosen] = [address.safeParse(request.params), input.safeParse(request.body), account.safeParse(request.headers["mayfly-account"])];
    if (!target.success || !body.success)
      throw new PlatformError("ValidationError", "Send the operation's input as a JSON object to /_mayfly/identities/OPERATION.");
    if (!chosen.success) throw new PlatformError("ValidationError", "The header mayfly-account takes the twelve digits of an account.");
    const { account: own, principalArn } = credential;
    const principal = principalOf(credential);
    const caller = { region, account: own, principalArn, principal, origin: { sourceIp: request.ip, userAgent: request.headers["user-agent"] } };
    const call = { service: "iam" as const, operation: target.data.operation, input: body.data ?? {}, caller, requestId: request.id };
    const acts = chosen.data !== undefined || isAccountOperation(call.operation) || (principal.isOperator && own === dependencies.account);
    const output = acts ? await control.performAsOperator(call, chosen.data) : await control.perform(call);
    return reply.send(output);
  });
}

function requireBearer(authorization: string | undefined, credentials: CredentialSource): Credential {
  const token = /^Bearer (\S{1,512})$/i.exec(authorization ?? "")?.[1];
  if (token === undefined)
    throw new PlatformError("MissingAuthenticationToken", "Send the header 'authorization: Bearer TOKEN'; the token is MAYFLY_TOKEN of `mayfly env`.");
  const credential = credentials.findByToken(token);
  if (credential === undefined) throw new PlatformError("UnrecognizedClient", "The security token included in the request is invalid.");
  return credential;
}
