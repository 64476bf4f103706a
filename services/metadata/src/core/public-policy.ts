import type { Condition, PolicyDocument, PolicyStatement } from "@mayfly/access-policy/policy-document";

/** Keys that say who the caller is, or for whom a service calls. */
const callerKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:userid",
]);
const limitingOperators: ReadonlySet<string> = new Set(["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"]);

/** True if the policy lets callers of any account in: a statement whose principal is a wildcard, without a condition that says which accounts or principals. */
export function grantsToEverybody({ statements }: PolicyDocument): boolean {
  return statements.some((statement) => statement.effect === "Allow" && isWild(statement) && !statement.conditions.some(limitsCallers));
}

function isWild({ principals }: PolicyStatement): boolean {
  return principals !== undefined && (principals.inverted || principals.names.some(({ type, name }) => type === "AWS" && name === "*"));
}

function limitsCallers({ operator, qualifier, ifExists, key, values }: Condition): boolean {
  if (ifExists || qualifier === "ForAllValues" || !callerKeys.has(key) || !limitingOperators.has(operator)) return false;
  return values.every((value) => !/[*?]|\$\{/.test(value) || /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value));
}
