import { once, type EventEmitter } from "node:events";
import {
  ChannelCredentials,
  Client,
  type Metadata,
  type CallOptions as GrpcCallOptions,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
} from "@grpc/grpc-js";
import type { CallOptions, ServiceClient } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { toMetadata } from "./call-metadata.ts";
import { CallScope } from "./call-scope.ts";
import { clientOf, defaultMessageBytesMax, unaryTimeoutMs, type AnyContract, type AnyMethods, type ContractMethod } from "./contract-methods.ts";
import { fromErrorStatus } from "./error-status.ts";
import { MessageReader } from "./message-reader.ts";
import { untilAborted } from "./until-aborted.ts";

/** How to reach a service. */
export interface GrpcClientOptions {
  /** `host:port`, or what else grpc-js resolves (`dns:///…`, `unix:…`). */
  readonly address: string;
  /** 64 MiB by default. */
  readonly maxMessageBytes?: number;
  /** False to fail at once while there is no connection, instead of waiting for one until the call's deadline. */
  readonly waitForReady?: boolean;
  /** Plain text by default. */
  readonly credentials?: ChannelCredentials;
}

/** A typed client over one connection of its own, which is closed when it is disposed. */
export type GrpcClient<Contract> = ServiceClient<Contract> & AsyncDisposable;

/**
 * A client for a service over gRPC. It connects when it is first used and again whenever the connection is lost, and repeats
 * no call: a failed one may have been done.
 */
export function createGrpcClient<Contract extends AnyContract>(contract: Contract, options: GrpcClientOptions): GrpcClient<Contract> {
  const maxMessageBytes = options.maxMessageBytes ?? defaultMessageBytesMax;
  const client = new Client(options.address, options.credentials ?? ChannelCredentials.createInsecure(), {
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
    "grpc.enable_retries": 0,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.keepalive_time_ms": 10_000,
    "grpc.keepalive_timeout_ms": 5_000,
    "grpc.keepalive_permit_without_calls": 1,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1_000,
  });
  const calls = new GrpcCalls(client, options.waitForReady ?? true);
  const methods = clientOf(contract, (method) => calls.bind(method));
  return Object.assign(methods, { [Symbol.asyncDispose]: async () => calls.close() });
}

/** The part of a grpc-js call that all kinds share. */
type AnyCall = ClientUnaryCall | ClientReadableStream<object> | ClientWritableStream<object> | ClientDuplexStream<object, object>;

class GrpcCalls {
  readonly #client: Client;
  readonly #waitForReady: boolean;
  readonly #open = new Set<CallScope>();
  #closed = false;

  constructor(client: Client, waitForReady: boolean) {
    this.#client = client;
    this.#waitForReady = waitForReady;
  }

