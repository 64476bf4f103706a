import type { ListFunctionsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsRequest";
import type { ListFunctionsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsResponse";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import type { CallScope } from "./call-scope.ts";
import { listedConfiguration } from "./function-configuration.ts";
import type { OperationContext } from "./operation-context.ts";

/**
 * ListFunctions: by name, at most 50 a page; with FunctionVersion ALL every version under its qualified ARN. MasterRegion
 * selects functions that Lambda@Edge has replicated; there are none here.
 */
export async function listFunctions(context: OperationContext, scope: CallScope, request: ListFunctionsRequest__Output): Promise<ListFunctionsResponse> {
  const itemsMax = Math.max(1, Math.min(request.max_items ?? limits.listFunctionsItemsMax, limits.listFunctionsItemsMax));
  const after = request.marker === undefined || request.marker === "" ? undefined : decodeMarker(request.marker);
  const all = request.function_version === "ALL";
  if (request.master_region !== undefined && !all) {
    throw new PlatformError("InvalidParameterValue", "FunctionVersion must be ALL if MasterRegion is given.");
  }
  if (request.master_region !== undefined && request.master_region !== "ALL") return { functions: [] };
  const page = all ? await context.store.listWithVersions(scope, { after, itemsMax }) : await context.store.list(scope, { after, itemsMax });
  return {
    functions: page.records.map((record) => listedConfiguration(record, all ? record.version : undefined)),
    ...(page.resumeAfter === undefined ? {} : { next_marker: encodeMarker(page.resumeAfter) }),
  };
}
