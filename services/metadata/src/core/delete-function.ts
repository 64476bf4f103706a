import { PlatformError } from "@mayfly/errors/platform-error";
import type { FunctionReference } from "./function-reference.ts";

/** Throws if the reference names what DeleteFunction does not delete (behaviours.md §5): $LATEST alone, or an alias. */
export function checkDelete({ qualifier }: FunctionReference): void {
  if (qualifier === undefined) return;
  if (qualifier === "$LATEST") throw new PlatformError("InvalidParameterValue", "$LATEST version cannot be deleted without deleting the function.");
  if (!/^\d+$/.test(qualifier)) throw new PlatformError("InvalidParameterValue", "Deletion of aliases is not currently supported.");
}

/** 409 of the deletion of a version that aliases run, in AWS's words. */
export function versionUsed(aliases: readonly string[]): PlatformError {
  return new PlatformError("ResourceConflict", `Unable to delete version because the following aliases reference it: [${aliases.toSorted().join(", ")}]`);
}
