import { codeSigningConfigArn, type CodeSigningConfigKey } from "@mayfly/domain/code-signing-config";
import type { FunctionNameScope } from "@mayfly/domain/function-name";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Reads the ARN of a configuration; undefined if it cannot be one of the caller's account and region. */
export function parseCodeSigningConfigArn(arn: string, scope: FunctionNameScope): CodeSigningConfigKey | undefined {
  const [, region, account, configId] = /^arn:[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):code-signing-config:(csc-[a-z0-9]{17})$/.exec(arn) ?? [];
  if (configId === undefined || region !== scope.region || account !== scope.account) return undefined;
  return { region: scope.region, account: scope.account, configId };
}

/** The id of a new configuration, from a UUID that was never used. */
export function newConfigId(uuid: string): string {
  return `csc-${uuid.replaceAll("-", "").slice(0, 17)}`;
}

/** 404 of the operations on configurations; AWS sends it without a Type (behaviours.md §4.1). */
export function codeSigningConfigNotFound(arn: string): PlatformError {
  return new PlatformError("ResourceNotFound", `The Lambda code signing configuration ${arn} can not be found.`, { omitType: true });
}

/** 404 of a function that is to get a configuration that is not there. */
export function functionCodeSigningConfigNotFound(arn: string): PlatformError {
  return new PlatformError(
    "CodeSigningConfigNotFound",
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  );
}

/** 409 of the deletion of a configuration that functions have. */
export function codeSigningConfigInUse(key: CodeSigningConfigKey, functions: number): PlatformError {
  return new PlatformError(
    "ResourceConflict",
    `The code signing configuration ${codeSigningConfigArn(key)} is used by ${functions} ${functions === 1 ? "function" : "functions"} and cannot be deleted.`,
  );
}

/** 400 of code that the configuration of its function does not let pass; `name` is the function's, or a layer's ARN. */
export function codeNotTrusted(name: string): PlatformError {
  return new PlatformError(
    "CodeVerificationFailed",
    `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${name}.`,
  );
}
