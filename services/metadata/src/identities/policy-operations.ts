import { PlatformError } from "@mayfly/errors/platform-error";
import { identityArn, parseIdentityArn } from "@mayfly/identity/identity-arns";
import type { PolicyRecord } from "@mayfly/identity/identity-records";
import { newIdentityId } from "@mayfly/identity/key-material";
import { managedPolicies, type ManagedPolicy } from "@mayfly/identity/managed-policies";
import { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import { iamInputs, iamTime, listedTags, pageInput, requirePolicy, withoutTags, withTags } from "./iam-inputs.ts";
import { iamOperation, noSuchEntity, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";

const { policyArn: PolicyArn } = iamInputs;
const policiesMax = 1500;

/** Creation, reading and end of managed policies; AWS's own can be read. Versions are in policy-version-operations. */
export const policyOperations: Readonly<Record<string, IamOperation>> = {
  CreatePolicy: iamOperation(
    z.object({
      PolicyName: iamInputs.policyName,
      Path: iamInputs.path,
      PolicyDocument: iamInputs.document,
      Description: iamInputs.description,
      Tags: iamInputs.tags,
    }),
    async (identities, input, { now }) => {
      requirePolicy(input.PolicyDocument, "managed");
      if ((await identities.find("policy", input.PolicyName)) !== undefined)
        throw new PlatformError("EntityAlreadyExists", `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`);
      if ((await identities.list("policy")).length >= policiesMax)
        throw new PlatformError("LimitExceeded", `Cannot exceed quota for PoliciesPerAccount: ${policiesMax}`);
      const policy: PolicyRecord = {
        name: input.PolicyName,
        id: newIdentityId("ANPA"),
        path: input.Path,
        description: input.Description,
        createdAt: now,
        updatedAt: now,
        tags: withTags({}, input.Tags),
        versions: [{ id: "v1", document: input.PolicyDocument, createdAt: now }],
        defaultVersion: "v1",
        versionCount: 1,
      };
      identities.put("policy", policy.name, policy);
      return { Policy: { ...describePolicy(identities.account, policy, 0), Description: undefined } };
    },
  ),
  GetPolicy: iamOperation(z.object({ PolicyArn }), async (identities, input) => {
    const count = (await attachments(identities)).filter((arn) => arn === input.PolicyArn).length;
    const managed = managedPolicies.get(input.PolicyArn);
    if (managed !== undefined) return { Policy: describeManaged(managed, count) };
    return { Policy: describePolicy(identities.account, await requireOwnPolicy(identities, input.PolicyArn), count) };
  }),
  ListPolicies: iamOperation(
    z.object({ ...pageInput, Scope: z.enum(["All", "AWS", "Local"]).default("All"), OnlyAttached: iamInputs.flag, PathPrefix: iamInputs.pathPrefix }),
    async (identities, input) => {
      const attached = await attachments(identities);
      const count = (arn: string): number => attached.filter((each) => each === arn).length;
      const own =
        input.Scope === "AWS"
          ? []
          : (await identities.list("policy")).map((policy) => describePolicy(identities.account, policy, count(arnOf(identities.account, policy))));
      const aws = input.Scope === "Local" ? [] : [...managedPolicies.values()].map((policy) => describeManaged(policy, count(policy.arn)));
      const listed = [...own, ...aws]
        .filter(({ Path, AttachmentCount }) => Path.startsWith(input.PathPrefix) && (!input.OnlyAttached || AttachmentCount > 0))
        .toSorted((one, other) => (one.Arn < other.Arn ? -1 : 1));
      const { page, end } = pageOf(listed, ({ Arn }) => Arn, input);
      return { Policies: page.map((policy) => ({ ...policy, Tags: undefined, Description: undefined })), ...end };
    },
  ),
  DeletePolicy: iamOperation(z.object({ PolicyArn }), async (identities, input) => {
    const policy = await requireOwnPolicy(identities, input.PolicyArn);
    if ((await attachments(identities)).includes(input.PolicyArn)) throw new PlatformError("DeleteConflict", "Cannot delete a policy attached to entities.");
    if (policy.versions.length > 1)
      throw new PlatformError(
        "DeleteConflict",
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    identities.delete("policy", policy.name);
    return {};
  }),
  ListEntitiesForPolicy: iamOperation(z.object({ PolicyArn, ...pageInput }), async (identities, input) => {
    if (!managedPolicies.has(input.PolicyArn)) await requireOwnPolicy(identities, input.PolicyArn);
    const [users, roles] = [await identities.list("user"), await identities.list("role")];
    const has = ({ attachedPolicies }: { readonly attachedPolicies: readonly string[] }): boolean => attachedPolicies.includes(input.PolicyArn);
    return {
      PolicyGroups: [],
      PolicyUsers: users.filter(has).map((user) => ({ UserName: user.name, UserId: user.id })),
      PolicyRoles: roles.filter(has).map((role) => ({ RoleName: role.name, RoleId: role.id })),
      IsTruncated: false,
    };
  }),
  TagPolicy: iamOperation(z.object({ PolicyArn, Tags: iamInputs.tags }), async (identities, input) => {
    const policy = await requireOwnPolicy(identities, input.PolicyArn);
    identities.put("policy", policy.name, { ...policy, tags: withTags(policy.tags, input.Tags) });
    return {};
  }),
  UntagPolicy: iamOperation(z.object({ PolicyArn, TagKeys: iamInputs.tagKeys }), async (identities, input) => {
    const policy = await requireOwnPolicy(identities, input.PolicyArn);
    identities.put("policy", policy.name, { ...policy, tags: withoutTags(policy.tags, input.TagKeys) });
    return {};
  }),
  ListPolicyTags: iamOperation(z.object({ PolicyArn, ...pageInput }), async (identities, input) => {
    const policy = managedPolicies.has(input.PolicyArn) ? { tags: {} } : await requireOwnPolicy(identities, input.PolicyArn);
    return { Tags: listedTags(policy.tags), IsTruncated: false };
  }),
};

/** A policy of the account by its ARN. Throws NoSuchEntity, also for AWS's, which nobody can change. */
export async function requireOwnPolicy(identities: AccountIdentities, arn: string): Promise<PolicyRecord> {
  const parsed = parseIdentityArn(arn);
  const policy = parsed?.type === "policy" && parsed.account === identities.account ? await identities.find("policy", parsed.name) : undefined;
  if (policy === undefined || arnOf(identities.account, policy) !== arn) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

function arnOf(account: string, policy: PolicyRecord): string {
  return identityArn({ account, type: "policy", path: policy.path, name: policy.name });
}

/** The ARN of every attachment in the account, as often as it is attached. */
async function attachments(identities: AccountIdentities): Promise<readonly string[]> {
  return [...(await identities.list("user")), ...(await identities.list("role"))].flatMap(({ attachedPolicies }) => attachedPolicies);
}

interface DescribedPolicy {
  readonly Arn: string;
  readonly Path: string;
  readonly AttachmentCount: number;
}

function describePolicy(account: string, policy: PolicyRecord, attachmentCount: number): DescribedPolicy {
  const described = {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arnOf(account, policy),
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description === "" ? undefined : policy.description,
    CreateDate: iamTime(policy.createdAt),
    UpdateDate: iamTime(policy.updatedAt),
    Tags: Object.keys(policy.tags).length === 0 ? undefined : listedTags(policy.tags),
  };
  return described;
}

function describeManaged(policy: ManagedPolicy, attachmentCount: number): DescribedPolicy {
  const described = {
    PolicyName: policy.name,
    PolicyId: `ANPA${Buffer.from(policy.name).toString("hex").toUpperCase().slice(0, 16)}`,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: "v1",
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: iamTime(0),
    UpdateDate: iamTime(0),
  };
  return described;
}
