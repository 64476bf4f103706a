import { createHash } from "node:crypto";
import type { RequestPrincipal } from "@mayfly/access-policy/access-request";
import { identityArn, parseIdentityArn, rootArn, sessionArn } from "@mayfly/identity/identity-arns";
import type { UserRecord } from "@mayfly/identity/identity-records";
import type { SessionContent } from "@mayfly/identity/session-token";

/** Those who can sign: an account, a user, or a session of a role. */
export type SigningPrincipal = Exclude<RequestPrincipal, { readonly kind: "service" | "anonymous" }>;

/** Who a credential is of. */
export interface Principal {
  readonly access: SigningPrincipal;
  /** As GetCallerIdentity and `aws:userid` have it. */
  readonly userId: string;
  /** Users only: the name. */
  readonly userName?: string;
  /** True for the credentials that Mayfly itself was started with: they may also create accounts and act in them. */
  readonly isOperator: boolean;
  /** What the session is of, and what narrows it; undefined for long-term credentials. */
  readonly session?: PrincipalSession;
}

/** A session's own. */
export interface PrincipalSession {
  readonly content: SessionContent;
  /** Differs for sessions with different rights. */
  readonly key: string;
}

/** Who holds a credential; one that says nothing else is of those that Mayfly was started with. */
export function principalOf({
  account,
  principalArn,
  principal,
}: {
  readonly account: string;
  readonly principalArn: string;
  readonly principal?: Principal;
}): Principal {
  return principal ?? operatorPrincipal(account, principalArn);
}

/** Who holds the credentials that Mayfly was started with. */
export function operatorPrincipal(account: string, arn: string): Principal {
  return { access: { kind: "root", arn, account }, userId: account, isOperator: true };
}

/** The account itself, by a key of its own. */
export function rootPrincipal(account: string): Principal {
  return { access: { kind: "root", arn: rootArn(account), account }, userId: account, isOperator: false };
}

/** A user by one of its keys. */
export function userPrincipal(account: string, user: UserRecord): Principal {
  const arn = identityArn({ account, type: "user", path: user.path, name: user.name });
  return { access: { kind: "user", arn, account }, userId: user.id, userName: user.name, isOperator: false };
}

/** Who a session token is of; undefined if it says nonsense. */
export function sessionPrincipal(content: SessionContent): Principal | undefined {
  const { account, arn, id, sessionName, of } = content;
  const session = { content, key: sessionKey(content) };
  if (of === "root") return { ...rootPrincipal(account), session };
  const parsed = parseIdentityArn(arn);
  if (parsed === undefined) return undefined;
  if (of === "user") return { access: { kind: "user", arn, account }, userId: id, userName: parsed.name, isOperator: false, session };
  const access = { kind: "role-session" as const, arn: sessionArn(account, parsed.name, sessionName), account, roleArn: arn };
  return { access, userId: `${id === "" ? unknownRoleId(arn) : id}:${sessionName}`, isOperator: false, session };
}

/** A role that Mayfly does not know has no id; what stands in its place is the same each time. */
function unknownRoleId(arn: string): string {
  return `AROA${createHash("sha256").update(arn).digest("hex").slice(0, 16).toUpperCase()}`;
}

function sessionKey({ id, policies = [], policyArns = [] }: SessionContent): string {
  return policies.length + policyArns.length === 0 ? id : `${id} ${JSON.stringify([policies, policyArns])}`;
}
