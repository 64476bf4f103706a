import type { DeleteLayerVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteLayerVersionRequest";
import type { DeleteLayerVersionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteLayerVersionResponse";
import type { GetLayerVersionByArnRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetLayerVersionByArnRequest";
import type { GetLayerVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetLayerVersionRequest";
import type { LayerVersion } from "@mayfly/contracts/generated/mayfly/functions/v1/LayerVersion";
import type { PublishLayerVersionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PublishLayerVersionRequest";
import { layerNotFound, resolveLayer, resolveLayerVersion, type LayerVersionReference } from "../core/layer-reference.ts";
import type { CallScope } from "./call-scope.ts";
import { requireCodeStorage } from "./code-storage.ts";
import { layerVersion } from "./layer-version.ts";
import type { OperationContext } from "./operation-context.ts";
import { storedCode } from "./request-input.ts";

/** PublishLayerVersion: a new version each time, also of equal content (behaviours.md §6). */
export async function publishLayerVersion(context: OperationContext, scope: CallScope, request: PublishLayerVersionRequest__Output): Promise<LayerVersion> {
  const key = resolveLayer(request.layer_name, scope);
  const content = storedCode(request.content);
  await requireCodeStorage(context, scope, content.sizeBytes);
  const record = await context.layers.publish({
    ...key,
    content,
    description: request.description ?? "",
    createdAt: context.clock.now(),
    compatibleRuntimes: request.compatible_runtimes,
    compatibleArchitectures: request.compatible_architectures,
    license: request.license_info,
  });
  const { layerName, account, version } = record;
  context.logger.info("layer version published", { layerName, account, version, principal: scope.principal, requestId: scope.requestId });
  return layerVersion(record);
}

/** GetLayerVersion: 404 if there is none. */
export async function getLayerVersion(context: OperationContext, scope: CallScope, request: GetLayerVersionRequest__Output): Promise<LayerVersion> {
  return await describe(context, { key: resolveLayer(request.layer_name, scope), version: request.version_number });
}

/** GetLayerVersionByArn: 404 if there is none. */
export async function getLayerVersionByArn(context: OperationContext, scope: CallScope, request: GetLayerVersionByArnRequest__Output): Promise<LayerVersion> {
  return await describe(context, resolveLayerVersion(request.arn, scope));
}

/** DeleteLayerVersion: also of a version that is not there. Functions that have it keep it. */
export async function deleteLayerVersion(
  context: OperationContext,
  scope: CallScope,
  request: DeleteLayerVersionRequest__Output,
): Promise<DeleteLayerVersionResponse> {
  const key = resolveLayer(request.layer_name, scope);
  await context.layers.delete(key, request.version_number);
  const { layerName, account } = key;
  context.logger.info("layer version deleted", { layerName, account, version: request.version_number, principal: scope.principal, requestId: scope.requestId });
  return {};
}

async function describe(context: OperationContext, { key, version }: LayerVersionReference): Promise<LayerVersion> {
  const record = await context.layers.find(key, version);
  if (record === undefined) throw layerNotFound();
  return layerVersion(record);
}
