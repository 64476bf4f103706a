import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import { PolicyError } from "@mayfly/access-policy/policy-error";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseIdentityArn, sessionArn } from "@mayfly/identity/identity-arns";
import { newIdentityId, newSecretAccessKey } from "@mayfly/identity/key-material";
import { parseIdentityInput } from "@mayfly/identity/parse-identity-input";
import { sealSession, type SealingKey, type SessionContent } from "@mayfly/identity/session-token";
import type { Clock } from "@mayfly/kernel/clock";
import { z } from "zod";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";
import type { Authorizer } from "../authorization/authorizer.ts";
import type { Caller } from "../caller.ts";
import type { IdentityTable } from "./identity-table.ts";
import type { IdentityInput } from "./iam-questions.ts";

/** What STS works with. */
export interface StsDependencies {
  readonly authorizer: Authorizer;
  readonly directory: IdentityDirectory;
  readonly clock: Clock;
}

const seconds = (max: number): z.ZodCoercedNumber =>
  z.coerce.number().int().min(900, "Member must have value greater than or equal to 900").max(max, `Member must have value less than or equal to ${max}`);
const tag = z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
const assumeRoleInput = z.object({
  RoleArn: z.string("Member must not be null").min(20, "Member must have length greater than or equal to 20").max(2048),
  RoleSessionName: z
    .string("Member must not be null")
    .min(2, "Member must have length greater than or equal to 2")
    .max(64, "Member must have length less than or equal to 64")
    .regex(/^[\w+=,.@-]*$/, "Member must satisfy regular expression pattern: [\\w+=,.@-]*"),
  DurationSeconds: seconds(43_200).default(3600),
  Policy: z.string().max(2048).optional(),
  PolicyArns: z
    .array(z.object({ arn: z.string() }))
    .max(10)
    .default([]),
  ExternalId: z.string().max(1224).optional(),
  SourceIdentity: z.string().max(64).optional(),
  Tags: z.array(tag).max(50).default([]),
});
const sessionTokenInput = z.object({ DurationSeconds: seconds(129_600).default(43_200) });
const keyInput = z.object({ AccessKeyId: z.string("Member must not be null").regex(/^\w{16,128}$/, "Member must satisfy regular expression pattern: [\\w]*") });

const rootSecondsMax = 3600;
/** A key seals only once every gateway has had the time to learn of it, unless it is the only one. */
const settleMs = 60_000;
/** A trust policy was checked when it was put. */
const trustSizeMax = 131_072;

/** Performs an operation of STS. The sessions are sealed here: nothing is kept of them, and every gateway opens them. Throws PlatformError with STS's codes. */
export function performSts(operation: string, input: IdentityInput, { caller, ...dependencies }: StsDependencies & { readonly caller: Caller }): object {
  switch (operation) {
    case "GetCallerIdentity":
      return { UserId: caller.principal.userId, Account: caller.principal.access.account, Arn: caller.principal.access.arn };
    case "AssumeRole":
      return assumeRole(input, caller, dependencies);
    case "GetSessionToken":
      return getSessionToken(input, caller, dependencies);
    case "GetAccessKeyInfo":
      return { Account: accountOf(parseIdentityInput(keyInput, input).AccessKeyId, dependencies.directory.table, caller) };
    case "AssumeRoleWithWebIdentity":
    case "AssumeRoleWithSAML":
    case "GetFederationToken":
      throw new PlatformError("InvalidAction", `Mayfly has no identity providers, so it has no ${operation}. Use AssumeRole with an access key.`);
    default:
      throw new PlatformError("InvalidAction", `Could not find operation ${operation} for version 2011-06-15`);
  }
}

