import { functionArn } from "@mayfly/domain/arn";
import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Throws 409 in AWS's words if what would be provisioned already is, by the version or by another name of it (behaviours.md §9). */
export function checkConflicts(target: {
  readonly qualifier: string;
  /** Set if the qualifier is an alias. */
  readonly aliasVersion: string | undefined;
  /** Provisioned qualifiers of the function. */
  readonly provisioned: ReadonlySet<string>;
  /** Versions that provisioned aliases stand for. */
  readonly aliasedVersions: ReadonlySet<string>;
}): void {
  if (target.aliasVersion !== undefined && target.provisioned.has(target.aliasVersion)) {
    throw new PlatformError("ResourceConflict", "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
  }
  if (target.aliasVersion === undefined && target.aliasedVersions.has(target.qualifier)) {
    throw new PlatformError("ResourceConflict", "Version is pointed by a Provisioned Concurrency alias");
  }
}

/** Throws 400 of Put for what has not been published. */
export function requirePublished(qualifier: string): void {
  if (qualifier === latestVersion)
    throw new PlatformError("InvalidParameterValue", "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
}

/** Throws 400 of Get and Delete for what cannot be provisioned. */
export function requireVersionOrAlias(qualifier: string): void {
  if (qualifier === latestVersion) throw new PlatformError("InvalidParameterValue", "The function resource provided must be an alias or a published version.");
}

/** 404 of an alias that is not there. */
export function aliasToProvisionNotFound(key: FunctionKey, aliasName: string): PlatformError {
  return new PlatformError("ResourceNotFound", `Cannot find alias arn: ${functionArn(key, key.functionName, aliasName)}`);
}

/** 404 of what is not provisioned. */
export function notProvisioned(): PlatformError {
  return new PlatformError("ProvisionedConcurrencyConfigNotFound", "No Provisioned Concurrency Config found for this function");
}
