import type { AddLayerVersionPermissionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AddLayerVersionPermissionRequest";
import type { AddLayerVersionPermissionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/AddLayerVersionPermissionResponse";
import type { GetLayerVersionPolicyRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetLayerVersionPolicyRequest";
import type { GetLayerVersionPolicyResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetLayerVersionPolicyResponse";
import type { RemoveLayerVersionPermissionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/RemoveLayerVersionPermissionRequest";
import type { RemoveLayerVersionPermissionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/RemoveLayerVersionPermissionResponse";
import type { ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import { layerVersionArn } from "@mayfly/domain/layer-name";
import { layerVersionNotFound, resolveLayer, type LayerVersionReference } from "../core/layer-reference.ts";
import { layerStatement } from "../core/policy-statement.ts";
import { addStatement, noPolicy, removeStatement, requireRevision } from "../core/resource-policy.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

const reader = "GetLayerPolicy";

/** AddLayerVersionPermission. */
export async function addLayerVersionPermission(
  context: OperationContext,
  scope: CallScope,
  request: AddLayerVersionPermissionRequest__Output,
): Promise<AddLayerVersionPermissionResponse> {
  const layer = named(request, scope);
  const { statement_id: statementId, action, principal, organization_id: organizationId } = request;
  const statement = layerStatement({ statementId, action, principal, organizationId }, layerVersionArn(layer.key, layer.version));
  const revisionId = await changeLayerPolicy({ context, scope, layer }, (policy) => {
    requireRevision(policy, request.revision_id, reader);
    return addStatement(policy, statement);
  });
  return { statement: JSON.stringify(statement), revision_id: revisionId };
}

/** RemoveLayerVersionPermission. Functions that have the layer keep it. */
export async function removeLayerVersionPermission(
  context: OperationContext,
  scope: CallScope,
  request: RemoveLayerVersionPermissionRequest__Output,
): Promise<RemoveLayerVersionPermissionResponse> {
  const layer = named(request, scope);
  await changeLayerPolicy({ context, scope, layer }, (policy) => {
    if (policy === undefined) throw noPolicy();
    requireRevision(policy, request.revision_id, reader);
    return removeStatement(policy, request.statement_id);
  });
  return {};
}

/** GetLayerVersionPolicy: 404 if there is none. */
export async function getLayerVersionPolicy(
  context: OperationContext,
  scope: CallScope,
  request: GetLayerVersionPolicyRequest__Output,
): Promise<GetLayerVersionPolicyResponse> {
  const layer = named(request, scope);
  const policy = await context.layers.findPolicy(layer.key, layer.version);
  if (policy !== undefined) return { policy: policy.document, revision_id: policy.revisionId };
  if ((await context.layers.find(layer.key, layer.version)) === undefined) throw layerVersionNotFound(layer);
  throw noPolicy();
}

/** Gives a layer version the policy that `decide` makes of the one it has; none if that is undefined. Answers the new revision. */
async function changeLayerPolicy(
  { context, scope, layer }: { readonly context: OperationContext; readonly scope: CallScope; readonly layer: LayerVersionReference },
  decide: (policy: ResourcePolicy | undefined) => string | undefined,
): Promise<string> {
  const { key, version } = layer;
  const revisionId = await retryWrite(async () => {
    if ((await context.layers.find(key, version)) === undefined) throw layerVersionNotFound(layer);
    const current = await context.layers.findPolicy(key, version);
    const document = decide(current);
    const next = { document: document ?? "", revisionId: context.newRevisionId() };
    const outcome = await context.layers.putPolicy(layer, document === undefined ? undefined : next, current);
    if (outcome === "missing") throw layerVersionNotFound(layer);
    return outcome === "written" ? next.revisionId : undefined;
  });
  const { layerName, account } = key;
  context.logger.info("layer policy changed", { layerName, account, version, principal: scope.principal, requestId: scope.requestId });
  return revisionId;
}

function named(request: { readonly layer_name: string; readonly version_number: number }, scope: CallScope): LayerVersionReference {
  return { key: resolveLayer(request.layer_name, scope), version: request.version_number };
}