  bind(method: ContractMethod): AnyMethods[keyof AnyMethods] {
    const { path, requestSerialize: encode, responseDeserialize: decode } = method.definition;
    switch (method.kind) {
      case "unary":
        return (request: object, options?: CallOptions) =>
          this.#answer({ timeoutMs: unaryTimeoutMs, ...options }, ({ metadata, callOptions, settle }) =>
            this.#client.makeUnaryRequest(path, encode, decode, request, metadata, callOptions, settle),
          );
      case "client-stream":
        return (requests: AsyncIterable<object>, options?: CallOptions) =>
          this.#answer(options ?? {}, ({ metadata, callOptions, settle, scope, over }) => {
            const call = this.#client.makeClientStreamRequest(path, encode, decode, metadata, callOptions, settle);
            void sendRequests(requests, call, { scope, over });
            return call;
          });
      case "server-stream":
        return (request: object, options?: CallOptions) =>
          this.#answers(options ?? {}, ({ metadata, callOptions }) =>
            this.#client.makeServerStreamRequest(path, encode, decode, request, metadata, callOptions),
          );
      case "bidi-stream":
        return (requests: AsyncIterable<object>, options?: CallOptions) =>
          this.#answers(options ?? {}, ({ metadata, callOptions, scope, over }) => {
            const call = this.#client.makeBidiStreamRequest<object, object>(path, encode, decode, metadata, callOptions);
            void sendRequests(requests, call, { scope, over });
            return call;
          });
    }
  }

  close(): void {
    this.#closed = true;
    for (const scope of this.#open) scope.end(new PlatformError("ServiceUnavailable", "The client was closed."));
    this.#client.close();
  }

  async #answer(
    options: CallOptions,
    start: (call: StartedCall & { readonly settle: (error: Error | null, answer?: object) => void }) => AnyCall,
  ): Promise<object> {
    using scope = this.#begin(options);
    const over = new AbortController();
    const answer = Promise.withResolvers<object>();
    const settle = (error: Error | null, message?: object): void => {
      if (error === null && message !== undefined) answer.resolve(message);
      else answer.reject(error ?? new Error("neither an answer nor an error"));
    };
    try {
      if (scope.failure !== undefined) throw scope.failure;
      const call = start({ ...this.#start(options, scope), settle, over: over.signal });
      ignoreErrorEvents(call);
      scope.signal.addEventListener("abort", () => call.cancel(), { once: true });
      return await answer.promise;
    } catch (error) {
      throw scope.failure ?? fromErrorStatus(error);
    } finally {
      over.abort();
      this.#open.delete(scope);
    }
  }

  async *#answers(
    options: CallOptions,
    start: (call: StartedCall) => ClientReadableStream<object> | ClientDuplexStream<object, object>,
  ): AsyncGenerator<object, void, undefined> {
    using scope = this.#begin(options);
    const over = new AbortController();
    try {
      if (scope.failure !== undefined) throw scope.failure;
      const call = start({ ...this.#start(options, scope), over: over.signal });
      ignoreErrorEvents(call);
      over.signal.addEventListener("abort", () => call.cancel(), { once: true });
      for await (const message of new MessageReader(call, scope.signal)) yield message;
    } catch (error) {
      throw scope.failure ?? fromErrorStatus(error);
    } finally {
      over.abort();
      this.#open.delete(scope);
    }
  }

  #begin(options: CallOptions): CallScope {
    const scope = new CallScope(options);
    this.#open.add(scope);
    if (this.#closed) scope.end(new PlatformError("ServiceUnavailable", "The client is closed."));
    return scope;
  }

  #start(options: CallOptions, scope: CallScope): Omit<StartedCall, "over"> {
    const metadata = toMetadata(options.headers);
    metadata.setOptions({ waitForReady: this.#waitForReady });
    const callOptions = options.timeoutMs === undefined ? {} : { deadline: Date.now() + options.timeoutMs };
    return { metadata, callOptions, scope };
  }
}

interface StartedCall {
  readonly metadata: Metadata;
  readonly callOptions: GrpcCallOptions;
  readonly scope: CallScope;
  /** Aborted when the call is over, in whichever way. */
  readonly over: AbortSignal;
}

/** A stream's error is also its iterator's or its callback's; unheard as an event it would end the process. */
function ignoreErrorEvents(call: EventEmitter): void {
  call.on("error", () => undefined);
}

/** Sends the caller's messages as fast as the service takes them. If these fail, so does the call, with their error. */
async function sendRequests(
  requests: AsyncIterable<object>,
  call: ClientWritableStream<object> | ClientDuplexStream<object, object>,
  end: { readonly scope: CallScope; readonly over: AbortSignal },
): Promise<void> {
  try {
    for await (const request of untilAborted(requests, AbortSignal.any([end.over, end.scope.signal]))) {
      // Fails only with the end of the call, which ends the loop.
      if (!call.write(request)) await once(call, "drain", { signal: end.over }).catch(() => undefined);
    }
    call.end();
  } catch (error) {
    if (!end.over.aborted) end.scope.end(PlatformError.from(error));
  }
}
