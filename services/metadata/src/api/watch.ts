import type { WatchRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchRequest";
import type { WatchResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import type { CallContext } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { feedChange } from "../core/feed-change.ts";
import type { ChangeFeed, FeedEntry } from "../ports/change-feed.ts";
import type { WatcherRegistry } from "../ports/watcher-registry.ts";
import { Wakeup } from "../settling/wakeup.ts";
import { callScope, type ScopeDefaults } from "./call-scope.ts";
import { WatcherReports } from "./watcher-reports.ts";

/** What Watch works with. */
export interface WatchContext {
  readonly feed: ChangeFeed;
  readonly registry: WatcherRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scopeDefaults: ScopeDefaults;
  /** Aborted when the service stops: every stream then ends. */
  readonly closing: AbortSignal;
}

/** Changes that are read together. */
const changesMax = 200;
/** What a message may have of them, well below gRPC's 4 MiB; a function with the largest environment variables counts in full. */
const batchCharactersMax = 1024 * 1024;
const functionCharacters = 5 * 1024;
/** A published hint may be lost; the feed is looked at this often anyway. */
const pollMs = 1000;

/**
 * FunctionFeed.Watch. Sends what comes after the watcher's sequence, or everything if that is too old, then changes as
 * they happen. It reads the feed only as fast as the watcher takes the batches. A watcher that ends its stream leaves the
 * registry at once; one that is cut off stays until it has been silent for long enough.
 */
export async function* watch(context: WatchContext, requests: AsyncIterable<WatchRequest__Output>, call: CallContext): AsyncGenerator<WatchResponse> {
  const { region } = callScope(call, context.scopeDefaults);
  const messages = requests[Symbol.asyncIterator]();
  const opening = await messages.next();
  if (opening.done === true) return;
  const { watcher_id: watcherId, since } = opening.value;
  if (!/^[\w.:-]{1,128}$/.test(watcherId)) throw new PlatformError("InvalidParameterValue", "watcher_id must have 1 to 128 letters, digits, or _ . : -");
  const reports = new WatcherReports(context.registry, { region, watcherId, clock: context.clock });
  await reports.note(opening.value);

  const wakeup = new Wakeup(context.clock);
  await using _subscription = await context.feed.onChange(region, wakeup.wake);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, call.signal, call.draining ?? context.closing, context.closing]);
  listen({ messages, reports, signal, logger: context.logger }).then(
    () => ended.abort(),
    () => ended.abort(), // cut off
  );
  try {
    yield* follow(context.feed, { region, since, wakeup, signal });
  } finally {
    ended.abort();
  }
}

interface Listening {
  readonly messages: AsyncIterator<WatchRequest__Output>;
  readonly reports: WatcherReports;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Takes the watcher's messages until it ends its stream, then takes it out of the registry; one that is cut off stays in it. */
async function listen({ messages, reports, signal, logger }: Listening): Promise<void> {
  for (let message = await messages.next(); !signal.aborted; message = await messages.next()) {
    try {
      if (message.done === true) return await reports.leave();
      await reports.note(message.value);
    } catch (error) {
      if (message.done === true) throw error;
      logger.warn("watcher report not written", { error: PlatformError.from(error) });
    }
  }
}

interface Following {
  readonly region: string;
  readonly since: number;
  readonly wakeup: Wakeup;
  readonly signal: AbortSignal;
}

async function* follow(feed: ChangeFeed, { region, since, wakeup, signal }: Following): AsyncGenerator<WatchResponse> {
  const target = await feed.last(region);
  let sequence: number | undefined = since === 0 || since > target ? undefined : since;
  if (sequence === target) yield { changes: [], caught_up: true, reset: false, sequence };
  while (!signal.aborted) {
    const entries: readonly FeedEntry[] | undefined = sequence === undefined ? undefined : await feed.readAfter(region, sequence, changesMax);
    if (entries === undefined) {
      sequence = yield* sendSnapshot(feed, region);
      continue;
    }
    const last = entries.at(-1);
    if (last === undefined) {
      await wakeup.sleep(pollMs, signal);
      continue;
    }
    for (const batch of inBatches(entries)) {
      sequence = batch.at(-1)?.sequence ?? last.sequence;
      yield { changes: batch.map(feedChange), caught_up: sequence >= target, reset: false, sequence };
    }
  }
}

/** Sends the whole state: the first batch says reset, the last says caught_up. Returns where the watcher then is. */
async function* sendSnapshot(feed: ChangeFeed, region: string): AsyncGenerator<WatchResponse, number> {
  const sequence = await feed.last(region);
  let reset = true;
  let held: readonly FeedEntry[] | undefined;
  for await (const page of feed.snapshot(region, sequence)) {
    for (const batch of inBatches(page)) {
      // Until all of it has come, a watcher has applied nothing.
      if (held !== undefined) {
        yield { changes: held.map(feedChange), caught_up: false, reset, sequence: 0 };
        reset = false;
      }
      held = batch;
    }
  }
  yield { changes: (held ?? []).map(feedChange), caught_up: true, reset, sequence };
  return sequence;
}

/** Entries in batches that fit into a message. */
function* inBatches(entries: readonly FeedEntry[]): Generator<readonly FeedEntry[]> {
  let batch: FeedEntry[] = [];
  let characters = 0;
  for (const entry of entries) {
    const more = "record" in entry && typeof entry.record === "string" ? entry.record.length : functionCharacters;
    if (batch.length > 0 && characters + more > batchCharactersMax) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(entry);
    characters += more;
  }
  if (batch.length > 0) yield batch;
}
