import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { InvocationRequest, Invoker, StreamedAnswer } from "@mayfly/invocation/invoker";
import { chainInvocationsMax, extendLineage } from "@mayfly/invocation/lineage";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { Clock } from "@mayfly/kernel/clock";
import { formatTraceHeader, incomingTraceParent, parseTraceParent } from "@mayfly/telemetry/trace-parent";
import type { Tracing } from "@mayfly/telemetry/tracing";
import type { EventPublisher, EventReceipt } from "../../ports/event-publisher.ts";
import type { LambdaAccess } from "../authorization/lambda-access.ts";
import type { Caller } from "../caller.ts";
import { arnOf, type FunctionReference } from "../function-reference.ts";
import { decodeClientContext, requireJsonPayload } from "./json-payload.ts";
import { startServerSpan, type ServerSpan } from "../server-span.ts";
import { continueTrace, namesRoot, type TraceHeaders } from "./trace-header.ts";
import type { VersionResolver } from "./version-resolver.ts";

/** One invocation as a client asks for it, at whichever door. */
export interface InvokeCommand {
  readonly caller: Caller;
  /** UUID; the request id everywhere. */
  readonly requestId: string;
  /** Name, partial ARN or ARN. */
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly invocationType: InvocationType;
  readonly logTail: boolean;
  /** As the client sent it; or, where a door makes the event itself, how: from the trace header that the function gets, to JSON that nobody need look at again. */
  readonly payload: Buffer | ((traceHeader: string) => Buffer);
  /** Base64 JSON, empty if none. */
  readonly clientContext: string;
  /** X-Ray trace header, empty if none. */
  readonly traceHeader: string;
  /** W3C traceparent, empty if none. */
  readonly traceParent: string;
}

/** How to invoke. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

/** What an invocation came to. */
export interface InvokeOutcome {
  readonly statusCode: 200 | 202 | 204;
  readonly payload: Buffer;
  /** Of the payload; empty unless the function has run. */
  readonly contentType: string;
  /** "Unhandled", or empty. */
  readonly functionError: string;
  /** $LATEST or a number; empty unless the function has run. */
  readonly executedVersion: string;
  /** Base64; empty unless asked for. */
  readonly logResult: string;
  /** Trace header for the client. */
  readonly traceHeader: string;
}

/** A streamed answer that has begun. */
export interface StreamingOutcome {
  readonly answer: StreamedAnswer;
  readonly executedVersion: string;
  readonly traceHeader: string;
}

/** What the intake needs. */
export interface InvocationIntakeDependencies {
  readonly access: LambdaAccess;
  readonly resolver: VersionResolver;
  readonly invoker: Invoker;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly tracing: Tracing;
  /** True if the function allows recursive loops. */
  readonly mayLoop: (key: FunctionKey) => boolean;
  /** Invocations that may be under way in this process; further ones are refused at once. */
  readonly inFlightMax: number;
}

const nothing = Buffer.alloc(0);

/** Takes invocations from every door: checks them, finds the version, and runs them or stores them as events. */
export class InvocationIntake {
  readonly #dependencies: InvocationIntakeDependencies;
  #inFlight = 0;

  constructor(dependencies: InvocationIntakeDependencies) {
    this.#dependencies = dependencies;
  }

  /** Invocations under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Does what the invocation type says. Throws PlatformError for what is the platform's or the client's fault. */
  invoke(command: InvokeCommand): Promise<InvokeOutcome> {
    return this.#dependencies.tracing.enabled ? this.#traced("Invoke", command, (traced) => this.#invoke(traced)) : this.#invoke(command);
  }

  /** Begins a streamed invocation. It counts as under way until the answer begins; its bytes are bounded by the channel's credit. */
  invokeStreaming(command: InvokeCommand): Promise<StreamingOutcome> {
    return this.#dependencies.tracing.enabled ? this.#invokeStreamingTraced(command) : this.#invokeStreaming(command);
  }

  async #invokeStreaming(asked: InvokeCommand): Promise<StreamingOutcome> {
    this.#enter();
    try {
      const { command, reference } = this.#allow(asked);
      const trace = this.#trace(command, reference);
      const request = await this.#prepare(command, reference, trace);
      const answer = await this.#dependencies.invoker.invokeStreaming(request);
      return { answer, executedVersion: request.identity.version, traceHeader: trace.forClient };
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Stores an event; resolves once it is durable. */
  publish(command: InvokeCommand): Promise<EventReceipt> {
    return this.#dependencies.tracing.enabled ? this.#traced("Publish", command, (traced) => this.#publish(traced)) : this.#publish(command);
  }

  async #publish(asked: InvokeCommand): Promise<EventReceipt> {
    this.#enter();
    try {
      const { command, reference } = this.#allow(asked);
      return await this.#store(command, reference, this.#trace(command, reference));
    } finally {
      this.#inFlight -= 1;
    }
  }

  async #traced<Outcome>(operation: string, command: InvokeCommand, run: (command: InvokeCommand) => Promise<Outcome>): Promise<Outcome> {
    const span = this.#startSpan(operation, command);
    try {
      const outcome = await run(inSpan(command, span));
      span.end();
      return outcome;
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }

  /** The span of a streamed answer ends with the invocation. */
  async #invokeStreamingTraced(command: InvokeCommand): Promise<StreamingOutcome> {
    const span = this.#startSpan("InvokeWithResponseStream", command);
    try {
      const outcome = await this.#invokeStreaming(inSpan(command, span));
      void outcome.answer.done.then(
        () => span.end(),
        (error: unknown) => span.fail(error),
      );
      return outcome;
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }

