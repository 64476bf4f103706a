import type { PolicyDocument } from "@mayfly/access-policy/policy-document";

/** The policies that functions, versions and aliases carry themselves. Asked on the path of invocations, so it answers from memory; those of layers are an AccessQuestion's own. */
export interface ResourcePolicies {
  /** The policy of the resource with this ARN; undefined if it has none. */
  policyOf(arn: string): PolicyDocument | undefined;
}
