import { PlatformError } from "@mayfly/errors/platform-error";
import { encodeDocument, iamInputs, pageInput, requirePolicy } from "./iam-inputs.ts";
import { noSuchEntity, type IamOperation } from "./iam-operation.ts";
import { pageOf } from "./iam-page.ts";
import { holderOperation, putHolder, type HolderNoun } from "./policy-holder.ts";

/** Put, get, list and delete of the policies that belong to one user or role. */
export function inlinePolicyOperations(of: HolderNoun): Readonly<Record<string, IamOperation>> {
  const { kind, noun, inlineCharactersMax } = of;
  const missing = (policyName: string): PlatformError => noSuchEntity(`The ${kind} policy with name ${policyName} cannot be found.`);
  const oneOf = { PolicyName: iamInputs.policyName };
  return {
    [`Put${noun}Policy`]: holderOperation(of, { ...oneOf, PolicyDocument: iamInputs.document }, ({ identities, holder, input }) => {
      requirePolicy(input.PolicyDocument, "identity");
      const inlinePolicies = { ...holder.inlinePolicies, [input.PolicyName]: input.PolicyDocument };
      const characters = Object.values(inlinePolicies).reduce((sum, document) => sum + document.replace(/\s/g, "").length, 0);
      if (characters > inlineCharactersMax)
        throw new PlatformError("LimitExceeded", `Maximum policy size of ${inlineCharactersMax} bytes exceeded for ${kind} ${holder.name}`);
      putHolder(identities, holder, { inlinePolicies });
      return {};
    }),
    [`Get${noun}Policy`]: holderOperation(of, oneOf, ({ holder, input: { PolicyName } }) => {
      const document = holder.inlinePolicies[PolicyName];
      if (document === undefined) throw missing(PolicyName);
      return { [`${noun}Name`]: holder.name, PolicyName, PolicyDocument: encodeDocument(document) };
    }),
    [`List${noun}Policies`]: holderOperation(of, pageInput, ({ holder, input }) => {
      const { page, end } = pageOf(Object.keys(holder.inlinePolicies).toSorted(), (name) => name, input);
      return { PolicyNames: page, ...end };
    }),
    [`Delete${noun}Policy`]: holderOperation(of, oneOf, ({ identities, holder, input: { PolicyName } }) => {
      const { [PolicyName]: deleted, ...inlinePolicies } = holder.inlinePolicies;
      if (deleted === undefined) throw missing(PolicyName);
      putHolder(identities, holder, { inlinePolicies });
      return {};
    }),
  };
}