  #startSpan(operation: string, command: InvokeCommand): ServerSpan {
    const traceParent = incomingTraceParent(command.traceParent, command.traceHeader);
    const attributes = { "faas.invoked_name": command.functionName, "faas.invocation_id": command.requestId };
    return startServerSpan(this.#dependencies.tracing, operation, { requestId: command.requestId, traceParent, attributes });
  }

  async #invoke(asked: InvokeCommand): Promise<InvokeOutcome> {
    this.#enter();
    try {
      const { command, reference } = this.#allow(asked);
      const trace = this.#trace(command, reference);
      if (command.invocationType === "Event") {
        await this.#store(command, reference, trace);
        return { statusCode: 202, payload: nothing, contentType: "", functionError: "", executedVersion: "", logResult: "", traceHeader: trace.forClient };
      }
      const request = await this.#prepare(command, reference, trace);
      if (command.invocationType === "DryRun")
        return { statusCode: 204, payload: nothing, contentType: "", functionError: "", executedVersion: "", logResult: "", traceHeader: trace.forClient };
      const answer = await this.#dependencies.invoker.invoke(request);
      const logResult = command.logTail ? answer.logTail.toString("base64") : "";
      return {
        statusCode: 200,
        payload: answer.payload,
        contentType: answer.contentType,
        functionError: answer.functionError,
        executedVersion: request.identity.version,
        logResult,
        traceHeader: trace.forClient,
      };
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Throws AccessDenied unless the caller may invoke the function. The command goes on in the function's account. */
  #allow(command: InvokeCommand): { readonly command: InvokeCommand; readonly reference: FunctionReference } {
    const { caller, reference } = this.#dependencies.access.requireInvocation(command.caller, command.functionName, command.qualifier);
    return { command: caller === command.caller ? command : { ...command, caller }, reference };
  }

  /** The invocation's trace headers. Throws RecursiveInvocation if the chain that it belongs to is a loop and the function does not allow that. */
  #trace(command: InvokeCommand, { functionName }: FunctionReference): TraceHeaders {
    const { region, account } = command.caller;
    const { forFunction, forClient } = continueTrace(command.traceHeader, this.#dependencies.clock.now());
    const { traceHeader, count } = extendLineage(forFunction, { region, account, functionName });
    if (count > chainInvocationsMax && !this.#dependencies.mayLoop({ region, account, functionName })) {
      throw new PlatformError("RecursiveInvocation", "Lambda detected your function being invoked in a recursive loop and stopped its invocation.");
    }
    return { forFunction: traceHeader, forClient };
  }

  #enter(): void {
    if (this.#inFlight >= this.#dependencies.inFlightMax) {
      throw new PlatformError("ServiceUnavailable", "This gateway has as many invocations under way as it can take.", { retryAfterSeconds: 1 });
    }
    this.#inFlight += 1;
  }

  async #prepare(command: InvokeCommand, reference: FunctionReference, trace: TraceHeaders): Promise<InvocationRequest> {
    const checked = check(command, trace, limits.syncPayloadBytesMax);
    return {
      identity: await this.#resolve(command, reference),
      requestId: command.requestId,
      invokedFunctionArn: arnOf(command.caller, reference),
      payload: checked.payload,
      clientContext: checked.clientContext,
      traceHeader: trace.forFunction,
      traceParent: command.traceParent,
      logTail: command.logTail,
    };
  }

  async #store(command: InvokeCommand, reference: FunctionReference, trace: TraceHeaders): Promise<EventReceipt> {
    const checked = check(command, trace, limits.asyncPayloadBytesMax);
    await this.#resolve(command, reference);
    return this.#dependencies.events.publish({
      account: command.caller.account,
      functionName: reference.functionName,
      qualifier: reference.qualifier,
      requestId: command.requestId,
      payload: checked.payload,
      traceHeader: trace.forFunction,
      clientContext: checked.clientContext,
      principalArn: command.caller.principalArn,
      traceParent: parseTraceParent(command.traceParent) === undefined ? "" : command.traceParent,
    });
  }

  async #resolve(command: InvokeCommand, reference: FunctionReference): Promise<FunctionIdentity> {
    const { resolver } = this.#dependencies;
    return resolver.findInvocable(command.caller, reference) ?? (await resolver.resolve(command.caller, reference, command));
  }
}

/** The command as a child of its span. A function without an X-Ray header of its client's gets the span's, to hand on to whom it calls. */
function inSpan(command: InvokeCommand, span: ServerSpan): InvokeCommand {
  const { traceParent } = span;
  return { ...command, traceParent, traceHeader: namesRoot(command.traceHeader) ? command.traceHeader : formatTraceHeader(traceParent) };
}

function check(command: InvokeCommand, trace: TraceHeaders, payloadBytesMax: number): { readonly payload: Buffer; readonly clientContext: string } {
  const { payload: given, clientContext } = command;
  const payload = typeof given === "function" ? given(trace.forFunction) : given;
  if (payload.length > payloadBytesMax) throw requestTooLarge(payloadBytesMax, "InvokeFunction");
  return {
    clientContext: decodeClientContext(clientContext, limits.clientContextBytesMax),
    payload: payload === given ? requireJsonPayload(payload) : payload,
  };
}

/** A request above its limit, in AWS's words (behaviours.md §7, §10). */
export function requestTooLarge(bytesMax: number, operation: string): PlatformError {
  return new PlatformError("RequestTooLarge", `Request must be smaller than ${bytesMax} bytes for the ${operation} operation`);
}
