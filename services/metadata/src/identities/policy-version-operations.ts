import { PlatformError } from "@mayfly/errors/platform-error";
import type { PolicyRecord } from "@mayfly/identity/identity-records";
import { managedPolicies } from "@mayfly/identity/managed-policies";
import { z } from "zod";
import type { AccountIdentities } from "./account-identities.ts";
import { encodeDocument, iamInputs, iamTime, pageInput, requirePolicy } from "./iam-inputs.ts";
import { iamOperation, noSuchEntity, type IamOperation } from "./iam-operation.ts";
import { requireOwnPolicy } from "./policy-operations.ts";

const { policyArn: PolicyArn, versionId: VersionId } = iamInputs;
const versionsMax = 5;

type Version = PolicyRecord["versions"][number];

/** Versions of managed policies; AWS's own have one, that can be read. */
export const policyVersionOperations: Readonly<Record<string, IamOperation>> = {
  CreatePolicyVersion: iamOperation(
    z.object({ PolicyArn, PolicyDocument: iamInputs.document, SetAsDefault: iamInputs.flag }),
    async (identities, input, { now }) => {
      requirePolicy(input.PolicyDocument, "managed");
      const policy = await requireOwnPolicy(identities, input.PolicyArn);
      if (policy.versions.length >= versionsMax)
        throw new PlatformError(
          "LimitExceeded",
          "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
        );
      const versionCount = policy.versionCount + 1;
      const version: Version = { id: `v${versionCount}`, document: input.PolicyDocument, createdAt: now };
      const defaultVersion = input.SetAsDefault ? version.id : policy.defaultVersion;
      identities.put("policy", policy.name, { ...policy, updatedAt: now, versions: [...policy.versions, version], versionCount, defaultVersion });
      return { PolicyVersion: describeVersion(version, defaultVersion) };
    },
  ),
  GetPolicyVersion: iamOperation(z.object({ PolicyArn, VersionId }), async (identities, input) => {
    const { versions, defaultVersion } = await versionsOf(identities, input.PolicyArn);
    const version = versions.find(({ id }) => id === input.VersionId);
    if (version === undefined) throw noVersion(input);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...describeVersion(version, defaultVersion) } };
  }),
  ListPolicyVersions: iamOperation(z.object({ PolicyArn, ...pageInput }), async (identities, input) => {
    const { versions, defaultVersion } = await versionsOf(identities, input.PolicyArn);
    return { Versions: versions.toReversed().map((version) => describeVersion(version, defaultVersion)), IsTruncated: false };
  }),
  SetDefaultPolicyVersion: iamOperation(z.object({ PolicyArn, VersionId }), async (identities, input, { now }) => {
    const policy = await requireOwnPolicy(identities, input.PolicyArn);
    if (!policy.versions.some(({ id }) => id === input.VersionId)) throw noVersion(input);
    identities.put("policy", policy.name, { ...policy, updatedAt: now, defaultVersion: input.VersionId });
    return {};
  }),
  DeletePolicyVersion: iamOperation(z.object({ PolicyArn, VersionId }), async (identities, input, { now }) => {
    const policy = await requireOwnPolicy(identities, input.PolicyArn);
    if (!policy.versions.some(({ id }) => id === input.VersionId)) throw noVersion(input);
    if (policy.defaultVersion === input.VersionId) throw new PlatformError("DeleteConflict", "Cannot delete the default version of a policy.");
    identities.put("policy", policy.name, { ...policy, updatedAt: now, versions: policy.versions.filter(({ id }) => id !== input.VersionId) });
    return {};
  }),
};

async function versionsOf(identities: AccountIdentities, arn: string): Promise<Pick<PolicyRecord, "versions" | "defaultVersion">> {
  const managed = managedPolicies.get(arn);
  if (managed !== undefined) return { versions: [{ id: "v1", document: managed.document, createdAt: 0 }], defaultVersion: "v1" };
  return requireOwnPolicy(identities, arn);
}

function noVersion({ PolicyArn: arn, VersionId: id }: { readonly PolicyArn: string; readonly VersionId: string }): PlatformError {
  return noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
}

function describeVersion(version: Version, defaultVersion: string): object {
  return { VersionId: version.id, IsDefaultVersion: version.id === defaultVersion, CreateDate: iamTime(version.createdAt) };
}
