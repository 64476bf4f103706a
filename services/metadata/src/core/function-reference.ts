import type { FunctionKey } from "@mayfly/domain/function-record";
import { latestVersion } from "@mayfly/domain/function-identity";
import { parseFunctionName, type FunctionNameScope } from "@mayfly/domain/function-name";
import { PlatformError } from "@mayfly/errors/platform-error";
import { functionNotFound } from "./function-errors.ts";

/** A function as a request names it. */
export interface FunctionReference {
  readonly key: FunctionKey;
  /** As the request gave it, in the name or beside it. */
  readonly qualifier: string | undefined;
}

/** Reads a FunctionName parameter and its Qualifier. Throws what AWS answers for names that cannot be meant here (behaviours.md §4, §5). */
export function resolveReference(text: string, scope: FunctionNameScope, qualifier?: string): FunctionReference {
  const parsed = parseFunctionName(text, scope, qualifier);
  switch (parsed.kind) {
    case "reference":
      return { key: { region: scope.region, account: scope.account, functionName: parsed.functionName }, qualifier: parsed.qualifier };
    case "other-region":
      throw new PlatformError("ResourceNotFound", `Functions from '${parsed.region}' are not reachable in this region ('${scope.region}')`);
    case "other-account":
      throw new PlatformError("AccessDenied", `Functions of account ${parsed.account} are not reachable with the credentials of account ${scope.account}.`);
    case "qualifier-mismatch":
      throw new PlatformError("InvalidParameterValue", "The derived qualifier from the function name does not match the specified qualifier.");
    case "malformed":
      throw new PlatformError(
        "Validation",
        `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must be a function name or a function ARN`,
      );
  }
}

/** Throws 404 unless the reference means what updates change. */
export function requireLatest({ key, qualifier }: FunctionReference): void {
  if (qualifier !== undefined && qualifier !== latestVersion) throw functionNotFound(key, qualifier);
}

/** True if the qualifier is a version, or could be one; every other one is an alias. */
export function isVersion(qualifier: string): boolean {
  return qualifier === latestVersion || /^\d+$/.test(qualifier);
}
