import { functionArn } from "@mayfly/domain/arn";
import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";

/** What UpdateAlias says; undefined leaves a setting alone. */
export interface AliasChanges {
  readonly functionVersion: string | undefined;
  readonly description: string | undefined;
  /** Replaces all. */
  readonly additionalWeights: Readonly<Record<string, number>> | undefined;
}

/** The alias with the changes; what is left alone stays. */
export function reviseAlias<Alias extends Omit<AliasRecord, "sequence">>(alias: Alias, changes: AliasChanges, revisionId: string): Alias {
  return {
    ...alias,
    functionVersion: changes.functionVersion ?? alias.functionVersion,
    description: changes.description ?? alias.description,
    additionalWeights: changes.additionalWeights ?? alias.additionalWeights,
    revisionId,
  };
}

/** Throws 400 in AWS's words if an alias cannot route so (behaviours.md §6), whatever versions there are. */
export function checkRouting({ functionVersion, additionalWeights }: Pick<AliasRecord, "functionVersion" | "additionalWeights">): void {
  const additional = Object.keys(additionalWeights);
  if (additional.length > limits.aliasAdditionalVersionsMax) {
    throw new PlatformError("InvalidParameterValue", `Number of items in AdditionalVersionWeights cannot be greater than ${limits.aliasAdditionalVersionsMax}`);
  }
  if (additional.includes(functionVersion)) {
    throw new PlatformError(
      "InvalidParameterValue",
      `Invalid function version ${functionVersion}. Function version ${functionVersion} is already included in routing configuration.`,
    );
  }
  if (functionVersion === latestVersion && additional.length > 0) {
    throw new PlatformError("InvalidParameterValue", "$LATEST is not supported for an alias pointing to more than 1 version", { omitType: true });
  }
}

/** ARN of an alias: that of its function, qualified. */
export function aliasArn(key: AliasKey): string {
  return functionArn(key, key.functionName, key.aliasName);
}

/** 409 of CreateAlias. */
export function aliasExists(key: AliasKey): PlatformError {
  return new PlatformError("ResourceConflict", `Alias already exists: ${aliasArn(key)}`);
}

/** 404 of GetAlias. */
export function aliasNotReadable(key: AliasKey): PlatformError {
  return new PlatformError("ResourceNotFound", `Cannot find alias arn: ${aliasArn(key)}`);
}

/** 404 of UpdateAlias. */
export function aliasNotFound(key: AliasKey): PlatformError {
  return new PlatformError("ResourceNotFound", `Alias not found: ${aliasArn(key)}`);
}
