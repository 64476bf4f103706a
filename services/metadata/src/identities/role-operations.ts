import { PlatformError } from "@mayfly/errors/platform-error";
import { identityArn } from "@mayfly/identity/identity-arns";
import type { RoleRecord } from "@mayfly/identity/identity-records";
import { newIdentityId } from "@mayfly/identity/key-material";
import { z } from "zod";
import { encodeDocument, iamInputs, iamTime, listedTags, pageInput, requirePolicy, withTags } from "./iam-inputs.ts";
import { iamOperation, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";
import { requireRole, requireWithoutPolicies } from "./policy-holder.ts";

const { roleName: RoleName } = iamInputs;
const rolesMax = 1000;
const sessionSecondsDefault = 3600;

/** Creation, reading, change and end of roles. */
export const roleOperations: Readonly<Record<string, IamOperation>> = {
  CreateRole: iamOperation(
    z.object({
      RoleName,
      Path: iamInputs.path,
      AssumeRolePolicyDocument: iamInputs.document,
      Description: iamInputs.description,
      MaxSessionDuration: iamInputs.maxSessionDuration.default(sessionSecondsDefault),
      PermissionsBoundary: iamInputs.noBoundary,
      Tags: iamInputs.tags,
    }),
    async (identities, input, { now }) => {
      requirePolicy(input.AssumeRolePolicyDocument, "trust");
      if ((await identities.find("role", input.RoleName)) !== undefined)
        throw new PlatformError("EntityAlreadyExists", `Role with name ${input.RoleName} already exists.`);
      if ((await identities.list("role")).length >= rolesMax) throw new PlatformError("LimitExceeded", `Cannot exceed quota for RolesPerAccount: ${rolesMax}`);
      const role: RoleRecord = {
        name: input.RoleName,
        id: newIdentityId("AROA"),
        path: input.Path,
        createdAt: now,
        description: input.Description,
        maxSessionSeconds: input.MaxSessionDuration,
        trustPolicy: input.AssumeRolePolicyDocument,
        tags: withTags({}, input.Tags),
        inlinePolicies: {},
        attachedPolicies: [],
      };
      identities.put("role", role.name, role);
      return { Role: describeRole(identities.account, role) };
    },
  ),
  GetRole: iamOperation(z.object({ RoleName }), async (identities, input) => ({
    Role: { ...describeRole(identities.account, await requireRole(identities, input.RoleName)), RoleLastUsed: {} },
  })),
  ListRoles: iamOperation(z.object({ ...pageInput, PathPrefix: iamInputs.pathPrefix }), async (identities, input) => {
    const roles = (await identities.list("role")).filter(({ path }) => path.startsWith(input.PathPrefix));
    const { page, end } = pageOf(roles, ({ name }) => name.toLowerCase(), input);
    return { Roles: page.map((role) => ({ ...describeRole(identities.account, role), Tags: undefined })), ...end };
  }),
  UpdateRole: iamOperation(
    z.object({ RoleName, Description: z.string().max(1000).optional(), MaxSessionDuration: iamInputs.maxSessionDuration.optional() }),
    async (identities, input) => {
      const role = await requireRole(identities, input.RoleName);
      const { Description: description = role.description, MaxSessionDuration: maxSessionSeconds = role.maxSessionSeconds } = input;
      identities.put("role", role.name, { ...role, description, maxSessionSeconds });
      return {};
    },
  ),
  UpdateRoleDescription: iamOperation(z.object({ RoleName, Description: iamInputs.description }), async (identities, input) => {
    const role = { ...(await requireRole(identities, input.RoleName)), description: input.Description };
    identities.put("role", role.name, role);
    return { Role: describeRole(identities.account, role) };
  }),
  UpdateAssumeRolePolicy: iamOperation(z.object({ RoleName, PolicyDocument: iamInputs.document }), async (identities, input) => {
    requirePolicy(input.PolicyDocument, "trust");
    const role = await requireRole(identities, input.RoleName);
    identities.put("role", role.name, { ...role, trustPolicy: input.PolicyDocument });
    return {};
  }),
  DeleteRole: iamOperation(z.object({ RoleName }), async (identities, input) => {
    const role = await requireRole(identities, input.RoleName);
    requireWithoutPolicies(role);
    identities.delete("role", role.name);
    return {};
  }),
  /** Mayfly has no instance profiles; Terraform asks before it deletes a role. */
  ListInstanceProfilesForRole: iamOperation(z.object({ RoleName, ...pageInput }), async (identities, input) => {
    await requireRole(identities, input.RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  }),
};

function describeRole(account: string, role: RoleRecord): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: identityArn({ account, type: "role", path: role.path, name: role.name }),
    CreateDate: iamTime(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description === "" ? undefined : role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: Object.keys(role.tags).length === 0 ? undefined : listedTags(role.tags),
  };
}
