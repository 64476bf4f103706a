import type { FunctionLayer } from "@mayfly/domain/function-record";
import { layerVersionArn } from "@mayfly/domain/layer-name";
import { functionLayerNotFound, resolveFunctionLayers } from "../core/layer-reference.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

/** Looks up the layers that a request gives a function, lowest first. Throws InvalidParameterValue in AWS's words if it cannot have them. */
export async function findFunctionLayers(context: OperationContext, scope: CallScope, arns: readonly string[]): Promise<readonly FunctionLayer[]> {
  const references = resolveFunctionLayers(arns, scope);
  return await Promise.all(
    references.map(async (reference) => {
      const record = await context.layers.find(reference.key, reference.version);
      if (record === undefined) throw functionLayerNotFound(reference);
      return { arn: layerVersionArn(record, record.version), ...record.content };
    }),
  );
}
