import { PlatformError } from "@mayfly/errors/platform-error";
import type { RoleRecord, UserRecord } from "@mayfly/identity/identity-records";
import { parseIdentityInput } from "@mayfly/identity/parse-identity-input";
import { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import { iamInputs } from "./iam-inputs.ts";
import { noSuchEntity, type IamOperation } from "./iam-operation.ts";

/** A user or a role: both hold policies and tags. */
export type PolicyHolder = RoleRecord | UserRecord;

/** Which of the two an operation is for. */
export interface HolderNoun {
  readonly kind: "role" | "user";
  /** As in names of operations and members. */
  readonly noun: "Role" | "User";
  /** Characters of all inline policies together. */
  readonly inlineCharactersMax: number;
}

/** Roles as holders of policies. */
export const roleNoun: HolderNoun = { kind: "role", noun: "Role", inlineCharactersMax: 10_240 };
/** Users as holders of policies. */
export const userNoun: HolderNoun = { kind: "user", noun: "User", inlineCharactersMax: 2048 };

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
export function requireWithoutPolicies(holder: PolicyHolder): void {
  if (holder.attachedPolicies.length > 0) throw new PlatformError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
  if (Object.keys(holder.inlinePolicies).length > 0) throw new PlatformError("DeleteConflict", "Cannot delete entity, must delete policies first.");
}

/** Puts a user or role with some of its members changed. */
export function putHolder(
  identities: AccountIdentities,
  holder: PolicyHolder,
  changed: Partial<Pick<PolicyHolder, "inlinePolicies" | "attachedPolicies" | "tags">>,
): void {
  if ("trustPolicy" in holder) identities.put("role", holder.name, { ...holder, ...changed });
  else identities.put("user", holder.name, { ...holder, ...changed });
}

/** What an operation on a holder works on. */
export interface HolderCall<Input> {
  readonly identities: AccountIdentities;
  readonly holder: PolicyHolder;
  readonly input: Input;
}

/** Defines an operation on the user or role that the input names. */
export function holderOperation<Shape extends z.ZodRawShape>(
  { kind, noun }: HolderNoun,
  shape: Shape,
  run: (call: HolderCall<z.output<z.ZodObject<Shape>>>) => Promise<object> | object,
): IamOperation {
  const find = kind === "role" ? requireRole : requireUser;
  const member = `${noun}Name`;
  const nameSchema = z.object({ [member]: iamInputs.roleName });
  const schema = z.object(shape);
  return {
    async run(identities, input) {
      const name = parseIdentityInput(nameSchema, input)[member] ?? "";
      const parsed = parseIdentityInput(schema, input);
      return run({ identities, holder: await find(identities, name), input: parsed });
    },
  };
}
