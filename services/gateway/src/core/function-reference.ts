import { functionArn } from "@mayfly/domain/arn";
import { parseFunctionName } from "@mayfly/domain/function-name";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Caller } from "./caller.ts";

/** A function in the caller's own account and region, as the client named it. */
export interface FunctionReference {
  readonly functionName: string;
  /** As given in the name or beside it; undefined if neither. */
  readonly qualifier: string | undefined;
}

/** Reads FunctionName and Qualifier for a caller; throws PlatformError in AWS's words (behaviours.md §4.4, §5). */
export function requireFunctionReference(caller: Caller, text: string, qualifier: string | undefined): FunctionReference {
  const parsed = parseFunctionName(text, caller, qualifier);
  switch (parsed.kind) {
    case "reference":
      return parsed;
    case "other-region":
      throw new PlatformError("ResourceNotFound", `Functions from '${parsed.region}' are not reachable in this region ('${caller.region}')`);
    case "other-account":
      throw new PlatformError("AccessDenied", "");
    case "qualifier-mismatch":
      throw new PlatformError("InvalidParameterValue", "The derived qualifier from the function name does not match the specified qualifier.");
    case "malformed":
      throw new PlatformError("InvalidParameterValue", `Invalid function name: ${text}`);
    default:
      return parsed satisfies never;
  }
}

/** The ARN of a referenced function, with its qualifier if the client gave one. */
export function arnOf(caller: Caller, reference: FunctionReference): string {
  return functionArn(caller, reference.functionName, reference.qualifier);
}
