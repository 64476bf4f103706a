import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Input } from "@mayfly/lambda-api/operation";
import type { StoredBatch } from "@mayfly/log-store/log-batch";
import type { LogScope, LogStreamAddress } from "@mayfly/log-store/log-event";
import type { LogGroup } from "@mayfly/log-store/log-groups";
import type { LogStore } from "@mayfly/log-store/log-store";
import { answerLimits } from "./answer-limits.ts";
import { describeGroup, describeStreams, findGroups } from "./describe-logs.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { parseFilterPattern } from "./filter-pattern.ts";
import { getLogEvents } from "./get-log-events.ts";
import { groupOfIdentifier, groupOfRequest, noSuchGroup, noSuchStream } from "./log-names.ts";
import type { LogsOperation } from "./log-operations.ts";
import { logRequests, type LogRequest } from "./log-requests.ts";
import { expiredBefore, requireAllowedDays } from "./log-retention.ts";
import { putLogEvents } from "./put-log-events.ts";
import { RunningScans } from "./running-scans.ts";
import { StoredBytes } from "./stored-bytes.ts";

/** An operation that is answered with one document. */
export type AnsweredOperation = Exclude<LogsOperation, "StartLiveTail">;

/** Who asks, and under which id. */
export interface LogsCaller extends LogScope {
  readonly requestId: string;
}

type Answer = Readonly<Record<string, unknown>> | undefined;
type Handler = (input: Input, caller: LogsCaller) => Promise<Answer>;

const tagsMax = 50;

