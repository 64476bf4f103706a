import { accessKeyOperations } from "./access-key-operations.ts";
import { accountOperations } from "./account-operations.ts";
import { attachedPolicyOperations } from "./attached-policy-operations.ts";
import type { IamOperation } from "./iam-operation.ts";
import { inlinePolicyOperations } from "./inline-policy-operations.ts";
import { policyOperations } from "./policy-operations.ts";
import { policyVersionOperations } from "./policy-version-operations.ts";
import { roleNoun, userNoun } from "./policy-holder.ts";
import { roleOperations } from "./role-operations.ts";
import { userOperations } from "./user-operations.ts";

const operations = new Map<string, IamOperation>(
  Object.entries({
    ...roleOperations,
    ...inlinePolicyOperations(roleNoun),
    ...attachedPolicyOperations(roleNoun),
    ...userOperations,
    ...inlinePolicyOperations(userNoun),
    ...attachedPolicyOperations(userNoun),
    ...accessKeyOperations,
    ...policyOperations,
    ...policyVersionOperations,
    ...accountOperations,
  }),
);

/** The operation of that name; undefined if Mayfly has none. */
export function findIamOperation(name: string): IamOperation | undefined {
  return operations.get(name);
}
