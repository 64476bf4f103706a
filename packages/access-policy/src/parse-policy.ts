import type { PatternElement, PolicyDocument, PolicyStatement, PolicyVersion } from "./policy-document.ts";
import { parseConditions } from "./parse-conditions.ts";
import { parsePrincipals } from "./parse-principals.ts";
import { PolicyError } from "./policy-error.ts";
import { isObject, oneOrMore, requireKnown } from "./policy-json.ts";

/** Which kind of policy a document is to be: identity policies have no Principal, resource policies have one, trust policies have one and no Resource. */
export type PolicyKind = "identity" | "resource" | "trust";

/** What a document must be. */
export interface ParsePolicyOptions {
  readonly kind: PolicyKind;
  /** Characters that the text may have, white space included. */
  readonly sizeMax: number;
}

const documentElements = ["Version", "Id", "Statement"] as const;
const statementElements = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"] as const;

/** Reads a policy document. Throws PolicyError with a sentence for its author: unknown elements, a kind's missing or forbidden ones, and bad values are refused. */
export function parsePolicy(text: string, options: ParsePolicyOptions): PolicyDocument {
  if (text.length > options.sizeMax) throw new PolicyError(`A policy of this kind may have ${options.sizeMax} characters; this one has ${text.length}.`);
  const document = parseJson(text);
  if (!isObject(document)) throw new PolicyError("Syntax errors in policy: it must be a JSON object.");
  requireKnown(document, documentElements, "policy");
  const { Version: version = "2008-10-17", Id: id, Statement: statement } = document;
  if (version !== "2012-10-17" && version !== "2008-10-17") throw new PolicyError("Policy document must be version 2012-10-17 or greater.");
  if (id !== undefined && typeof id !== "string") throw new PolicyError("Syntax errors in policy: Id must be a string.");
  const statements = (Array.isArray(statement) ? statement : [statement]).map((each: unknown) => parseStatement(each, options.kind, version));
  requireUniqueSids(statements);
  return { version, id, statements };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyError("This policy contains invalid Json");
  }
}

function parseStatement(statement: unknown, kind: PolicyKind, version: PolicyVersion): PolicyStatement {
  if (!isObject(statement)) throw new PolicyError("Syntax errors in policy: Statement must be an object, or a list of objects.");
  requireKnown(statement, statementElements, "statement");
  const { Sid: sid, Effect: effect } = statement;
  if (sid !== undefined && typeof sid !== "string") throw new PolicyError("Syntax errors in policy: Sid must be a string.");
  if (kind === "identity" && sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid))
    throw new PolicyError("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
  if (effect !== "Allow" && effect !== "Deny") throw new PolicyError("Syntax errors in policy: Effect must be Allow or Deny.");
  const actions = parseActions(statement);
  const principals = parsePrincipals(statement["Principal"], statement["NotPrincipal"]);
  if (kind === "identity" && principals !== undefined) throw new PolicyError("Policy document should not specify a principal.");
  if (kind !== "identity" && principals === undefined) throw new PolicyError("Missing required field Principal");
  const resources = parseResources(statement);
  if (kind === "trust" && resources !== undefined) throw new PolicyError("Has prohibited field Resource");
  if (kind !== "trust" && resources === undefined) throw new PolicyError("Policy statement must contain resources.");
  return { sid, effect, principals, actions, resources, conditions: parseConditions(statement["Condition"], version) };
}

function parseActions({ Action: action, NotAction: notAction }: Readonly<Record<string, unknown>>): PatternElement {
  const actions = parsePatterns("Action", action, notAction);
  if (actions === undefined) throw new PolicyError("Policy statement must contain actions.");
  for (const pattern of actions.patterns) {
    if (pattern !== "*" && !/^[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+$/.test(pattern))
      throw new PolicyError(`Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${pattern}`);
  }
  return actions;
}

function parseResources({ Resource: resource, NotResource: notResource }: Readonly<Record<string, unknown>>): PatternElement | undefined {
  const resources = parsePatterns("Resource", resource, notResource);
  for (const pattern of resources?.patterns ?? []) {
    if (pattern !== "*" && !/^arn:./.test(pattern)) throw new PolicyError(`Resource ${pattern} must be in ARN format or "*".`);
  }
  return resources;
}

function parsePatterns(name: string, plain: unknown, inverted: unknown): PatternElement | undefined {
  if (plain !== undefined && inverted !== undefined) throw new PolicyError(`Syntax errors in policy: a statement has ${name} or Not${name}, not both.`);
  if (plain === undefined && inverted === undefined) return undefined;
  return { inverted: inverted !== undefined, patterns: oneOrMore(plain ?? inverted, name) };
}

function requireUniqueSids(statements: readonly PolicyStatement[]): void {
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined && sid !== "");
  if (new Set(sids).size < sids.length) throw new PolicyError("Statement IDs (SID) in a single policy must be unique.");
}
