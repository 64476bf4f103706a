import type { AddPermissionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AddPermissionRequest";
import type { AddPermissionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/AddPermissionResponse";
import type { GetPolicyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetPolicyRequest";
import type { GetPolicyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetPolicyResponse";
import type { RemovePermissionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/RemovePermissionRequest";
import type { RemovePermissionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/RemovePermissionResponse";
import { functionArn } from "@mayfly/domain/arn";
import { PlatformError } from "@mayfly/errors/platform-error";
import { latestVersion } from "@mayfly/domain/function-identity";
import { resolveReference, type FunctionReference } from "../core/function-reference.ts";
import { functionStatement } from "../core/policy-statement.ts";
import { addStatement, noPolicy, policyNotFound, removeStatement, requireRevision } from "../core/resource-policy.ts";
import type { CallScope } from "./call-scope.ts";
import { changePolicy, findPolicy, requirePolicyHolder } from "./function-policy.ts";
import type { OperationContext } from "./operation-context.ts";

/** AddPermission. Every live gateway knows the statement when it answers. */
export async function addPermission(context: OperationContext, scope: CallScope, request: AddPermissionRequest__Output): Promise<AddPermissionResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  refuseLatest(reference);
  await requirePolicyHolder(context, reference);
  const statement = functionStatement(
    {
      statementId: request.statement_id,
      action: request.action,
      principal: request.principal,
      sourceArn: request.source_arn,
      sourceAccount: request.source_account,
      eventSourceToken: request.event_source_token,
      principalOrgId: request.principal_org_id,
      functionUrlAuthType: request.function_url_auth_type,
      invokedViaFunctionUrl: request.invoked_via_function_url,
    },
    functionArn(reference.key, reference.key.functionName, reference.qualifier),
  );
  await changePolicy({ context, scope, reference }, (policy) => {
    requireRevision(policy, request.revision_id, "GetPolicy");
    return addStatement(policy, statement);
  });
  return { statement: JSON.stringify(statement) };
}

/** RemovePermission. No live gateway heeds the statement any more when it answers. */
export async function removePermission(
  context: OperationContext,
  scope: CallScope,
  request: RemovePermissionRequest__Output,
): Promise<RemovePermissionResponse> {
  const reference = resolveReference(request.function_name, scope, request.qualifier);
  const { key } = reference;
  if ((await context.store.find({ ...key, version: latestVersion })) === undefined) {
    throw new PlatformError("ResourceNotFound", `No policy found for: ${functionArn(key, key.functionName)}`);
  }
  await requirePolicyHolder(context, reference);
  await changePolicy({ context, scope, reference }, (policy) => {
    if (policy === undefined) throw noPolicy();
    const document = removeStatement(policy, request.statement_id);
    requireRevision(policy, request.revision_id, "GetPolicy");
    return document;
  });
  return {};
}

/** GetPolicy: 404 if there is none. */
export async function getPolicy(context: OperationContext, scope: CallScope, request: GetPolicyRequest__Output): Promise<GetPolicyResponse> {
  const policy = await findPolicy(context, resolveReference(request.function_name, scope, request.qualifier));
  if (policy === undefined) throw policyNotFound();
  return { policy: policy.document, revision_id: policy.revisionId };
}

/** Policies hang at the function as a whole, at versions and at aliases (behaviours.md §8). */
function refuseLatest({ qualifier }: FunctionReference): void {
  if (qualifier === latestVersion) throw new PlatformError("InvalidParameterValue", "We currently do not support adding policies for $LATEST.");
}
