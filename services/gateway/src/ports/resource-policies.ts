import type { PolicyDocument } from "@mayfly/access-policy/policy-document";

/** The policies that resources carry themselves: of functions, versions, aliases, layers. Asked on the path of invocations, so it answers from memory. */
export interface ResourcePolicies {
  /** The policy of the resource with this ARN; undefined if it has none. */
  policyOf(arn: string): PolicyDocument | undefined;
}
