import { setImmediate as nextTurn } from "node:timers/promises";
import type { CallContext, CallOptions, ServiceClient, ServiceHandlers } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { fromMetadata, toMetadata } from "./call-metadata.ts";
import { CallScope } from "./call-scope.ts";
import { clientOf, defaultMessageBytesMax, handlerOf, unaryTimeoutMs, type AnyContract, type AnyMethods, type ContractMethod } from "./contract-methods.ts";
import { fromErrorStatus, toErrorStatus } from "./error-status.ts";
import { reportNothing, type CallFailureListener } from "./call-failure.ts";
import { untilAborted } from "./until-aborted.ts";

/** How a client in one process is made. */
export interface InProcessClientOptions {
  /** Told of errors that are no PlatformError: bugs, which the caller sees as a Service error without details. */
  readonly onCallFailure?: CallFailureListener;
}

/**
 * A client that calls `handlers` in this process, in a later turn of the event loop. Messages, headers and errors pass
 * through the same encoding as over gRPC, so neither side sees the other's objects and no behaviour differs.
 */
export function createInProcessClient<Contract extends AnyContract>(
  contract: Contract,
  handlers: ServiceHandlers<Contract>,
  options: InProcessClientOptions = {},
): ServiceClient<Contract> {
  const report = options.onCallFailure ?? reportNothing;
  return clientOf(contract, (method) => {
    const call = new InProcessMethod(`${contract.name}/${method.name}`, method, report);
    return call.bind(handlers);
  });
}

class InProcessMethod {
  readonly #path: string;
  readonly #method: ContractMethod;
  readonly #report: CallFailureListener;

  constructor(path: string, method: ContractMethod, report: CallFailureListener) {
    this.#path = path;
    this.#method = method;
    this.#report = report;
  }

  bind(handlers: object): AnyMethods[keyof AnyMethods] {
    const method = this.#method;
    switch (method.kind) {
      case "unary": {
        const handler = handlerOf(handlers, { ...method, kind: method.kind });
        return (request: object, options?: CallOptions) =>
          this.#answer({ timeoutMs: unaryTimeoutMs, ...options }, async (call) => handler(this.#request(request), call));
      }
      case "client-stream": {
        const handler = handlerOf(handlers, { ...method, kind: method.kind });
        return (requests: AsyncIterable<object>, options?: CallOptions) =>
          this.#answer(options ?? {}, async (call, scope) => handler(this.#requests(requests, scope), call));
      }
      case "server-stream": {
        const handler = handlerOf(handlers, { ...method, kind: method.kind });
        return (request: object, options?: CallOptions) => this.#answers(options ?? {}, (call) => handler(this.#request(request), call));
      }
      case "bidi-stream": {
        const handler = handlerOf(handlers, { ...method, kind: method.kind });
        return (requests: AsyncIterable<object>, options?: CallOptions) =>
          this.#answers(options ?? {}, (call, scope) => handler(this.#requests(requests, scope), call));
      }
    }
  }

  async #answer(options: CallOptions, run: (call: CallContext, scope: CallScope) => Promise<object>): Promise<object> {
    using scope = new CallScope(options);
    try {
      const call = contextOf(options, scope);
      const aborted = Promise.withResolvers<never>();
      aborted.promise.catch(() => undefined);
      if (scope.failure !== undefined) throw scope.failure;
      scope.signal.addEventListener("abort", () => aborted.reject(scope.failure), { once: true });
      const answer = nextTurn().then(() => run(call, scope));
      return this.#response(await Promise.race([answer, aborted.promise]));
    } catch (error) {
      throw this.#failure(error, scope);
    }
  }

  async *#answers(options: CallOptions, run: (call: CallContext, scope: CallScope) => AsyncIterable<object>): AsyncGenerator<object, void, undefined> {
    using scope = new CallScope(options);
    let finished = false;
    try {
      const call = contextOf(options, scope);
      await nextTurn();
      for await (const answer of untilAborted(run(call, scope), scope.signal)) yield this.#response(answer);
      finished = true;
    } catch (error) {
      finished = true;
      throw this.#failure(error, scope);
    } finally {
      if (!finished) scope.end(new PlatformError("ServiceUnavailable", "The call was cancelled."));
    }
  }

  #request(message: object): object {
    const { requestDeserialize, requestSerialize } = this.#method.definition;
    return requestDeserialize(bounded(requestSerialize(message)));
  }

  #response(message: object): object {
    const { responseDeserialize, responseSerialize } = this.#method.definition;
    return responseDeserialize(bounded(responseSerialize(message)));
  }

  /** The handler's view of the caller's messages. If these fail, the call is over for both sides. */
  async *#requests(requests: AsyncIterable<object>, scope: CallScope): AsyncGenerator<object, void, undefined> {
    try {
      for await (const request of untilAborted(requests, scope.signal)) yield this.#request(request);
    } catch (error) {
      scope.end(PlatformError.from(error));
      throw new PlatformError("ServiceUnavailable", "The call was cancelled.");
    }
  }

  #failure(error: unknown, scope: CallScope): PlatformError {
    if (scope.failure !== undefined) return scope.failure;
    if (!(error instanceof PlatformError)) this.#report(error, this.#path);
    return fromErrorStatus(toErrorStatus(error));
  }
}

function bounded(message: Buffer): Buffer {
  if (message.length > defaultMessageBytesMax) throw new PlatformError("RequestTooLarge", "The message is larger than the service takes.");
  return message;
}

function contextOf(options: CallOptions, scope: CallScope): CallContext {
  return { headers: fromMetadata(toMetadata(options.headers)), signal: scope.signal };
}
