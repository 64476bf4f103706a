import { natsHeaders } from "@mayfly/contracts/subjects";
import { eventInvoke, type EventInvoke } from "@mayfly/domain/attachments/event-invoke";
import { recursion } from "@mayfly/domain/attachments/recursion";
import { reservedConcurrency } from "@mayfly/domain/attachments/reserved-concurrency";
import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";
import { resolveQualifier } from "@mayfly/invocation/resolve-qualifier";
import type { InvocationRequest } from "@mayfly/invocation/invoker";
import type { CounterMetric } from "@mayfly/telemetry/metrics";
import { formatTraceHeader, incomingTraceParent } from "@mayfly/telemetry/trace-parent";
import type { Span } from "@mayfly/telemetry/tracing";
import type { JetStreamClient, JsMsg } from "@nats-io/jetstream";
import { headers, type MsgHdrs } from "@nats-io/transport-node";
import { conditionOf, eventFunctionArn, type DestinationCondition, type EventAnswer, type EventOutcome } from "../../core/destination-record.ts";
import {
  afterFunctionError,
  afterPlatformError,
  beforeAttempt,
  eventRequestId,
  readEvent,
  type DeadLetterReason,
  type EventLimits,
  type EventTarget,
  type StoredEvent,
} from "../../core/event-decision.ts";
import { boundsFor } from "../../core/event-settings.ts";
import { Destinations } from "./destinations.ts";
import type { EventPipelineOptions } from "./event-pipeline.ts";
import { eventStreams } from "./event-streams.ts";
import { retryHeaders, type RetrySchedule } from "./retry-schedule.ts";

/** Header of a dead letter: why it is one. The others are the event's own. */
export const deadLetterHeaders = { reason: "Mayfly-Dead-Letter-Reason", subject: "Mayfly-Original-Subject", sequence: "Mayfly-Original-Sequence" } as const;

/** Where what becomes of events is kept. */
export interface EventStores {
  readonly client: JetStreamClient;
  readonly retries: RetrySchedule;
}

/** How settling goes. */
export interface EventSettlerSettings {
  /** For functions that say nothing else. */
  readonly bounds: EventLimits;
  /** There may be events of this subject again. */
  readonly poke: (subject: string) => void;
}

/** One event under way. */
interface Attempt {
  readonly message: JsMsg;
  readonly event: StoredEvent;
  /** Undefined if the event's subject names no function. */
  readonly target: EventTarget | undefined;
  readonly settings: EventInvoke | undefined;
  readonly bounds: EventLimits;
  readonly answer?: EventAnswer;
}

/** Runs one event at a time through the invoker and settles it: acknowledged, stored for another attempt, or given up. Destinations are told before. */
export class EventSettler {
  readonly #options: EventPipelineOptions;
  readonly #stores: EventStores;
  readonly #settings: EventSettlerSettings;
  readonly #destinations: Destinations;
  readonly #outcomes: CounterMetric;
  readonly #deadLetters: CounterMetric;

