import { randomUUID } from "node:crypto";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { LogStore } from "@mayfly/log-store/log-store";
import { logSubjects } from "@mayfly/log-store/log-subjects";
import type { CloudWatchLogs, LogsCaller } from "../../../core/logs/cloudwatch-logs.ts";
import { parseFilterPattern } from "../../../core/logs/filter-pattern.ts";
import { LiveTail } from "../../../core/logs/live-tail.ts";
import { groupOfIdentifier } from "../../../core/logs/log-names.ts";
import type { LogRequest } from "../../../core/logs/log-requests.ts";
import { encodeException, encodeJsonEvent } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";

/** What sessions need. */
export interface LiveTailDependencies {
  readonly store: LogStore;
  readonly logs: CloudWatchLogs;
  readonly clock: Clock;
}

/** AWS: updates come every second, a session ends after three hours. */
const updateMs = 1_000;
const sessionMsMax = 3 * 60 * 60_000;
const sessionsMax = 100;
/** A client that has not taken so much is told nothing more until it has. */
const unsentBytesMax = 4 * 1024 * 1024;

/** The sessions of StartLiveTail in one gateway. Disposing ends them, so that a gateway can stop. */
export class LiveTailSessions implements Disposable {
  readonly #dependencies: LiveTailDependencies;
  readonly #sessions = new Set<() => void>();

  constructor(dependencies: LiveTailDependencies) {
    this.#dependencies = dependencies;
  }

  /** Runs one session on an exchange; resolves when it has ended. Fails with PlatformError, in AWS's words, before it has begun. */
  async run(exchange: Exchange, request: LogRequest<"liveTail">, caller: LogsCaller): Promise<void> {
    const { store, logs } = this.#dependencies;
    const groups = [...new Set(request.logGroupIdentifiers.map((identifier) => groupOfIdentifier(caller, identifier)))];
    const { logStreamNames, logStreamNamePrefixes, logEventFilterPattern = "" } = request;
    requireOneWay(groups, logStreamNames, logStreamNamePrefixes);
    const filter = parseFilterPattern(logEventFilterPattern);
    for (const group of groups) await logs.requireGroup(caller, group);
    if (this.#sessions.size >= sessionsMax) throw new PlatformError("TooManyRequests", "This gateway has as many live tail sessions as it can.");
    const tail = new LiveTail({
      account: caller.account,
      streams: logStreamNames === undefined ? undefined : new Set(logStreamNames),
      streamPrefixes: logStreamNamePrefixes,
      filter,
    });
    using subscriptions = new DisposableStack();
    for (const group of groups) subscriptions.use(store.subscribe(logSubjects.ofGroup(caller, group), (batch) => tail.add(batch)));
    await this.#serve(exchange, request, tail);
  }

  [Symbol.dispose](): void {
    for (const end of this.#sessions) end();
  }

  async #serve({ response, requestId }: Exchange, request: LogRequest<"liveTail">, tail: LiveTail): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<Buffer | undefined>();
    const stop = (): void => resolve(encodeException("SessionStreamingException", "The gateway stops. Start a new session."));
    this.#sessions.add(stop);
    response.once("close", () => resolve(undefined));
    response.writeHead(200, { "Content-Type": "application/vnd.amazon.eventstream", "x-amzn-RequestId": requestId });
    // Clients of a JSON protocol wait for it before they hand out the stream.
    response.write(encodeJsonEvent("initial-response", {}));
    response.write(encodeJsonEvent("sessionStart", { requestId, sessionId: randomUUID(), ...request }));
    const { clock } = this.#dependencies;
    let timer: Disposable;
    const update = (): void => {
      if (response.writableLength < unsentBytesMax) response.write(encodeJsonEvent("sessionUpdate", tail.take()));
      timer = clock.after(updateMs, update);
    };
    timer = clock.after(updateMs, update);
    using _limit = clock.after(sessionMsMax, () => resolve(encodeException("SessionTimeoutException", "Live tail session has timed out.")));
    const last = await promise;
    timer[Symbol.dispose]();
    this.#sessions.delete(stop);
    if (last !== undefined) response.end(last);
  }
}

function requireOneWay(groups: readonly string[], names: readonly string[] | undefined, prefixes: readonly string[] | undefined): void {
  if (names !== undefined && prefixes !== undefined)
    throw new PlatformError("InvalidParameterValue", "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.");
  if (groups.length > 1 && (names !== undefined || prefixes !== undefined))
    throw new PlatformError("InvalidParameterValue", "Log streams can be named for one log group only.");
}
