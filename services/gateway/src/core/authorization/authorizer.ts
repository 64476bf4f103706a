import { contextKeys, type ContextKeys } from "@mayfly/access-policy/access-request";
import { evaluateAccess, type AccessDecision } from "@mayfly/access-policy/evaluate-access";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";
import type { ResourcePolicies } from "../../ports/resource-policies.ts";
import { IdentityTable } from "../identity/identity-table.ts";
import type { Principal } from "../identity/principal.ts";
import { policiesOf, type PrincipalPolicies } from "./policies-of-principal.ts";

/** From where a request came, as condition keys tell it. */
export interface RequestOrigin {
  /** Address of the client; undefined where there is none, as on NATS. */
  readonly sourceIp: string | undefined;
  readonly userAgent?: string | undefined;
  /** True if it came through a function URL, whose own rules have let it in. */
  readonly viaFunctionUrl?: boolean;
}

/** What somebody wants to do. */
export interface AccessQuestion {
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly resourceAccount: string;
  readonly origin: RequestOrigin;
  /** Condition keys of the operation itself, like lambda:Layer; asked for only if a policy has conditions. */
  readonly keys?: () => Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Policy of the resource where ResourcePolicies does not know it, as of a layer version; undefined: what they know. */
  readonly resourcePolicy?: PolicyDocument | undefined;
  /** Trust policy of a role; absent: the policy that the resource has, if any. */
  readonly trustPolicy?: PolicyDocument;
}

/** What deciding needs. */
export interface AuthorizerDependencies {
  /** Absent: there are only the credentials that Mayfly was started with. */
  readonly directory: IdentityDirectory | undefined;
  readonly resourcePolicies: ResourcePolicies;
  readonly region: string;
  readonly clock: Clock;
}

const decisionsMax = 16_384;
const principalsMax = 4_096;
const noTable = new IdentityTable();

/**
 * Says what principals may do, from memory. The credentials that Mayfly was started with may do all in their account, and cost nothing. Decisions of
 * policies without conditions are remembered until an identity changes.
 */
export class Authorizer {
  readonly #dependencies: AuthorizerDependencies;
  #generation = -1;
  readonly #policies = new Map<string, PrincipalPolicies>();
  readonly #decisions = new Map<string, AccessDecision>();

  constructor(dependencies: AuthorizerDependencies) {
    this.#dependencies = dependencies;
  }

  /** Throws AccessDenied in AWS's words unless the principal may. */
  require(principal: Principal, question: AccessQuestion): void {
    const decision = this.decide(principal, question);
    if (decision.outcome !== "allowed") throw accessDenied(principal, question, decision);
  }

  /** May it? */
  decide(principal: Principal, question: AccessQuestion): AccessDecision {
    const { access } = principal;
    if (principal.isOperator && access.account === question.resourceAccount && question.trustPolicy === undefined) return allowed;
    this.#forgetOld();
    const { resourcePolicies } = this.#dependencies;
    const resource = question.trustPolicy ?? question.resourcePolicy ?? (question.resource === "*" ? undefined : resourcePolicies.policyOf(question.resource));
    const policies = this.#policiesOf(principal);
    const remembers = policies.contextFree && resource === undefined;
    if (!remembers) return this.#evaluate(principal, question, { policies, resource });
    const key = `${access.arn} ${principal.session?.key ?? ""} ${question.action} ${question.resource}`;
    const known = this.#decisions.get(key);
    if (known !== undefined) return known;
    const decision = this.#evaluate(principal, question, { policies, resource });
    if (this.#decisions.size >= decisionsMax) this.#decisions.clear();
    this.#decisions.set(key, decision);
    return decision;
  }

  #evaluate(
    principal: Principal,
    question: AccessQuestion,
    { policies, resource }: { readonly policies: PrincipalPolicies; readonly resource: PolicyDocument | undefined },
  ): AccessDecision {
    const { action, resource: arn, resourceAccount, trustPolicy } = question;
    const context = policies.contextFree && !hasConditions(resource) ? noKeys : this.#context(principal, question);
    const resourceMustAllow = trustPolicy !== undefined;
    return evaluateAccess({ action, resource: arn, resourceAccount, principal: principal.access, context }, { ...policies, resource, resourceMustAllow });
  }

  #policiesOf(principal: Principal): PrincipalPolicies {
    const key = `${principal.access.arn} ${principal.session?.key ?? ""} ${principal.userId}`;
    const known = this.#policies.get(key);
    if (known !== undefined) return known;
    const policies = policiesOf(principal, this.#dependencies.directory?.table ?? noTable);
    if (this.#policies.size >= principalsMax) this.#policies.clear();
    this.#policies.set(key, policies);
    return policies;
  }

  #forgetOld(): void {
    const generation = this.#dependencies.directory?.generation ?? 0;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#policies.clear();
    this.#decisions.clear();
  }

  /** The global condition keys (IAM User Guide, "AWS global condition context keys") and those of the operation. */
  #context(principal: Principal, question: AccessQuestion): ContextKeys {
    const { access, userId, userName, session } = principal;
    const { clock, region, directory } = this.#dependencies;
    const now = clock.now();
    const table = directory?.table ?? noTable;
    const holder =
      access.kind === "user" ? table.user(access.account, userName ?? "") : access.kind === "role-session" ? table.role(access.roleArn) : undefined;
    const tags: Record<string, string> = {};
    for (const [key, value] of Object.entries(holder?.tags ?? {})) tags[`aws:PrincipalTag/${key}`] = value;
    return contextKeys({
      ...tags,
      "aws:PrincipalArn": access.kind === "role-session" ? access.roleArn : access.arn,
      "aws:PrincipalAccount": access.account,
      "aws:PrincipalType": access.kind === "root" ? "Account" : access.kind === "user" ? "User" : "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
      "aws:userid": userId,
      "aws:username": userName,
      "aws:SourceIp": question.origin.sourceIp,
      "aws:UserAgent": question.origin.userAgent,
      "aws:CurrentTime": new Date(now).toISOString(),
      "aws:EpochTime": String(Math.floor(now / 1000)),
      "aws:SecureTransport": "false",
      "aws:RequestedRegion": region,
      "aws:ResourceAccount": question.resourceAccount,
      "aws:MultiFactorAuthPresent": session === undefined ? undefined : "false",
      ...question.keys?.(),
    });
  }
}

const allowed: AccessDecision = { outcome: "allowed" };
const noKeys: ContextKeys = new Map();

function hasConditions(policy: PolicyDocument | undefined): boolean {
  return (
    policy?.statements.some(({ conditions, resources }) => conditions.length > 0 || resources?.patterns.some((each) => each.includes("${")) === true) === true
  );
}

/** AccessDenied in AWS's words (behaviours.md §4.5; IAM User Guide, "Troubleshoot access denied error messages"). */
function accessDenied(
  principal: Principal,
  { action, resource }: AccessQuestion,
  decision: Exclude<AccessDecision, { readonly outcome: "allowed" }>,
): PlatformError {
  const { outcome, source } = decision;
  const article = source === "identity-based policy" ? "an" : "a";
  const because = outcome === "explicitly-denied" ? `with an explicit deny in ${article} ${source}` : `because no ${source} allows the ${action} action`;
  return new PlatformError("AccessDenied", `User: ${principal.access.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`);
}
