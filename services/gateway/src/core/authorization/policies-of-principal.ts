import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import type { IdentityTable } from "../identity/identity-table.ts";
import { unknownRolePolicy } from "@mayfly/identity/managed-policies";
import type { RoleRecord, UserRecord } from "@mayfly/identity/identity-records";
import type { Principal } from "../identity/principal.ts";

/** The policies of one principal, read once. */
export interface PrincipalPolicies {
  readonly identity: readonly PolicyDocument[];
  readonly session: readonly PolicyDocument[];
  /** True if none of them looks at anything but action and resource: then a decision can be remembered. */
  readonly contextFree: boolean;
}

/** They were checked when they were put; what is stored may be somewhat larger than what is taken today. */
const sizeMax = 131_072;

/** Finds and reads the policies of a principal as the table has them now. A policy that cannot be read denies everything. */
export function policiesOf(principal: Principal, table: IdentityTable): PrincipalPolicies {
  const identity = identityTexts(principal, table).map(read);
  const { policies = [], policyArns = [] } = principal.session?.content ?? {};
  const narrowing = [...policies, ...policyArns.map((arn) => table.policyDocument(arn) ?? nothing)];
  // Several session policies together are one: an allow of any of them is enough.
  const session = narrowing.length === 0 ? [] : [joined(narrowing.map(read))];
  return { identity, session, contextFree: [...identity, ...session].every(isContextFree) };
}

function identityTexts(principal: Principal, table: IdentityTable): readonly string[] {
  const { access, session } = principal;
  switch (access.kind) {
    case "root":
      return [];
    case "user": {
      const user = principal.userName === undefined ? undefined : table.user(access.account, principal.userName);
      // A new user of an old name has nothing to do with the sessions of the old one.
      return user === undefined || user.id !== principal.userId ? [] : held(user, table);
    }
    case "role-session": {
      const role = table.role(access.roleArn);
      const id = session?.content.id ?? "";
      if (id === "") return role === undefined ? [unknownRolePolicy(access.account)] : held(role, table);
      return role?.id === id ? held(role, table) : [];
    }
    default:
      return access satisfies never;
  }
}

function held(holder: UserRecord | RoleRecord, table: IdentityTable): readonly string[] {
  return [...Object.values(holder.inlinePolicies), ...holder.attachedPolicies.map((arn) => table.policyDocument(arn) ?? nothing)];
}

/** What a managed policy gives that is gone. */
const nothing = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const denyAll = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });

function read(text: string): PolicyDocument {
  try {
    return parsePolicy(text, { kind: "identity", sizeMax });
  } catch {
    return parsePolicy(denyAll, { kind: "identity", sizeMax });
  }
}

function joined(documents: readonly PolicyDocument[]): PolicyDocument {
  return { version: "2012-10-17", id: undefined, statements: documents.flatMap(({ statements }) => statements) };
}

function isContextFree({ statements }: PolicyDocument): boolean {
  const hasVariable = (pattern: string): boolean => pattern.includes("${");
  return statements.every(({ conditions, resources }) => conditions.length === 0 && resources?.patterns.some(hasVariable) !== true);
}
