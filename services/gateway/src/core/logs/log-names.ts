import { PlatformError } from "@mayfly/errors/platform-error";
import type { LogScope } from "@mayfly/log-store/log-event";

/** ARN of a log group as DescribeLogGroups gives it in `logGroupArn`; its `arn` has `:*` at the end. */
export function logGroupArn({ region, account }: LogScope, group: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${group}`;
}

/** ARN of a log stream. */
export function logStreamArn(scope: LogScope, group: string, stream: string): string {
  return `${logGroupArn(scope, group)}:log-stream:${stream}`;
}

/** The name of the log group that an identifier names: a name, or an ARN of this account and region. Throws PlatformError as CloudWatch Logs does. */
export function groupOfIdentifier(scope: LogScope, identifier: string): string {
  if (!identifier.startsWith("arn:")) return identifier;
  const [, , service, region, account, kind, name] = identifier.split(":");
  if (service !== "logs" || kind !== "log-group" || name === undefined || name === "") {
    throw new PlatformError("InvalidParameterValue", "The log group ARN is not valid.");
  }
  // Of another account or region: nothing that the caller may know of.
  if (region !== scope.region || account !== scope.account) throw noSuchGroup();
  return name;
}

/** The log group that a request names in one of two ways. Throws PlatformError unless it is exactly one. */
export function groupOfRequest(
  scope: LogScope,
  request: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): string {
  const { logGroupName, logGroupIdentifier } = request;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw new PlatformError("InvalidParameterValue", "LogGroup name and LogGroup identifier are mutually exclusive parameters.");
  }
  if (logGroupName !== undefined) return logGroupName;
  if (logGroupIdentifier === undefined) throw new PlatformError("InvalidParameterValue", "Either logGroupName or logGroupIdentifier must be specified.");
  return groupOfIdentifier(scope, logGroupIdentifier);
}

/** CloudWatch Logs's words for a log group that is not there. */
export function noSuchGroup(): PlatformError {
  return new PlatformError("ResourceNotFound", "The specified log group does not exist.");
}

/** CloudWatch Logs's words for a log stream that is not there. */
export function noSuchStream(): PlatformError {
  return new PlatformError("ResourceNotFound", "The specified log stream does not exist.");
}

/** CloudWatch Logs's words for a token that it has not given. */
export function invalidToken(): PlatformError {
  return new PlatformError("InvalidParameterValue", "The specified nextToken is invalid.");
}
