import type { ImplementedOperation, Input } from "@mayfly/lambda-api/operation";
import { readInput } from "@mayfly/lambda-api/read-input";
import { boolean, integer, list, map, notYet, oneOf, required, string, structure, toMember, type Member, type Shape } from "@mayfly/lambda-api/shape";
import { validateInput } from "@mayfly/lambda-api/validate-input";

// Constraints are those of the public service model of CloudWatch Logs (Logs_20140328).

const logGroupName = string({ min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" });
const logGroupIdentifier = string({ min: 1, max: 2048, pattern: "[\\w#+=/:,.@-]*" });
const logStreamName = string({ min: 1, max: 512, pattern: "[^:*]*" });
const logStreamNames = list(logStreamName, { min: 1, max: 100 });
const filterPattern = string({ min: 0, max: 1024 });
const nextToken = string({ min: 1 });
const describeLimit = integer({ min: 1, max: 50 });
const eventsLimit = integer({ min: 1, max: 10_000 });
const timestamp = integer({ min: 0 });
const resourceArn = string({ min: 1, max: 1011, pattern: "[\\w+=/:,.@-]*" });
const tagKey = string({ min: 1, max: 128, pattern: "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$" });
const tags = map(tagKey, string({ max: 256 }));

const ofGroup = { logGroupName, logGroupIdentifier } as const;

const inputs = {
  CreateLogGroup: {
    logGroupName: required(logGroupName),
    tags,
    logGroupClass: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
    kmsKeyId: notYet(),
    deletionProtectionEnabled: notYet(),
  },
  DeleteLogGroup: { logGroupName: required(logGroupName) },
  DescribeLogGroups: {
    logGroupNamePrefix: logGroupName,
    logGroupNamePattern: string({ max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]*" }),
    logGroupIdentifiers: list(logGroupIdentifier, { min: 1, max: 50 }),
    logGroupClass: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
    nextToken,
    limit: describeLimit,
  },
  PutRetentionPolicy: { logGroupName: required(logGroupName), retentionInDays: required(integer()) },
  DeleteRetentionPolicy: { logGroupName: required(logGroupName) },
  CreateLogStream: { logGroupName: required(logGroupName), logStreamName: required(logStreamName) },
  DeleteLogStream: { logGroupName: required(logGroupName), logStreamName: required(logStreamName) },
  DescribeLogStreams: {
    ...ofGroup,
    logStreamNamePrefix: logStreamName,
    orderBy: oneOf("LogStreamName", "LastEventTime"),
    descending: boolean,
    nextToken,
    limit: describeLimit,
  },
  PutLogEvents: {
    logGroupName: required(logGroupName),
    logStreamName: required(logStreamName),
    logEvents: required(list(structure({ timestamp: required(timestamp), message: required(string({ min: 1 })) }), { min: 1, max: 10_000 })),
  },
  GetLogEvents: {
    ...ofGroup,
    logStreamName: required(logStreamName),
    startTime: timestamp,
    endTime: timestamp,
    nextToken,
    limit: eventsLimit,
    startFromHead: boolean,
  },
  FilterLogEvents: {
    ...ofGroup,
    logStreamNames,
    logStreamNamePrefix: logStreamName,
    startTime: timestamp,
    endTime: timestamp,
    filterPattern,
    nextToken,
    limit: eventsLimit,
  },
  StartLiveTail: {
    logGroupIdentifiers: required(list(logGroupIdentifier, { min: 1, max: 10 })),
    logStreamNames,
    logStreamNamePrefixes: logStreamNames,
    logEventFilterPattern: filterPattern,
  },
  TagResource: { resourceArn: required(resourceArn), tags: required(tags) },
  UntagResource: { resourceArn: required(resourceArn), tagKeys: required(list(tagKey, { max: 50 })) },
  ListTagsForResource: { resourceArn: required(resourceArn) },
} as const satisfies Record<string, Readonly<Record<string, Member | Shape>>>;

/** An operation of CloudWatch Logs that Mayfly has. */
export type LogsOperation = keyof typeof inputs;

/** AWS takes 1 MiB of events; JSON needs more for the same. */
const bodyBytesMax = 4 * 1024 * 1024;

/** The operation of a name in X-Amz-Target; undefined if Mayfly does not have it. */
export function findLogsOperation(name: string): LogsOperation | undefined {
  return isLogsOperation(name) ? name : undefined;
}

function isLogsOperation(name: string): name is LogsOperation {
  return Object.hasOwn(inputs, name);
}

/** Largest request body of an operation, in bytes. */
export function logsBodyBytesMax(operation: LogsOperation | undefined): number {
  return operation === "PutLogEvents" ? bodyBytesMax : 256 * 1024;
}

/** Reads and checks the JSON body of an operation. Throws PlatformError Serialization, Validation (with AWS's text) or InvalidParameterValue. */
export function readLogsInput(name: LogsOperation, body: Buffer): Input {
  const operation = models[name];
  const input = readInput(operation, { pathParameters: {}, query: noQuery, headers: {}, body });
  validateInput(operation, input);
  return input;
}

const noQuery = new URLSearchParams();
const models = Object.fromEntries(Object.entries(inputs).map(([name, members]) => [name, modelOf(name, members)])) as Readonly<
  // The entries are those of `inputs`, name by name.
  Record<LogsOperation, ImplementedOperation>
>;

function modelOf(name: string, members: Readonly<Record<string, Member | Shape>>): ImplementedOperation {
  const input = Object.fromEntries(
    Object.entries(members).map(([member, shape]) => [member, { ...toMember(shape), location: "body" as const, wireName: member }]),
  );
  return { name, group: "logs", method: "POST", path: "/", status: 200, input, bodyBytesMax };
}
