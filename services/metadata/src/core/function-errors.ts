import { functionArn } from "@mayfly/domain/arn";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { describeFunctionState, type FunctionState } from "@mayfly/domain/function-state";
import { PlatformError } from "@mayfly/errors/platform-error";

/** 404, the ARN with the qualifier that was asked for (behaviours.md §5). */
export function functionNotFound(key: FunctionKey, qualifier?: string): PlatformError {
  return new PlatformError("ResourceNotFound", `Function not found: ${functionArn(key, key.functionName, qualifier)}`);
}

/** 409 of CreateFunction. AWS's own grammar. */
export function functionExists(key: FunctionKey): PlatformError {
  return new PlatformError("ResourceConflict", `Function already exist: ${key.functionName}`);
}

/** 412 of every update with another revision id than the latest (behaviours.md §6). */
export function revisionMismatch(): PlatformError {
  return new PlatformError(
    "PreconditionFailed",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  );
}

/** 409 of an update that the function's state does not allow (behaviours.md §6). */
export function updateRefused(key: FunctionKey, state: FunctionState): PlatformError {
  const shown = describeFunctionState(state);
  const reason =
    shown.lastUpdateStatus === "InProgress"
      ? `An update is in progress for resource: ${functionArn(key, key.functionName)}`
      : `The function is currently in the following state: ${shown.state}`;
  return new PlatformError("ResourceConflict", `The operation cannot be performed at this time. ${reason}`);
}
