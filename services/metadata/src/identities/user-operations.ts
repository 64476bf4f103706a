import { PlatformError } from "@mayfly/errors/platform-error";
import { identityArn, parseIdentityArn, rootArn } from "@mayfly/identity/identity-arns";
import type { UserRecord } from "@mayfly/identity/identity-records";
import { newIdentityId } from "@mayfly/identity/key-material";
import { z } from "zod";
import { iamInputs, iamTime, listedTags, pageInput, withTags } from "./iam-inputs.ts";
import { iamOperation, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";
import { requireUser, requireWithoutPolicies } from "./policy-holder.ts";

const { userName: UserName } = iamInputs;
const usersMax = 5000;

/** Creation, reading and end of users. */
export const userOperations: Readonly<Record<string, IamOperation>> = {
  CreateUser: iamOperation(
    z.object({ UserName, Path: iamInputs.path, PermissionsBoundary: iamInputs.noBoundary, Tags: iamInputs.tags }),
    async (identities, input, { now }) => {
      if ((await identities.find("user", input.UserName)) !== undefined)
        throw new PlatformError("EntityAlreadyExists", `User with name ${input.UserName} already exists.`);
      if ((await identities.list("user")).length >= usersMax) throw new PlatformError("LimitExceeded", `Cannot exceed quota for UsersPerAccount: ${usersMax}`);
      const user: UserRecord = {
        name: input.UserName,
        id: newIdentityId("AIDA"),
        path: input.Path,
        createdAt: now,
        tags: withTags({}, input.Tags),
        inlinePolicies: {},
        attachedPolicies: [],
      };
      identities.put("user", user.name, user);
      return { User: describeUser(identities.account, user) };
    },
  ),
  GetUser: iamOperation(z.object({ UserName: UserName.optional() }), async (identities, input, { principalArn }) => {
    const name = input.UserName ?? callingUser(principalArn);
    if (name === undefined) {
      if (principalArn !== rootArn(identities.account))
        throw new PlatformError("ValidationError", "Must specify userName when calling with non-User credentials");
      return { User: { Path: "/", UserId: identities.account, Arn: principalArn, CreateDate: iamTime(0) } };
    }
    return { User: describeUser(identities.account, await requireUser(identities, name)) };
  }),
  ListUsers: iamOperation(z.object({ ...pageInput, PathPrefix: iamInputs.pathPrefix }), async (identities, input) => {
    const users = (await identities.list("user")).filter(({ path }) => path.startsWith(input.PathPrefix));
    const { page, end } = pageOf(users, ({ name }) => name.toLowerCase(), input);
    return { Users: page.map((user) => ({ ...describeUser(identities.account, user), Tags: undefined })), ...end };
  }),
  DeleteUser: iamOperation(z.object({ UserName }), async (identities, input) => {
    const user = await requireUser(identities, input.UserName);
    const keys = (await identities.list("access-key")).filter((key) => key.userName === user.name);
    if (keys.length > 0) throw new PlatformError("DeleteConflict", "Cannot delete entity, must delete access keys first.");
    requireWithoutPolicies(user);
    identities.delete("user", user.name);
    return {};
  }),
  /** Mayfly has no groups; Terraform asks before it deletes a user. */
  ListGroupsForUser: iamOperation(z.object({ UserName, ...pageInput }), async (identities, input) => {
    await requireUser(identities, input.UserName);
    return { Groups: [], IsTruncated: false };
  }),
};

/** The name of the user that asks; undefined if it is no user. */
export function callingUser(principalArn: string): string | undefined {
  const parsed = parseIdentityArn(principalArn);
  return parsed?.type === "user" ? parsed.name : undefined;
}

function describeUser(account: string, user: UserRecord): object {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: identityArn({ account, type: "user", path: user.path, name: user.name }),
    CreateDate: iamTime(user.createdAt),
    Tags: Object.keys(user.tags).length === 0 ? undefined : listedTags(user.tags),
  };
}
