import type { MethodDefinition } from "@grpc/proto-loader";

/** How a method's messages flow; a method that is not named in a contract's streams is unary. */
export type StreamKind = "client-stream" | "server-stream" | "bidi-stream";

/** Which methods of a service stream. */
export type StreamKinds = Readonly<Record<string, StreamKind>>;

/** A service of `proto/` with its types. `name` is the full proto name, like mayfly.agent.v1.Agent. */
export interface ServiceContract<Definition, Streams extends StreamKinds = Record<never, never>> {
  readonly name: string;
  readonly streams: Streams;
  /** Type only: carries the generated definition. */
  readonly definition?: Definition;
}

/** What travels with a call beside its message. */
export interface CallContext {
  /** Lower-case header names to values; see `callHeaders` for Mayfly's own. */
  readonly headers: ReadonlyMap<string, string>;
  /** Aborted when the caller is gone or its deadline has passed. */
  readonly signal: AbortSignal;
  /** Aborted when the server begins to stop: a stream without an end of its own (a feed) ends then. Absent in one process. */
  readonly draining?: AbortSignal;
}

/** Options of a call from a client. */
export interface CallOptions {
  readonly headers?: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
  /** Milliseconds until DeadlineExceeded; unary calls have 10,000 by default, streams none. */
  readonly timeoutMs?: number;
}

/** Headers that services of Mayfly send each other. */
export const callHeaders = {
  region: "mayfly-region",
  account: "mayfly-account",
  /** ARN of who asks. */
  principal: "mayfly-principal",
  requestId: "mayfly-request-id",
  traceParent: "traceparent",
} as const;

type Sent<M> = M extends MethodDefinition<infer Request, infer _Response, infer _RequestOutput, infer _ResponseOutput> ? Request : never;
type Received<M> = M extends MethodDefinition<infer _Request, infer _Response, infer RequestOutput, infer _ResponseOutput> ? RequestOutput : never;
type Answered<M> = M extends MethodDefinition<infer _Request, infer Response, infer _RequestOutput, infer _ResponseOutput> ? Response : never;
type AnswerReceived<M> = M extends MethodDefinition<infer _Request, infer _Response, infer _RequestOutput, infer ResponseOutput> ? ResponseOutput : never;

type KindOf<Streams, Name> = Name extends keyof Streams ? Streams[Name] : "unary";

type Method<M, Kind> = Kind extends "client-stream"
  ? (requests: AsyncIterable<Sent<M>>, options?: CallOptions) => Promise<AnswerReceived<M>>
  : Kind extends "server-stream"
    ? (request: Sent<M>, options?: CallOptions) => AsyncIterable<AnswerReceived<M>>
    : Kind extends "bidi-stream"
      ? (requests: AsyncIterable<Sent<M>>, options?: CallOptions) => AsyncIterable<AnswerReceived<M>>
      : (request: Sent<M>, options?: CallOptions) => Promise<AnswerReceived<M>>;

type Handler<M, Kind> = Kind extends "client-stream"
  ? (requests: AsyncIterable<Received<M>>, call: CallContext) => Promise<Answered<M>>
  : Kind extends "server-stream"
    ? (request: Received<M>, call: CallContext) => AsyncIterable<Answered<M>>
    : Kind extends "bidi-stream"
      ? (requests: AsyncIterable<Received<M>>, call: CallContext) => AsyncIterable<Answered<M>>
      : (request: Received<M>, call: CallContext) => Promise<Answered<M>>;

/** Names of a service's methods; the generated definitions also carry an index signature, which would let any name pass. */
type MethodName<Definition> = keyof { [Name in keyof Definition as string extends Name ? never : Name]: true } & keyof Definition & string;

/** A client of a service: one function a method, the same over gRPC and in one process. Fails with PlatformError. */
export type ServiceClient<Contract> =
  Contract extends ServiceContract<infer Definition, infer Streams>
    ? { readonly [Name in MethodName<Definition>]: Method<Definition[Name], KindOf<Streams, Name>> }
    : never;

/** A service's implementation: one function a method, the same over gRPC and in one process. Throws PlatformError. */
export type ServiceHandlers<Contract> =
  Contract extends ServiceContract<infer Definition, infer Streams>
    ? { readonly [Name in MethodName<Definition>]: Handler<Definition[Name], KindOf<Streams, Name>> }
    : never;
