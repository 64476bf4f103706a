import { PlatformError } from "@mayfly/errors/platform-error";
import { parseIdentityArn } from "@mayfly/identity/identity-arns";
import { managedPolicies } from "@mayfly/identity/managed-policies";
import type { AccountIdentities } from "./account-identities.ts";
import { iamInputs, listedTags, pageInput, withoutTags, withTags } from "./iam-inputs.ts";
import { noSuchEntity, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";
import { holderOperation, putHolder, type HolderNoun } from "./policy-holder.ts";

const attachedMax = 10;

/** Attach, detach and list of managed policies, and the tags, of users or of roles. */
export function attachedPolicyOperations(of: HolderNoun): Readonly<Record<string, IamOperation>> {
  const { noun } = of;
  const oneOf = { PolicyArn: iamInputs.policyArn };
  return {
    [`Attach${noun}Policy`]: holderOperation(of, oneOf, async ({ identities, holder, input: { PolicyArn } }) => {
      await requireAttachable(identities, PolicyArn);
      if (holder.attachedPolicies.includes(PolicyArn)) return {};
      if (holder.attachedPolicies.length >= attachedMax) throw new PlatformError("LimitExceeded", `Cannot exceed quota for PoliciesPer${noun}: ${attachedMax}`);
      putHolder(identities, holder, { attachedPolicies: [...holder.attachedPolicies, PolicyArn] });
      return {};
    }),
    [`Detach${noun}Policy`]: holderOperation(of, oneOf, ({ identities, holder, input: { PolicyArn } }) => {
      if (!holder.attachedPolicies.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
      putHolder(identities, holder, { attachedPolicies: holder.attachedPolicies.filter((arn) => arn !== PolicyArn) });
      return {};
    }),
    [`ListAttached${noun}Policies`]: holderOperation(of, { ...pageInput, PathPrefix: iamInputs.pathPrefix }, ({ holder, input }) => {
      const inPath = holder.attachedPolicies.filter((arn) => (parseIdentityArn(arn)?.path ?? "/").startsWith(input.PathPrefix)).toSorted();
      const { page, end } = pageOf(inPath, (arn) => arn, input);
      return { AttachedPolicies: page.map((arn) => ({ PolicyName: parseIdentityArn(arn)?.name ?? arn, PolicyArn: arn })), ...end };
    }),
    [`Tag${noun}`]: holderOperation(of, { Tags: iamInputs.tags }, ({ identities, holder, input }) => {
      putHolder(identities, holder, { tags: withTags(holder.tags, input.Tags) });
      return {};
    }),
    [`Untag${noun}`]: holderOperation(of, { TagKeys: iamInputs.tagKeys }, ({ identities, holder, input }) => {
      putHolder(identities, holder, { tags: withoutTags(holder.tags, input.TagKeys) });
      return {};
    }),
    [`List${noun}Tags`]: holderOperation(of, pageInput, ({ holder, input }) => {
      const { page, end } = pageOf(
        [...listedTags(holder.tags)].toSorted((one, other) => (one.Key < other.Key ? -1 : 1)),
        ({ Key }) => Key,
        input,
      );
      return { Tags: page, ...end };
    }),
  };
}

/** Throws NoSuchEntity unless the ARN is of a managed policy of AWS that Mayfly has, or of one of the account. */
async function requireAttachable(identities: AccountIdentities, arn: string): Promise<void> {
  if (managedPolicies.has(arn)) return;
  const parsed = parseIdentityArn(arn);
  const policy = parsed?.type === "policy" && parsed.account === identities.account ? await identities.find("policy", parsed.name) : undefined;
  if (policy === undefined || policy.name !== parsed?.name || policy.path !== parsed.path)
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}
