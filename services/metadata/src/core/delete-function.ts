import { PlatformError } from "@mayfly/errors/platform-error";
import { functionNotFound } from "./function-errors.ts";
import type { FunctionReference } from "./function-reference.ts";

/** Throws unless the reference names a whole function (behaviours.md §5): versions and aliases cannot be deleted, as there are none yet. */
export function checkDelete({ key, qualifier }: FunctionReference): void {
  if (qualifier === undefined) return;
  if (qualifier === "$LATEST") throw new PlatformError("InvalidParameterValue", "$LATEST version cannot be deleted without deleting the function.");
  if (!/^\d+$/.test(qualifier)) throw new PlatformError("InvalidParameterValue", "Deletion of aliases is not currently supported.");
  throw functionNotFound(key, qualifier);
}
