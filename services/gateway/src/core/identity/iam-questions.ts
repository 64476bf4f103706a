import { identityArn, parseIdentityArn, rootArn } from "@mayfly/identity/identity-arns";
import type { AccessQuestion } from "../authorization/authorizer.ts";
import type { Caller } from "../caller.ts";
import type { IdentityTable } from "./identity-table.ts";

/** The input of an operation of IAM or STS: texts, lists and structures. */
export type IdentityInput = Readonly<Record<string, unknown>>;

/** Whose account an operation changes, and where identities are looked up. */
export interface IamScope {
  readonly caller: Caller;
  /** Account that the operation works on. */
  readonly account: string;
  readonly table: IdentityTable;
}

/** Operations that concern no single user, role or policy. */
const whole = new Set(["ListRoles", "ListUsers", "ListPolicies"]);

/** What an operation of IAM asks of the policies: its action, and the role, policy or user that its input names (Service Authorization Reference, "AWS IAM"). */
export function iamQuestion(operation: string, input: IdentityInput, scope: IamScope): AccessQuestion {
  const { caller, account } = scope;
  const keys = { "iam:PolicyARN": textOf(input["PolicyArn"]), ...tagKeys(input["Tags"]) };
  return { action: `iam:${operation}`, resource: resourceOf(operation, input, scope), resourceAccount: account, origin: caller.origin, keys: () => keys };
}

function resourceOf(operation: string, input: IdentityInput, { caller, account, table }: IamScope): string {
  if (whole.has(operation)) return "*";
  const role = textOf(input["RoleName"]);
  const path = textOf(input["Path"]) ?? "/";
  if (role !== undefined) return identityArn({ account, type: "role", path: table.roleNamed(account, role)?.path ?? path, name: role });
  const user = textOf(input["UserName"]);
  if (user !== undefined) return identityArn({ account, type: "user", path: table.user(account, user)?.path ?? path, name: user });
  const policy = textOf(input["PolicyArn"]);
  if (policy !== undefined) return policy;
  const name = textOf(input["PolicyName"]);
  if (name !== undefined) return identityArn({ account, type: "policy", path, name });
  // Operations on keys without a user mean the caller.
  const { access } = caller.principal;
  return parseIdentityArn(access.arn)?.type === "user" ? access.arn : rootArn(account);
}

function tagKeys(tags: unknown): Readonly<Record<string, string | readonly string[]>> {
  const pairs = Array.isArray(tags) ? tags.flatMap((tag: unknown) => pairOf(tag)) : [];
  return { ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])), "aws:TagKeys": pairs.map(([key]) => key) };
}

function pairOf(tag: unknown): readonly (readonly [string, string])[] {
  if (typeof tag !== "object" || tag === null || !("Key" in tag) || typeof tag.Key !== "string") return [];
  return [[tag.Key, "Value" in tag && typeof tag.Value === "string" ? tag.Value : ""]];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
