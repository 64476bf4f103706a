import { PlatformError } from "@mayfly/errors/platform-error";
import type { BatchHead } from "@mayfly/log-store/log-batch";
import type { LogScope } from "@mayfly/log-store/log-event";
import type { LogGroup } from "@mayfly/log-store/log-groups";
import type { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";
import { groupOfIdentifier, invalidToken, logGroupArn, logStreamArn } from "./log-names.ts";
import type { LogRequest } from "./log-requests.ts";
import { expiredBefore } from "./log-retention.ts";

/** One answer takes so many groups or streams, unless fewer are asked for (AWS). */
const itemsMax = 50;

/** A page and the token of the next. */
export interface DescribedPage<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** Which log groups DescribeLogGroups gives, by name. Throws PlatformError for filters that exclude each other. */
export async function findGroups(store: LogStore, scope: LogScope, request: LogRequest<"describeGroups">): Promise<DescribedPage<LogGroup>> {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers, logGroupClass } = request;
  if (prefix !== undefined && pattern !== undefined) {
    throw new PlatformError("InvalidParameterValue", "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  const named = logGroupIdentifiers === undefined ? undefined : new Set(logGroupIdentifiers.map((identifier) => groupOfIdentifier(scope, identifier)));
  const groups: LogGroup[] = [];
  if (logGroupClass === undefined || logGroupClass === "STANDARD") {
    for await (const group of store.groups.list(scope)) {
      if (group.name.startsWith(prefix ?? "") && group.name.includes(pattern ?? "") && named?.has(group.name) !== false) groups.push(group);
    }
  }
  return pageOf(groups.toSorted(by(({ name }) => name)), ({ name }) => name, request);
}

/** A log group as DescribeLogGroups gives it. */
export function describeGroup(group: LogGroup, storedBytes: number): object {
  const arn = logGroupArn(group, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes,
    logGroupClass: "STANDARD",
    logGroupArn: arn,
  };
}

interface FoundStream {
  readonly name: string;
  readonly head: BatchHead;
}

/** Which log streams of a group DescribeLogStreams gives, as it gives them; streams whose events have all expired are not among them. */
export async function describeStreams(
  store: LogStore,
  group: LogGroup,
  request: LogRequest<"describeStreams"> & { readonly now: number },
): Promise<DescribedPage<object>> {
  const { logStreamNamePrefix: prefix, orderBy, descending = false } = request;
  const isByTime = orderBy === "LastEventTime";
  if (isByTime && prefix !== undefined) throw new PlatformError("InvalidParameterValue", "Cannot order by LastEventTime with a logStreamNamePrefix.");
  const streams: FoundStream[] = [];
  for await (const { address, head } of store.scan({ subject: logSubjects.ofGroup(group, group.name), from: "last-of-each", headsOnly: true })) {
    const isExpired = head.last !== undefined && head.last < expiredBefore(group, request.now);
    if (!isExpired && address.stream.startsWith(prefix ?? "")) streams.push({ name: address.stream, head });
  }
  // AWS: a log stream without events comes first in the order of time.
  const keyOf = ({ name, head }: FoundStream): string => (isByTime ? `${String(head.last ?? 0).padStart(16, "0")}/${name}` : name);
  const ordered = streams.toSorted(by(keyOf));
  const page = pageOf(descending ? ordered.toReversed() : ordered, keyOf, { ...request, descending });
  return { items: page.items.map((stream) => describeStream(group, stream)), nextToken: page.nextToken };
}

function describeStream(group: LogGroup, { name, head }: FoundStream): object {
  return {
    logStreamName: name,
    creationTime: head.created,
    ...(head.last === undefined ? {} : { firstEventTimestamp: head.first, lastEventTimestamp: head.last, lastIngestionTime: head.ingested }),
    arn: logStreamArn(group, group.name, name),
    storedBytes: 0,
  };
}

interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly descending?: boolean;
}

/** What follows the key in the token, so that what comes or goes in between moves nothing. */
function pageOf<Item>(
  ordered: readonly Item[],
  keyOf: (item: Item) => string,
  { nextToken, limit = itemsMax, descending = false }: PageRequest,
): DescribedPage<Item> {
  const after = nextToken === undefined ? undefined : readToken(nextToken);
  const isNext = (item: Item): boolean => after === undefined || (descending ? keyOf(item) < after : keyOf(item) > after);
  const first = ordered.findIndex(isNext);
  const items = first === -1 ? [] : ordered.slice(first, first + limit);
  const last = items.at(-1);
  const isLast = last === undefined || first + items.length >= ordered.length;
  return { items, nextToken: isLast ? undefined : Buffer.from(`v1:${keyOf(last)}`).toString("base64url") };
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (!text.startsWith("v1:")) throw invalidToken();
  return text.slice(3);
}

function by<Item>(keyOf: (item: Item) => string): (one: Item, other: Item) => number {
  return (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1);
}
