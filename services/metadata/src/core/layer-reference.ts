import type { FunctionNameScope } from "@mayfly/domain/function-name";
import { layerArn, layerVersionArn, parseLayerName, type LayerKey } from "@mayfly/domain/layer-name";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/** One version of a layer. */
export interface LayerVersionReference {
  readonly key: LayerKey;
  readonly version: number;
}

/** Reads a LayerName parameter. Throws AccessDenied for another account's layer, 404 for another region's. */
export function resolveLayer(text: string, scope: FunctionNameScope): LayerKey {
  const parsed = parseLayerName(text);
  if (parsed === undefined || parsed.version !== undefined) throw malformed("layerName", text);
  const { owner = scope, layerName } = parsed;
  if (owner.region !== scope.region) throw layerNotFound();
  if (owner.account !== scope.account) throw layerForbidden(scope, `arn:aws:lambda:${owner.region}:${owner.account}:layer:${layerName}`);
  return { region: scope.region, account: scope.account, layerName };
}

/** Reads the ARN of a layer version. Throws as `resolveLayer` does. */
export function resolveLayerVersion(arn: string, scope: FunctionNameScope): LayerVersionReference {
  const parsed = parseLayerName(arn);
  if (parsed?.owner === undefined || parsed.version === undefined) throw malformed("arn", arn);
  if (parsed.owner.region !== scope.region) throw layerNotFound();
  if (parsed.owner.account !== scope.account) throw layerForbidden(scope, arn);
  return { key: { ...parsed.owner, layerName: parsed.layerName }, version: parsed.version };
}

/** Reads the layers of a function, lowest first; those of other accounts are here because the gateway has asked their policies. Throws what AWS answers for lists that no function can have (behaviours.md §7). */
export function resolveFunctionLayers(arns: readonly string[], scope: FunctionNameScope): readonly LayerVersionReference[] {
  if (arns.length > limits.functionLayersMax) throw refused(`Cannot reference more than ${limits.functionLayersMax} layers.`);
  const seen = new Map<string, string>();
  return arns.map((arn) => {
    const { owner, layerName = "", version } = parseLayerName(arn) ?? {};
    if (owner?.region !== scope.region) {
      throw refused(`Layers are not in the same region as the function. Layers are expected to be in region ${scope.region}.`);
    }
    if (version === undefined) throw malformed("layers", arn);
    const reference = { key: { ...owner, layerName }, version };
    const layer = layerArn(reference.key);
    const other = seen.get(layer);
    if (other !== undefined) {
      throw refused(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layer, arn);
    return reference;
  });
}

/** 404 of an operation on a layer version that is not there (behaviours.md §5). */
export function layerNotFound(): PlatformError {
  return new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
}

/** 404 of an operation on the policy of a layer version that is not there (behaviours.md §5). */
export function layerVersionNotFound({ key, version }: LayerVersionReference): PlatformError {
  return new PlatformError("ResourceNotFound", `Layer version ${layerVersionArn(key, version)} does not exist.`);
}

/** 400 of a function that is to have a layer version that is not there (behaviours.md §5). */
export function functionLayerNotFound({ key, version }: LayerVersionReference): PlatformError {
  return refused(`Layer version ${layerVersionArn(key, version)} does not exist.`);
}

function layerForbidden(scope: FunctionNameScope, arn: string): PlatformError {
  return new PlatformError(
    "AccessDenied",
    `User: arn:aws:iam::${scope.account}:root is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`,
  );
}

function refused(message: string): PlatformError {
  return new PlatformError("InvalidParameterValue", message);
}

function malformed(member: string, text: string): PlatformError {
  return new PlatformError(
    "Validation",
    `1 validation error detected: Value '${text}' at '${member}' failed to satisfy constraint: Member must be a layer or a layer version`,
  );
}
