import { PlatformError } from "@mayfly/errors/platform-error";
import { rootArn } from "@mayfly/identity/identity-arns";
import type { AccessKeyRecord } from "@mayfly/identity/identity-records";
import { newIdentityId, newSecretAccessKey } from "@mayfly/identity/key-material";
import { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import { iamInputs, iamTime, pageInput } from "./iam-inputs.ts";
import { iamOperation, noSuchEntity, type IamContext, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";
import { requireUser } from "./policy-holder.ts";
import { callingUser } from "./user-operations.ts";

const { accessKeyId: AccessKeyId } = iamInputs;
const UserName = iamInputs.userName.optional();
const keysMax = 2;

/** Access keys of users, and of the account itself where the account's own key asks and names no user. */
export const accessKeyOperations: Readonly<Record<string, IamOperation>> = {
  CreateAccessKey: iamOperation(z.object({ UserName }), async (identities, input, context) => {
    const owner = await ownerOf(identities, input.UserName, context);
    if ((await keysOf(identities, owner)).length >= keysMax) throw new PlatformError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${keysMax}`);
    return { AccessKey: createKey(identities, owner, context) };
  }),
  ListAccessKeys: iamOperation(z.object({ UserName, ...pageInput }), async (identities, input, context) => {
    const owner = await ownerOf(identities, input.UserName, context);
    const { page, end } = pageOf(await keysOf(identities, owner), ({ id }) => id, input);
    return { AccessKeyMetadata: page.map(describeKey), ...end };
  }),
  UpdateAccessKey: iamOperation(z.object({ UserName, AccessKeyId, Status: z.enum(["Active", "Inactive"]) }), async (identities, input, context) => {
    const key = await requireKey(identities, input, context);
    identities.put("access-key", key.id, { ...key, status: input.Status });
    return {};
  }),
  DeleteAccessKey: iamOperation(z.object({ UserName, AccessKeyId }), async (identities, input, context) => {
    const key = await requireKey(identities, input, context);
    identities.delete("access-key", key.id);
    return {};
  }),
};

/** Makes and puts a key; answers it with its secret, which is shown this once. An undefined owner is the account itself. */
export function createKey(identities: AccountIdentities, userName: string | undefined, { now, box }: Pick<IamContext, "now" | "box">): object {
  const id = newIdentityId("AKIA");
  const secret = newSecretAccessKey();
  const key: AccessKeyRecord = { id, userName, status: "Active", createdAt: now, secret: box.seal(secret, id) };
  identities.put("access-key", id, key);
  return { UserName: userName, AccessKeyId: id, Status: key.status, SecretAccessKey: secret, CreateDate: iamTime(now) };
}

/** Whose keys are meant: the named user's, else the caller's; undefined for the account itself. Throws NoSuchEntity, ValidationError for a session. */
async function ownerOf(identities: AccountIdentities, userName: string | undefined, { principalArn }: IamContext): Promise<string | undefined> {
  const name = userName ?? callingUser(principalArn);
  if (name !== undefined) return (await requireUser(identities, name)).name;
  if (principalArn === rootArn(identities.account)) return undefined;
  throw new PlatformError("ValidationError", "Must specify userName when calling with non-User credentials");
}

async function keysOf(identities: AccountIdentities, userName: string | undefined): Promise<readonly AccessKeyRecord[]> {
  return (await identities.list("access-key")).filter((key) => key.userName === userName);
}

/** The key, of whichever owner if the account's own key asks and names none. */
async function requireKey(
  identities: AccountIdentities,
  input: { readonly UserName?: string | undefined; readonly AccessKeyId: string },
  context: IamContext,
): Promise<AccessKeyRecord> {
  const key = await identities.find("access-key", input.AccessKeyId);
  const owner = await ownerOf(identities, input.UserName, context);
  const anyOwner = input.UserName === undefined && context.principalArn === rootArn(identities.account);
  if (key === undefined || (!anyOwner && key.userName !== owner)) throw noSuchEntity(`The Access Key with id ${input.AccessKeyId} cannot be found.`);
  return key;
}

function describeKey(key: AccessKeyRecord): object {
  return { UserName: key.userName, AccessKeyId: key.id, Status: key.status, CreateDate: iamTime(key.createdAt) };
}