function assumeRole(raw: IdentityInput, caller: Caller, dependencies: StsDependencies): object {
  const input = parseIdentityInput(assumeRoleInput, raw);
  const parsed = parseIdentityArn(input.RoleArn);
  if (parsed?.type !== "role") throw new PlatformError("ValidationError", `${input.RoleArn} is invalid`);
  const { authorizer, directory, clock } = dependencies;
  const role = directory.table.role(input.RoleArn);
  const question = {
    action: "sts:AssumeRole",
    resource: input.RoleArn,
    resourceAccount: parsed.account,
    origin: caller.origin,
    keys: () => ({ "sts:ExternalId": input.ExternalId, "sts:RoleSessionName": input.RoleSessionName, "sts:SourceIdentity": input.SourceIdentity }),
  };
  // A role that does not exist is refused in the same words as one that does not let the caller in.
  const document = role?.trustPolicy ?? JSON.stringify({ Version: "2012-10-17", Statement: [] });
  authorizer.require(caller.principal, { ...question, trustPolicy: parsePolicy(document, { kind: "trust", sizeMax: trustSizeMax }) });
  if (role === undefined) throw new PlatformError("AccessDenied", `The role ${input.RoleArn} does not exist.`);
  const secondsMax = caller.principal.session === undefined ? role.maxSessionSeconds : Math.min(role.maxSessionSeconds, 3600);
  if (input.DurationSeconds > secondsMax)
    throw new PlatformError("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  const credentials = issue(dependencies, {
    account: parsed.account,
    of: "role",
    arn: input.RoleArn,
    id: role.id,
    sessionName: input.RoleSessionName,
    expiresAt: clock.now() + input.DurationSeconds * 1000,
    ...(input.Policy === undefined ? {} : { policies: [requireSessionPolicy(input.Policy)] }),
    ...(input.PolicyArns.length === 0 ? {} : { policyArns: input.PolicyArns.map(({ arn }) => requireSessionPolicyArn(arn, directory.table)) }),
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${input.RoleSessionName}`, Arn: sessionArn(parsed.account, parsed.name, input.RoleSessionName) },
    ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
  };
}

function getSessionToken(raw: IdentityInput, { principal }: Caller, dependencies: StsDependencies): object {
  const { DurationSeconds } = parseIdentityInput(sessionTokenInput, raw);
  const { access, session, userId } = principal;
  if (session !== undefined) throw new PlatformError("AccessDenied", "Cannot call GetSessionToken with session credentials");
  const isUser = access.kind === "user";
  const lastsSeconds = isUser ? DurationSeconds : Math.min(DurationSeconds, rootSecondsMax);
  const content = { account: access.account, of: isUser ? ("user" as const) : ("root" as const), arn: access.arn, id: userId, sessionName: "" };
  return { Credentials: issue(dependencies, { ...content, expiresAt: dependencies.clock.now() + lastsSeconds * 1000 }) };
}

function issue({ directory, clock }: StsDependencies, content: Omit<SessionContent, "accessKeyId" | "secretAccessKey">): object {
  const key = sealingKey(directory.table, clock.now());
  const accessKeyId = newIdentityId("ASIA");
  const secretAccessKey = newSecretAccessKey();
  const expiration = new Date(content.expiresAt).toISOString().replace(/\.\d{3}Z$/, "Z");
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sealSession({ ...content, accessKeyId, secretAccessKey }, key),
    Expiration: expiration,
  };
}

function sealingKey(table: IdentityTable, now: number): SealingKey {
  const newestFirst = table.sessionKeys().toSorted((one, other) => other.createdAt - one.createdAt);
  const key = newestFirst.find(({ createdAt }) => createdAt + settleMs <= now) ?? newestFirst[0];
  if (key === undefined)
    throw new PlatformError("ServiceUnavailable", "There is no key for session tokens: metadata has none, or cannot be reached.", { retryAfterSeconds: 1 });
  return key;
}

function requireSessionPolicy(document: string): string {
  try {
    parsePolicy(document, { kind: "identity", sizeMax: 2048 });
    return document;
  } catch (error) {
    if (error instanceof PolicyError) throw new PlatformError("MalformedPolicyDocument", error.message);
    throw error;
  }
}

function requireSessionPolicyArn(arn: string, table: IdentityTable): string {
  if (table.policyDocument(arn) === undefined) throw new PlatformError("NoSuchEntity", `Policy ${arn} does not exist.`);
  return arn;
}

function accountOf(accessKeyId: string, table: IdentityTable, caller: Caller): string {
  return table.accessKey(accessKeyId)?.account ?? caller.principal.access.account;
}