  constructor(options: EventPipelineOptions, stores: EventStores, settings: EventSettlerSettings) {
    const { metrics, logger } = options;
    this.#options = options;
    this.#stores = stores;
    this.#settings = settings;
    const deliveries = metrics.counter({
      name: "mayfly_destination_records_total",
      help: "Outcomes of events that had a destination, by what became of the record: delivered, too-large, loop, or unreachable.",
      labels: ["outcome"],
    });
    this.#destinations = new Destinations({ client: stores.client, clients: options.clients, logger, deliveries, mayLoop: (key) => this.#mayLoop(key) });
    this.#outcomes = metrics.counter({
      name: "mayfly_events_total",
      help: "Asynchronous events that were run, by outcome: succeeded, failed, or retried after a platform error.",
      labels: ["outcome"],
    });
    this.#deadLetters = metrics.counter({
      name: "mayfly_dead_letters_total",
      help: "Events that were recorded as dead letters, by reason.",
      labels: ["reason"],
    });
  }

  /** Runs and settles an event; never fails: what could not be settled comes again. */
  async run(message: JsMsg): Promise<void> {
    try {
      await this.#options.directory.caughtUp;
      await this.#settle(this.#attempt(message));
    } catch (error) {
      // Whatever could not be recorded comes again.
      this.#options.logger.warn("event not settled", {
        subject: message.subject,
        sequence: message.seq,
        error: error instanceof Error ? error : String(error),
      });
      this.#handBack(message);
    }
  }

  /** Without a connection the server hands the event out again by itself, after the acknowledgement time. */
  #handBack(message: JsMsg): void {
    try {
      message.nak(this.#settings.bounds.backoffMsMin);
    } catch (error) {
      this.#options.logger.debug("event not handed back", { subject: message.subject, error: error instanceof Error ? error : String(error) });
    }
  }

  /** What holds for the event now: its function's configuration may have changed while it waited. */
  #attempt(message: JsMsg): Attempt {
    const event = this.#stored(message);
    const read = readEvent({ ...event, payload: Buffer.alloc(0) });
    const target = typeof read === "string" ? undefined : read.target;
    const settings =
      target && this.#options.directory.attachments.find(eventInvoke, { ...this.#functionKey(target), qualifier: target.qualifier ?? latestVersion });
    return { message, event, target, settings, bounds: boundsFor(settings, this.#settings.bounds) };
  }

  async #settle(attempt: Attempt): Promise<void> {
    const { message, event, bounds } = attempt;
    const read = readEvent(event);
    if (typeof read === "string") return this.#bury(attempt, read);
    const givenUp = beforeAttempt(event, bounds) ?? (this.#isShut(read.target) ? "ZeroReservedConcurrency" : undefined);
    if (givenUp !== undefined) return this.#bury(attempt, givenUp);
    const span = this.#startSpan(message, event);
    try {
      const request = this.#request(attempt, { ...read, span });
      const { payload, functionError } = await this.#options.invoker.invoke(request);
      span?.end(functionError === "" ? undefined : "the function failed");
      const answered = { ...attempt, answer: { payload, functionError, executedVersion: request.identity.version } };
      if (functionError !== "") return await this.#functionFailed(answered);
      await this.#tell(answered, "Success");
      message.ack();
      this.#outcomes.add({ outcome: "succeeded" });
    } catch (error) {
      span?.end(error);
      await this.#platformError(attempt, PlatformError.from(error));
    }
  }

  /** True if the function has reserved nothing at all: it will not run however long the event waits. */
  #isShut(target: EventTarget): boolean {
    return this.#options.directory.attachments.find(reservedConcurrency, { ...this.#functionKey(target), qualifier: "" })?.executions === 0;
  }

  #mayLoop({ region, account, functionName }: FunctionKey): boolean {
    return this.#options.directory.attachments.find(recursion, { region, account, functionName, qualifier: "" })?.recursiveLoop === "Allow";
  }

  #functionKey({ account, functionName }: EventTarget): FunctionKey {
    return { region: this.#options.region, account, functionName };
  }

  /** Plans the next attempt, then settles the event; without one left, buries it. */
  async #functionFailed(attempt: Attempt): Promise<void> {
    const { message, event, bounds } = attempt;
    const next = afterFunctionError(event, bounds);
    if (typeof next === "string") return this.#bury(attempt, next);
    const now = this.#options.clock.now();
    const count = event.attempt + 1;
    const requestId = eventRequestId(event);
    const retry = ownHeaders(message);
    retry.set(natsHeaders.requestId, requestId);
    retry.set(retryHeaders.attempt, String(count));
    retry.set(retryHeaders.firstStoredAt, String(now - event.ageMs));
    retry.set(retryHeaders.dueAt, String(now + next.retryAfterMs));
    await this.#stores.retries.add({ subject: event.subject, payload: event.payload, headers: retry, retryId: `${requestId}/${count}` });
    message.ack();
    this.#outcomes.add({ outcome: "failed" });
  }

  async #platformError(attempt: Attempt, error: PlatformError): Promise<void> {
    const { message, event, bounds } = attempt;
    const next = afterPlatformError(error, event, bounds);
    if (typeof next === "string") return this.#bury(attempt, next);
    this.#outcomes.add({ outcome: "retried" });
    this.#options.logger.debug("event waits for another try", { subject: event.subject, code: error.code, retryAfterMs: next.retryAfterMs });
    message.nak(next.retryAfterMs);
    this.#options.clock.after(next.retryAfterMs, () => this.#settings.poke(event.subject));
  }

  /** The span of one attempt, in the trace that published the event. */
  #startSpan(message: JsMsg, event: StoredEvent): Span | undefined {
    const { tracing } = this.#options;
    if (!tracing.enabled) return undefined;
    return tracing.startSpan("process event", {
      kind: "consumer",
      traceParent: incomingTraceParent(headerOf(message, natsHeaders.traceParent), headerOf(message, natsHeaders.traceHeader)),
      attributes: {
        "messaging.system": "nats",
        "messaging.destination.name": event.subject,
        "faas.invocation_id": eventRequestId(event),
        "mayfly.attempt": event.attempt,
      },
    });
  }

  #request({ message, event }: Attempt, read: { readonly target: EventTarget; readonly payload: Buffer; readonly span: Span | undefined }): InvocationRequest {
    const { account, functionName, qualifier } = read.target;
    const traceParent = read.span?.traceParent ?? headerOf(message, natsHeaders.traceParent);
    const { region, directory, random } = this.#options;
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
    return {
      // An alias counts as it is now: each attempt runs what it stands for then.
      identity: resolveQualifier(directory, { region, account, functionName, version: qualifier ?? latestVersion }, random),
      requestId: eventRequestId(event),
      invokedFunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
      payload: read.payload,
      clientContext: Buffer.from(headerOf(message, natsHeaders.clientContext), "base64").toString(),
      traceHeader: headerOf(message, natsHeaders.traceHeader) || formatTraceHeader(traceParent),
      traceParent,
      logTail: false,
    };
  }

  /** Tells the event's destination of its outcome, if it has one for it. Fails if that could not be stored. */
  async #tell({ message, event, target, settings, answer }: Attempt, condition: DestinationCondition): Promise<void> {
    const arn = condition === "Success" ? settings?.onSuccess : settings?.onFailure;
    if (arn === undefined || target === undefined) return;
    const outcome: EventOutcome = {
      condition,
      event,
      requestId: eventRequestId(event),
      functionArn: eventFunctionArn(this.#options.region, target),
      invokeCount: event.attempt + (answer === undefined ? 0 : 1),
      answer,
      at: this.#options.clock.now(),
      traceHeader: headerOf(message, natsHeaders.traceHeader),
    };
    await this.#destinations.deliver(arn, outcome);
  }

  /** Records the event among the dead letters, then settles it. Fails if it cannot be recorded: then the event comes again. */
  async #bury(attempt: Attempt, reason: DeadLetterReason): Promise<void> {
    const { message, event, target } = attempt;
    const condition = conditionOf(reason);
    if (condition !== undefined) await this.#tell(attempt, condition);
    const letter = ownHeaders(message);
    letter.set(natsHeaders.requestId, eventRequestId(event));
    letter.set(deadLetterHeaders.reason, reason);
    letter.set(deadLetterHeaders.subject, event.subject);
    letter.set(deadLetterHeaders.sequence, String(event.sequence));
    const subject = eventStreams.deadLetterSubject(target);
    await this.#stores.client.publish(subject, event.payload, { headers: letter, msgID: `${event.stream}:${event.sequence}` });
    message.ack();
    this.#deadLetters.add({ reason });
    if (reason === "FunctionError") this.#outcomes.add({ outcome: "failed" });
    this.#options.logger.info("event buried", { subject: event.subject, sequence: event.sequence, reason });
  }

  #stored(message: JsMsg): StoredEvent {
    const storedAt = Number(message.headers?.get(retryHeaders.firstStoredAt)) || Number(message.timestampNanos / 1_000_000n);
    return {
      subject: message.subject,
      stream: message.info.stream,
      sequence: message.seq,
      payload: Buffer.from(message.data.buffer, message.data.byteOffset, message.data.byteLength),
      requestIdHeader: message.headers?.get(natsHeaders.requestId) ?? "",
      ageMs: this.#options.clock.now() - storedAt,
      attempt: Math.max(0, Math.trunc(Number(message.headers?.get(retryHeaders.attempt)) || 0)),
      deliveries: message.info.deliveryCount,
    };
  }
}

function headerOf(message: JsMsg, name: string): string {
  return message.headers?.get(name) ?? "";
}

/** The headers that whoever published the event gave it, without the server's. */
function ownHeaders(message: JsMsg): MsgHdrs {
  const own = headers();
  for (const [name, values] of message.headers ?? []) if (!name.startsWith("Nats-")) own.set(name, values[0] ?? "");
  return own;
}
