import { functionArn } from "@mayfly/domain/arn";
import type { AttachmentKey } from "@mayfly/domain/attachment";
import type { FunctionUrl } from "@mayfly/domain/attachments/function-url";
import { PlatformError } from "@mayfly/errors/platform-error";

/** What UpdateFunctionUrlConfig says; undefined leaves a setting alone. */
export type FunctionUrlChanges = { readonly [Name in "authType" | "invokeMode" | "cors"]: FunctionUrl[Name] | undefined };

/** The URL with the changes; its id stays. `now` is in epoch milliseconds. */
export function reviseFunctionUrl(url: FunctionUrl, changes: FunctionUrlChanges, now: number): FunctionUrl {
  return {
    ...url,
    authType: changes.authType ?? url.authType,
    invokeMode: changes.invokeMode ?? url.invokeMode,
    cors: changes.cors ?? url.cors,
    lastModifiedAt: now,
  };
}

/** ARN of what a URL invokes: the function, qualified with the alias if it is an alias's. */
export function functionUrlTarget({ qualifier, ...key }: AttachmentKey): string {
  return functionArn(key, key.functionName, qualifier === "" ? undefined : qualifier);
}

/** 409 of CreateFunctionUrlConfig. The two spaces are AWS's. */
export function functionUrlExists(key: AttachmentKey): PlatformError {
  return new PlatformError(
    "ResourceConflict",
    `Failed to create function url config for [functionArn = ${functionUrlTarget(key)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
}

/** 404 where there is no function or alias that could have a URL (behaviours.md §5). */
export function noFunctionForUrl(): PlatformError {
  return new PlatformError("ResourceNotFound", "Function does not exist");
}

/** 404 where there is no URL. */
export function functionUrlNotFound(): PlatformError {
  return new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
}
