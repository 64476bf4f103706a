import type { PrincipalElement, PrincipalName, PrincipalType } from "./policy-document.ts";
import { PolicyError } from "./policy-error.ts";
import { isObject, oneOrMore, requireKnown } from "./policy-json.ts";

const types = ["AWS", "Service", "Federated", "CanonicalUser"] as const satisfies readonly PrincipalType[];
const awsPrincipal = /^(?:\*|\d{12}|arn:[\w-]+:(?:iam|sts)::\d{12}:[\w+=,.@/-]+)$/;

/** Reads Principal or NotPrincipal; undefined if there is neither. Throws PolicyError for a name that no principal has. */
export function parsePrincipals(principal: unknown, notPrincipal: unknown): PrincipalElement | undefined {
  if (principal !== undefined && notPrincipal !== undefined)
    throw new PolicyError("Syntax errors in policy: a statement has Principal or NotPrincipal, not both.");
  const element = principal ?? notPrincipal;
  if (element === undefined) return undefined;
  const inverted = notPrincipal !== undefined;
  if (element === "*") return { inverted, names: [{ type: "AWS", name: "*" }] };
  if (!isObject(element)) throw new PolicyError('Invalid principal in policy: it must be "*" or an object.');
  requireKnown(element, types, "Principal");
  const names = types.flatMap((type) => (element[type] === undefined ? [] : namesOf(type, element[type])));
  if (names.length === 0) throw new PolicyError("Invalid principal in policy: it names nobody.");
  return { inverted, names };
}

function namesOf(type: PrincipalType, value: unknown): readonly PrincipalName[] {
  return oneOrMore(value, `Principal ${type}`).map((name) => {
    if (type === "AWS" && !awsPrincipal.test(name)) throw new PolicyError(`Invalid principal in policy: "AWS":"${name}"`);
    return { type, name };
  });
}
