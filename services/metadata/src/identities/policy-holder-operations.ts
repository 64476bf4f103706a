import { PlatformError } from "@mayfly/errors/platform-error";
import { managedPolicies } from "@mayfly/identity/managed-policies";
import { parseIdentityArn } from "@mayfly/identity/identity-arns";
import type { RoleRecord, UserRecord } from "@mayfly/identity/identity-records";
import { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import { encodeDocument, iamInputs, listedTags, pageInput, requirePolicy, withoutTags, withTags } from "./iam-inputs.ts";
import { iamOperation, noSuchEntity, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";

/** What users and roles are to the operations on their policies and tags. */
interface Holder {
  readonly kind: "role" | "user";
  /** Characters of all inline policies together, white space left out. */
  readonly inlineCharactersMax: number;
}

const attachedMax = 10;

/** The role of that name. Throws NoSuchEntity. */
export async function requireRole(identities: AccountIdentities, name: string): Promise<RoleRecord> {
  const role = await identities.find("role", name);
  if (role === undefined || role.name !== name) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** The user of that name. Throws NoSuchEntity. */
export async function requireUser(identities: AccountIdentities, name: string): Promise<UserRecord> {
  const user = await identities.find("user", name);
  if (user === undefined || user.name !== name) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** Throws DeleteConflict while the user or role has policies. */
export function requireWithoutPolicies(holder: RoleRecord | UserRecord): void {
  if (holder.attachedPolicies.length > 0) throw new PlatformError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
  if (Object.keys(holder.inlinePolicies).length > 0) throw new PlatformError("DeleteConflict", "Cannot delete entity, must delete policies first.");
}

/** Inline policies, attached policies and tags of roles. */
export const rolePolicyOperations = {
  ...operationsOf({ kind: "role", inlineCharactersMax: 10_240 }, "Role"),
} satisfies Readonly<Record<string, IamOperation>>;

/** Inline policies, attached policies and tags of users. */
export const userPolicyOperations = {
  ...operationsOf({ kind: "user", inlineCharactersMax: 2048 }, "User"),
} satisfies Readonly<Record<string, IamOperation>>;

function operationsOf(holder: Holder, noun: "Role" | "User"): Readonly<Record<string, IamOperation>> {
  const { kind } = holder;
  const nameMember = `${noun}Name`;
  const named = <Shape extends z.ZodRawShape>(shape: Shape) =>
    z.object({ ...shape, [nameMember]: iamInputs.roleName }).transform((input) => ({ ...input, name: String(input[nameMember]) }));
  return { ...inlineOperations(holder, noun, named), ...attachmentOperations(kind, noun, named), ...tagOperations(kind, noun, named) };
}
