import type { Input } from "@mayfly/lambda-api/operation";
import type { LogScope } from "@mayfly/log-store/log-event";
import { groupOfIdentifier, logGroupArn, logStreamArn } from "./log-names.ts";
import type { LogsOperation } from "./log-operations.ts";

const ofStreams: readonly LogsOperation[] = ["PutLogEvents", "GetLogEvents", "DeleteLogStream"];

/**
 * ARNs that a caller must be allowed to act on (AWS: "Actions, resources, and condition keys for Amazon CloudWatch Logs"): of log groups with `:*`,
 * of log streams, or `*` for DescribeLogGroups. Throws PlatformError for an identifier that is none.
 */
export function resourcesOf(operation: LogsOperation, input: Input, scope: LogScope): readonly string[] {
  const identifiers = [input["logGroupName"], input["logGroupIdentifier"], input["resourceArn"], input["logGroupIdentifiers"]].flat();
  const groups = identifiers.filter((identifier) => typeof identifier === "string").map((identifier) => groupOfIdentifier(scope, identifier));
  const stream = input["logStreamName"];
  if (operation === "DescribeLogGroups" || groups.length === 0) return ["*"];
  if (ofStreams.includes(operation) && typeof stream === "string") return groups.map((group) => logStreamArn(scope, group, stream));
  return groups.map((group) => `${logGroupArn(scope, group)}:*`);
}
