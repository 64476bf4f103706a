import type { RuntimeManagement } from "@mayfly/domain/attachments/runtime-management";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { runtimeVersionArn } from "@mayfly/domain/runtime-version";
import { PlatformError } from "@mayfly/errors/platform-error";

/** What a request sets. Throws 400 if Manual names no runtime version, another mode names one, or it is not one that the version can run. */
export function runtimeManagementOf(mode: string, requestedArn: string | undefined, record: FunctionRecord): RuntimeManagement {
  if (mode !== "Manual") {
    if (requestedArn !== undefined && requestedArn !== "") refuse(`RuntimeVersionArn can only be specified with UpdateRuntimeOn Manual, not ${mode}.`);
    return { updateRuntimeOn: mode === "FunctionUpdate" ? "FunctionUpdate" : "Auto" };
  }
  if (requestedArn === undefined || requestedArn === "") return refuse("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.");
  // Mayfly has one version of each runtime, and says it in RuntimeVersionConfig: another could not be run.
  if (requestedArn !== runtimeVersionArn(record.region, record.settings.runtime)) {
    refuse(`The runtime version ${requestedArn} is not a version of ${record.settings.runtime} that this Mayfly has.`);
  }
  return { updateRuntimeOn: "Manual", runtimeVersionArn: requestedArn };
}

function refuse(message: string): never {
  throw new PlatformError("InvalidParameterValue", message);
}
