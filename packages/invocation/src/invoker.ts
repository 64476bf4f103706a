import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";

/** One invocation, ready to run: authenticated, its payload within limits, its version known to the function directory. */
export interface InvocationRequest {
  readonly identity: FunctionIdentity;
  /** UUID; what the function sees as its request id. */
  readonly requestId: string;
  /** ARN as the client named the function, with its qualifier if it gave one. */
  readonly invokedFunctionArn: string;
  /** JSON; empty has been replaced by `{}`. */
  readonly payload: Buffer;
  /** JSON text, empty if none. */
  readonly clientContext: string;
  /** X-Ray trace header, empty if none. */
  readonly traceHeader: string;
  /** W3C traceparent, empty if nothing is recorded. */
  readonly traceParent: string;
  readonly logTail: boolean;
}

/** A whole answer. A function that failed is an answer too, with functionError set. */
export interface BufferedAnswer {
  readonly payload: Buffer;
  /** "Unhandled", or empty. */
  readonly functionError: string;
  readonly contentType: string;
  /** Last 4 KB of the log; empty unless asked for. */
  readonly logTail: Buffer;
}

/** An answer as it comes. Whoever takes it must read `chunks` to its end or return from the iteration early; the rest is then dropped. */
export interface StreamedAnswer {
  readonly head: AnswerHead__Output;
  readonly chunks: AsyncIterable<Buffer>;
  /** Resolves when the answer is complete. */
  readonly end: Promise<AnswerEnd__Output>;
  /** Resolves when the invocation is over. */
  readonly done: Promise<InvocationDone__Output>;
}

/**
 * Runs invocations: takes a lease, sends the invocation to the agent, tries another lease if the agent refuses before it
 * accepted, and never sends twice after that. Fails with PlatformError: TooManyRequests, ServiceUnavailable, or Service
 * when the agent is lost.
 */
export interface Invoker {
  /** Resolves when the answer is complete (with the log tail: when the invocation is over). */
  invoke(request: InvocationRequest): Promise<BufferedAnswer>;
  /** Resolves when the answer begins. */
  invokeStreaming(request: InvocationRequest): Promise<StreamedAnswer>;
}
