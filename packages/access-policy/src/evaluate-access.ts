import type { AccessRequest } from "./access-request.ts";
import { matchesArn } from "./arn-pattern.ts";
import { satisfies } from "./evaluate-condition.ts";
import type { PatternElement, PolicyDocument, PolicyStatement } from "./policy-document.ts";
import { expandVariables } from "./policy-variables.ts";
import { grantTo, type Grant } from "./principal-grant.ts";
import { matchesWildcard } from "./wildcard.ts";

/** Policies that bear on one request. */
export interface AccessPolicies {
  /** Policies of the principal, its own and attached ones. A root principal needs none. */
  readonly identity: readonly PolicyDocument[];
  /** Policies that narrow a session: each must allow too. None by default. */
  readonly session?: readonly PolicyDocument[];
  /** Policy of the resource, or of a role its trust policy. */
  readonly resource?: PolicyDocument | undefined;
  /** True for trust policies: without an allow there, no identity policy helps. */
  readonly resourceMustAllow?: boolean;
}

/** Which policy decided. */
export type PolicySource = "identity-based policy" | "session policy" | "resource-based policy";

/** May it? `source` is the kind of policy that denies it, or that would have had to allow it. */
export type AccessDecision = { readonly outcome: "allowed" } | { readonly outcome: "implicitly-denied" | "explicitly-denied"; readonly source: PolicySource };

const allowed: AccessDecision = { outcome: "allowed" };

/**
 * Decides a request as IAM does (IAM User Guide, "Policy evaluation logic"): an explicit deny anywhere wins; within one account an allow of the
 * identity or of the resource is enough; from another account both must allow. A resource policy that names a whole account leaves the decision to that
 * account's identity policies. Services and anonymous callers have what the resource policy gives them.
 */
export function evaluateAccess(request: AccessRequest, policies: AccessPolicies): AccessDecision {
  const { identity, session = [], resource } = policies;
  const denies = (policy: PolicyDocument): boolean => policy.statements.some((each) => each.effect === "Deny" && applies(each, policy, request));
  const allows = (policy: PolicyDocument): boolean => policy.statements.some((each) => each.effect === "Allow" && applies(each, policy, request));
  if (identity.some(denies)) return { outcome: "explicitly-denied", source: "identity-based policy" };
  if (session.some(denies)) return { outcome: "explicitly-denied", source: "session policy" };
  const given = resource === undefined ? noGrants : grantsOf(resource, request);
  if (given.denied) return { outcome: "explicitly-denied", source: "resource-based policy" };

  const { principal, resourceAccount } = request;
  if (principal.kind === "service" || principal.kind === "anonymous")
    return given.grant === undefined ? { outcome: "implicitly-denied", source: "resource-based policy" } : allowed;
  const needsResource = policies.resourceMustAllow === true || principal.account !== resourceAccount;
  if (needsResource && given.grant === undefined) return { outcome: "implicitly-denied", source: "resource-based policy" };
  const identityDecides = principal.account !== resourceAccount || given.grant === undefined || given.grant === "account";
  if (identityDecides && principal.kind !== "root" && !identity.some(allows)) return { outcome: "implicitly-denied", source: "identity-based policy" };
  // A grant to the session itself is not narrowed by the session's policies; one to its role is.
  if ((identityDecides || given.grant !== "session") && !session.every(allows)) return { outcome: "implicitly-denied", source: "session policy" };
  return allowed;
}

interface Grants {
  readonly denied: boolean;
  /** The strongest allow. */
  readonly grant: Grant | undefined;
}

const noGrants: Grants = { denied: false, grant: undefined };
const strength = { account: 1, principal: 2, session: 3 } as const satisfies Record<Grant, number>;

function grantsOf(policy: PolicyDocument, request: AccessRequest): Grants {
  let grant: Grant | undefined;
  for (const statement of policy.statements) {
    const found = statement.principals === undefined ? undefined : grantTo(statement.principals, request.principal);
    if (found === undefined || !applies(statement, policy, request)) continue;
    if (statement.effect === "Deny") return { denied: true, grant: undefined };
    if (grant === undefined || strength[found] > strength[grant]) grant = found;
  }
  return { denied: false, grant };
}

/** True if action, resource and conditions are those of the request; principals are looked at elsewhere. */
function applies(statement: PolicyStatement, policy: PolicyDocument, request: AccessRequest): boolean {
  return (
    matchesAction(statement.actions, request.action) &&
    (statement.resources === undefined || matchesResource(statement.resources, request, policy)) &&
    statement.conditions.every((condition) => satisfies(condition, request.context, policy.version))
  );
}

function matchesAction({ inverted, patterns }: PatternElement, action: string): boolean {
  const lower = action.toLowerCase();
  return patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), lower)) !== inverted;
}

function matchesResource({ inverted, patterns }: PatternElement, request: AccessRequest, { version }: PolicyDocument): boolean {
  const matches = patterns.some((pattern) => matchesOne(expandVariables(pattern, request.context, version), request.resource));
  return matches !== inverted;
}

function matchesOne(pattern: string | undefined, resource: string): boolean {
  return pattern !== undefined && (pattern === resource || matchesArn(pattern, resource));
}
