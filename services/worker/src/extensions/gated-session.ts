import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import { noListener, type RuntimeListener, type RuntimeSession } from "../ports/runtime-session.ts";
import type { ExtensionRegistry } from "./extension-registry.ts";

/**
 * A runtime together with the extensions beside it, as one runtime: it is initialized, and takes its next invocation, when the
 * last of them is ready. Where there are no extensions, the runtime's words go to the listener without a detour.
 */
export class GatedSession implements RuntimeSession {
  readonly #inner: RuntimeSession;
  readonly #registry: ExtensionRegistry;
  readonly #gate: RuntimeListener;
  #listener: RuntimeListener = noListener;
  /** What the runtime has said that is passed on when the extensions are ready, too. */
  #held: "nothing" | "initialized" | "next" = "nothing";

  constructor(inner: RuntimeSession, registry: ExtensionRegistry) {
    this.#inner = inner;
    this.#registry = registry;
    this.#gate = this.#openGate();
    inner.listener = this.#gate;
  }

  get booted(): Promise<void> {
    return this.#inner.booted;
  }

  get listener(): RuntimeListener {
    return this.#listener;
  }

  set listener(listener: RuntimeListener) {
    this.#listener = listener;
    this.#inner.listener = this.#isAlone ? listener : this.#gate;
  }

  initialize(variables: Readonly<Record<string, string>>): void {
    this.#inner.initialize(variables);
  }

  invoke(header: InvokeHeader, event: Buffer): void {
    if (!this.#isAlone) this.#registry.publish("INVOKE", invokeEvent(header));
    this.#inner.invoke(header, event);
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  /** Every extension waits for its next event. */
  release(): void {
    const held = this.#held;
    if (held === "nothing" || !this.#registry.allReady) return;
    this.#held = "nothing";
    if (held === "initialized") this.#listener.onInitialized();
    else this.#listener.onNext();
  }

  [Symbol.dispose](): void {
    this.#listener = noListener;
    this.#inner[Symbol.dispose]();
  }

  /** True once no extension can come any more and none has come. */
  get #isAlone(): boolean {
    return this.#registry.isClosed && this.#registry.all.length === 0;
  }

  #openGate(): RuntimeListener {
    return {
      onInitialized: () => {
        if (this.#registry.isClosed) return this.#listener.onInitialized();
        this.#registry.close();
        return this.#hold("initialized");
      },
      onInitFailed: (document) => this.#listener.onInitFailed(document),
      onAnswer: (payload, next) => {
        this.#listener.onAnswer(payload, next && this.#registry.allReady);
        if (next) this.#holdUnlessReady();
      },
      onFailed: (document, next, cause) => {
        this.#listener.onFailed(document, next && this.#registry.allReady, cause);
        if (next) this.#holdUnlessReady();
      },
      onAnswerTooLarge: (next) => {
        this.#listener.onAnswerTooLarge(next && this.#registry.allReady);
        if (next) this.#holdUnlessReady();
      },
      onStreamHead: (contentType) => this.#listener.onStreamHead(contentType),
      onStreamChunk: (bytes) => this.#listener.onStreamChunk(bytes),
      onStreamEnd: (document) => this.#listener.onStreamEnd(document),
      // Only said by this session.
      onRuntimeReady: () => undefined,
      onNext: () => this.#hold("next"),
      onBroken: (reason) => this.#listener.onBroken(reason),
    };
  }

  #hold(what: "initialized" | "next"): void {
    this.#held = what;
    if (!this.#registry.allReady) this.#listener.onRuntimeReady();
    this.release();
  }

  /** An answer that came with the runtime's readiness said all, if the extensions were ready. */
  #holdUnlessReady(): void {
    if (!this.#registry.allReady) this.#hold("next");
  }
}

/** What extensions are told of an invocation. */
function invokeEvent(header: InvokeHeader): object {
  return {
    eventType: "INVOKE",
    deadlineMs: header.deadlineMs,
    requestId: header.requestId,
    invokedFunctionArn: header.invokedFunctionArn,
    ...(header.traceHeader === undefined ? {} : { tracing: { type: "X-Amzn-Trace-Id", value: header.traceHeader } }),
  };
}
