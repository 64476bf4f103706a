import { once, type EventEmitter } from "node:events";
import type {
  sendUnaryData,
  ServerDuplexStream,
  Metadata,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedHandleCall,
} from "@grpc/grpc-js";
import type { CallContext } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { CallFailureListener } from "./call-failure.ts";
import { fromMetadata } from "./call-metadata.ts";
import { handlerOf, type ContractMethod, type ServiceRegistration } from "./contract-methods.ts";
import { MessageReader } from "./message-reader.ts";
import { toErrorStatus, type ErrorStatus } from "./error-status.ts";
import { untilAborted } from "./until-aborted.ts";

/** Who asks for what. */
export interface IncomingCall {
  /** Full name of the method, like mayfly.functions.v1.Functions/GetFunction. */
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Decides who may call: gives the headers that the handler sees in addition (they replace the caller's of the same name), or
 * throws PlatformError, which the caller gets.
 */
export type Authenticate = (call: IncomingCall) => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;

/** What all calls of one server share. */
export interface ServerCallSettings {
  readonly authenticate: Authenticate | undefined;
  readonly draining: AbortSignal;
  readonly report: CallFailureListener;
  /** Milliseconds that a caller may take nothing of a streamed answer. */
  readonly stalledMs: number;
}

/** What grpc-js's calls of every kind have. */
interface AnyServerCall extends EventEmitter {
  readonly metadata: Metadata;
}

/** One of a service's handlers as grpc-js calls it. */
export function serverHandler(service: ServiceRegistration, method: ContractMethod, settings: ServerCallSettings): UntypedHandleCall {
  const adapter = new HandlerAdapter(`${service.contract.name}/${method.name}`, settings);
  switch (method.kind) {
    case "unary": {
      const handler = handlerOf(service.handlers, { ...method, kind: method.kind });
      return (call: ServerUnaryCall<object, object>, reply: sendUnaryData<object>) =>
        void adapter.answer(call, reply, (context) => handler(call.request, context));
    }
    case "client-stream": {
      const handler = handlerOf(service.handlers, { ...method, kind: method.kind });
      return (call: ServerReadableStream<object, object>, reply: sendUnaryData<object>) =>
        void adapter.answer(call, reply, (context) => handler(new MessageReader(call, context.signal), context));
    }
    case "server-stream": {
      const handler = handlerOf(service.handlers, { ...method, kind: method.kind });
      return (call: ServerWritableStream<object, object>) => void adapter.answers(call, (context) => handler(call.request, context));
    }
    case "bidi-stream": {
      const handler = handlerOf(service.handlers, { ...method, kind: method.kind });
      return (call: ServerDuplexStream<object, object>) => void adapter.answers(call, (context) => handler(new MessageReader(call, context.signal), context));
    }
  }
}

class HandlerAdapter {
  readonly #path: string;
  readonly #settings: ServerCallSettings;

  constructor(path: string, settings: ServerCallSettings) {
    this.#path = path;
    this.#settings = settings;
  }

  async answer(call: AnyServerCall, reply: sendUnaryData<object>, run: (context: CallContext) => Promise<object>): Promise<void> {
    const context = this.#open(call);
    try {
      reply(null, await run(await this.#authenticated(context)));
    } catch (error) {
      reply(this.#status(error, context));
    }
  }

  async answers(
    call: ServerWritableStream<object, object> | ServerDuplexStream<object, object>,
    run: (context: CallContext) => AsyncIterable<object>,
  ): Promise<void> {
    const context = this.#open(call);
    try {
      const answers = run(await this.#authenticated(context));
      for await (const answer of untilAborted(answers, context.signal)) {
        if (!call.write(answer)) await this.#drained(call, context.signal);
      }
      call.end();
    } catch (error) {
      // grpc-js's way to end a stream with a status; nobody is told any more if the caller is gone.
      if (!context.signal.aborted) call.emit("error", this.#status(error, context));
    }
  }

  /** Resolves when the caller has taken what was written, or is gone. Throws DeadlineExceeded if it takes nothing. */
  async #drained(call: EventEmitter, gone: AbortSignal): Promise<void> {
    const { stalledMs } = this.#settings;
    const stalled = new AbortController();
    const timer = setTimeout(() => stalled.abort(), stalledMs);
    // Fails only with an abort; that of a caller which is gone ends the loop.
    await once(call, "drain", { signal: AbortSignal.any([gone, stalled.signal]) }).catch(() => undefined);
    clearTimeout(timer);
    if (stalled.signal.aborted) throw new PlatformError("DeadlineExceeded", `The caller took nothing of the answer within ${stalledMs} ms.`);
  }

  #open(call: AnyServerCall): CallContext {
    const caller = new AbortController();
    const leave = (): void => caller.abort(new PlatformError("ServiceUnavailable", "The call was cancelled."));
    call.once("cancelled", leave);
    // A stream that breaks says so only here; unheard, it would end the process.
    call.on("error", () => undefined);
    return { headers: fromMetadata(call.metadata), signal: caller.signal, draining: this.#settings.draining };
  }

  async #authenticated(context: CallContext): Promise<CallContext> {
    const { authenticate } = this.#settings;
    if (authenticate === undefined) return context;
    const added = await authenticate({ method: this.#path, headers: context.headers });
    return { ...context, headers: new Map([...context.headers, ...added]) };
  }

  #status(error: unknown, context: CallContext): ErrorStatus & Error {
    if (!(error instanceof PlatformError) && !context.signal.aborted) this.#settings.report(error, this.#path);
    const status = toErrorStatus(error);
    return Object.assign(new Error(status.details), status);
  }
}