/** The operations of CloudWatch Logs on the log store. Every account has its own groups. Failures are PlatformErrors in AWS's words, or the store's own. */
export class CloudWatchLogs {
  readonly #store: LogStore;
  readonly #clock: Clock;
  readonly #scans: RunningScans;
  readonly #storedBytes: StoredBytes;
  readonly #handlers: Readonly<Record<AnsweredOperation, Handler>> = {
    CreateLogGroup: (input, caller) => this.#createGroup(logRequests.create.parse(input), caller),
    DeleteLogGroup: (input, caller) => this.#deleteGroup(logRequests.name.parse(input), caller),
    DescribeLogGroups: (input, caller) => this.#describeGroups(logRequests.describeGroups.parse(input), caller),
    PutRetentionPolicy: (input, caller) => this.#putRetention(logRequests.retention.parse(input), caller),
    DeleteRetentionPolicy: (input, caller) => this.#changeGroup(caller, logRequests.name.parse(input).logGroupName, ({ tags }) => ({ tags })),
    CreateLogStream: (input, caller) => this.#createStream(logRequests.stream.parse(input), caller),
    DeleteLogStream: (input, caller) => this.#deleteStream(logRequests.stream.parse(input), caller),
    DescribeLogStreams: (input, caller) => this.#describeStreams(logRequests.describeStreams.parse(input), caller),
    PutLogEvents: (input, caller) => this.#putEvents(logRequests.put.parse(input), caller),
    GetLogEvents: (input, caller) => this.#getEvents(logRequests.get.parse(input), caller),
    FilterLogEvents: (input, caller) => this.#filterEvents(logRequests.filter.parse(input), caller),
    TagResource: (input, caller) => this.#tag(logRequests.tag.parse(input), caller),
    UntagResource: (input, caller) => this.#untag(logRequests.untag.parse(input), caller),
    ListTagsForResource: (input, caller) => this.#listTags(logRequests.resource.parse(input), caller),
  };

  constructor(store: LogStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#scans = new RunningScans(clock);
    this.#storedBytes = new StoredBytes(store, clock);
  }

  /** Performs an operation with an input that `readLogsInput` has checked; gives back its output, undefined where it has none. */
  perform(operation: AnsweredOperation, input: Input, caller: LogsCaller): Promise<Answer> {
    return this.#handlers[operation](input, caller);
  }

  /** The log group of a name. Fails with PlatformError ResourceNotFound if there is none. */
  async requireGroup(scope: LogScope, name: string): Promise<LogGroup> {
    const group = await this.#store.groups.find(scope, name);
    if (group === undefined) throw noSuchGroup();
    return group;
  }

  async #createGroup({ logGroupName, logGroupClass, tags = {} }: LogRequest<"create">, caller: LogsCaller): Promise<undefined> {
    if (logGroupClass !== undefined && logGroupClass !== "STANDARD") {
      throw new PlatformError("InvalidParameterValue", "Mayfly has log groups of the class STANDARD only.");
    }
    requireFewTags(tags);
    const isNew = await this.#store.groups.create(caller, logGroupName, { createdAt: this.#clock.now(), tags });
    if (!isNew) throw new PlatformError("ResourceConflict", "The specified log group already exists");
    return undefined;
  }

  async #deleteGroup({ logGroupName }: LogRequest<"name">, caller: LogsCaller): Promise<undefined> {
    await this.requireGroup(caller, logGroupName);
    await this.#store.groups.delete(caller, logGroupName);
    await this.#store.purgeGroup(caller, logGroupName);
    return undefined;
  }

  async #describeGroups(request: LogRequest<"describeGroups">, caller: LogsCaller): Promise<Answer> {
    const { items, nextToken } = await findGroups(this.#store, caller, request);
    const bytes = items.length === 0 ? undefined : await this.#storedBytes.ofGroups(caller);
    return { logGroups: items.map((group) => describeGroup(group, bytes?.get(group.name) ?? 0)), ...tokenOf(nextToken) };
  }

  async #putRetention({ logGroupName, retentionInDays }: LogRequest<"retention">, caller: LogsCaller): Promise<undefined> {
    requireAllowedDays(retentionInDays);
    await this.#changeGroup(caller, logGroupName, ({ tags }) => ({ tags, retentionInDays }));
    await this.#store.purgeGroup(caller, logGroupName, expiredBefore({ retentionInDays }, this.#clock.now()));
    return undefined;
  }

  async #createStream({ logGroupName: group, logStreamName: stream }: LogRequest<"stream">, caller: LogsCaller): Promise<undefined> {
    await this.requireGroup(caller, group);
    const address = addressOf(caller, group, stream);
    if ((await this.#store.findLast(address)) !== undefined) throw new PlatformError("ResourceConflict", "The specified log stream already exists");
    await this.#store.append(address, [], { id: caller.requestId, now: this.#clock.now() });
    return undefined;
  }

  async #deleteStream({ logGroupName: group, logStreamName: stream }: LogRequest<"stream">, caller: LogsCaller): Promise<undefined> {
    await this.requireGroup(caller, group);
    const address = addressOf(caller, group, stream);
    await this.#requireStream(address);
    await this.#store.purgeStream(address);
    return undefined;
  }

  async #describeStreams(request: LogRequest<"describeStreams">, caller: LogsCaller): Promise<Answer> {
    const group = await this.requireGroup(caller, groupOfRequest(caller, request));
    const page = await this.#scans.run(() => describeStreams(this.#store, group, { ...request, now: this.#clock.now() }));
    return { logStreams: page.items, ...tokenOf(page.nextToken) };
  }

  async #putEvents({ logGroupName, logStreamName, logEvents }: LogRequest<"put">, caller: LogsCaller): Promise<Answer> {
    const group = await this.requireGroup(caller, logGroupName);
    const address = addressOf(caller, logGroupName, logStreamName);
    const last = await this.#requireStream(address);
    const now = this.#clock.now();
    const target = { address, last, requestId: caller.requestId, now, expiredBefore: expiredBefore(group, now) };
    const rejected = await putLogEvents(this.#store, logEvents, target);
    return { nextSequenceToken: String(now).padStart(56, "0"), ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }) };
  }

  async #getEvents(request: LogRequest<"get">, caller: LogsCaller): Promise<Answer> {
    const group = await this.requireGroup(caller, groupOfRequest(caller, request));
    const address = addressOf(caller, group.name, request.logStreamName);
    const last = await this.#requireStream(address);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = answerLimits.eventsMax, startFromHead = false, nextToken } = request;
    const since = Math.max(startTime, expiredBefore(group, this.#clock.now()));
    const page = await this.#scans.run(() => getLogEvents(this.#store, { address, startTime: since, endTime, limit, startFromHead, nextToken }, last));
    return { ...page };
  }

  async #filterEvents(request: LogRequest<"filter">, caller: LogsCaller): Promise<Answer> {
    const { logStreamNames, logStreamNamePrefix, filterPattern = "", startTime = 0, endTime = Number.POSITIVE_INFINITY, nextToken } = request;
    if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
      throw new PlatformError("InvalidParameterValue", "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
    }
    const filter = parseFilterPattern(filterPattern);
    const group = await this.requireGroup(caller, groupOfRequest(caller, request));
    const now = this.#clock.now();
    const query = {
      scope: caller,
      group: group.name,
      streams: logStreamNames === undefined ? undefined : new Set(logStreamNames),
      streamPrefix: logStreamNamePrefix ?? "",
      startTime: Math.max(startTime, expiredBefore(group, now)),
      endTime,
      filter,
      limit: request.limit ?? answerLimits.eventsMax,
      nextToken,
      now,
    };
    if (nextToken === undefined) await Promise.all((logStreamNames ?? []).map((stream) => this.#requireStream(addressOf(caller, group.name, stream))));
    const page = await this.#scans.run(() => filterLogEvents(this.#store, query));
    return { events: page.events, searchedLogStreams: [], ...tokenOf(page.nextToken) };
  }

  #tag({ resourceArn, tags }: LogRequest<"tag">, caller: LogsCaller): Promise<undefined> {
    return this.#changeGroup(caller, groupOfIdentifier(caller, resourceArn), (group) => {
      const all = { ...group.tags, ...tags };
      requireFewTags(all);
      return { retentionInDays: group.retentionInDays, tags: all };
    });
  }

  #untag({ resourceArn, tagKeys }: LogRequest<"untag">, caller: LogsCaller): Promise<undefined> {
    return this.#changeGroup(caller, groupOfIdentifier(caller, resourceArn), (group) => ({
      retentionInDays: group.retentionInDays,
      tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !tagKeys.includes(key))),
    }));
  }

  async #listTags({ resourceArn }: LogRequest<"resource">, caller: LogsCaller): Promise<Answer> {
    const { tags } = await this.requireGroup(caller, groupOfIdentifier(caller, resourceArn));
    return { tags };
  }

  async #changeGroup(scope: LogScope, name: string, change: (group: LogGroup) => Pick<LogGroup, "tags" | "retentionInDays">): Promise<undefined> {
    if (!(await this.#store.groups.update(scope, name, change))) throw noSuchGroup();
    return undefined;
  }

  async #requireStream(address: LogStreamAddress): Promise<StoredBatch> {
    const last = await this.#store.findLast(address);
    if (last === undefined) throw noSuchStream();
    return last;
  }
}

function addressOf({ region, account }: LogScope, group: string, stream: string): LogStreamAddress {
  return { region, account, group, stream };
}

function tokenOf(nextToken: string | undefined): { readonly nextToken?: string } {
  return nextToken === undefined ? {} : { nextToken };
}

function requireFewTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > tagsMax) throw new PlatformError("InvalidParameterValue", `A log group has at most ${tagsMax} tags.`);
}
