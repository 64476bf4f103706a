import type { ListFunctionsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsRequest";
import type { ListFunctionsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsResponse";
import { limits } from "@mayfly/domain/limits";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import type { CallScope } from "./call-scope.ts";
import { listedConfiguration } from "./function-configuration.ts";
import type { OperationContext } from "./operation-context.ts";

/** ListFunctions: by name, at most 50 a page; with FunctionVersion ALL the ARNs are qualified. */
export async function listFunctions(context: OperationContext, scope: CallScope, request: ListFunctionsRequest__Output): Promise<ListFunctionsResponse> {
  const itemsMax = Math.max(1, Math.min(request.max_items ?? limits.listFunctionsItemsMax, limits.listFunctionsItemsMax));
  const after = request.marker === undefined || request.marker === "" ? undefined : decodeMarker(request.marker);
  const page = await context.store.list(scope, { after, itemsMax });
  const qualifier = request.function_version === "ALL" ? "$LATEST" : undefined;
  return {
    functions: page.records.map((record) => listedConfiguration(record, qualifier)),
    ...(page.resumeAfter === undefined ? {} : { next_marker: encodeMarker(page.resumeAfter) }),
  };
}
