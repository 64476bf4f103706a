import type { DeleteResourcePolicyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteResourcePolicyRequest";
import type { DeleteResourcePolicyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteResourcePolicyResponse";
import type { GetResourcePolicyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetResourcePolicyRequest";
import type { GetResourcePolicyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetResourcePolicyResponse";
import type { PutResourcePolicyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutResourcePolicyRequest";
import type { PutResourcePolicyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/PutResourcePolicyResponse";
import { functionArn } from "@mayfly/domain/arn";
import { latestVersion } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import { resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { acceptDocument, policyNotFound, requireRevision } from "../core/resource-policy.ts";
import type { CallScope } from "./call-scope.ts";
import { changePolicy, findPolicy, requirePolicyHolder } from "./function-policy.ts";
import type { OperationContext } from "./operation-context.ts";

const reader = "GetResourcePolicy";

/** PutResourcePolicy: replaces what AddPermission and others have made, too. Every live gateway knows the policy when it answers. */
export async function putResourcePolicy(
  context: OperationContext,
  scope: CallScope,
  request: PutResourcePolicyRequest__Output,
): Promise<PutResourcePolicyResponse> {
  const reference = policyResource(request.resource_arn, scope);
  if (reference.qualifier === latestVersion) throw new PlatformError("InvalidParameterValue", "We currently do not support adding policies for $LATEST.");
  const document = acceptDocument(request.policy, functionArn(reference.key, reference.key.functionName, reference.qualifier));
  await requirePolicyHolder(context, reference);
  const policy = await changePolicy({ context, scope, reference }, (current) => {
    requireRevision(current, request.revision_id, reader);
    return document;
  });
  return policy === undefined ? {} : { policy: policy.document, revision_id: policy.revisionId };
}

/** GetResourcePolicy: 404 if there is none. */
export async function getResourcePolicy(
  context: OperationContext,
  scope: CallScope,
  request: GetResourcePolicyRequest__Output,
): Promise<GetResourcePolicyResponse> {
  const policy = await findPolicy(context, policyResource(request.resource_arn, scope));
  if (policy === undefined) throw policyNotFound();
  return { policy: policy.document, revision_id: policy.revisionId };
}

/** DeleteResourcePolicy: 404 if there is none. No live gateway heeds the policy any more when it answers. */
export async function deleteResourcePolicy(
  context: OperationContext,
  scope: CallScope,
  request: DeleteResourcePolicyRequest__Output,
): Promise<DeleteResourcePolicyResponse> {
  const reference = policyResource(request.resource_arn, scope);
  await changePolicy({ context, scope, reference }, (current) => {
    if (current === undefined) throw policyNotFound();
    requireRevision(current, request.revision_id, reader);
    return undefined;
  });
  return {};
}

/** Throws 404 for a runtime: Mayfly has none that belong to an account. */
function policyResource(arn: string, scope: CallScope): FunctionReference {
  if (/:runtime\//.test(arn)) throw policyNotFound();
  return resolveReference(arn, scope);
}
