import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";

/** What a runtime tells. Buffers are views that the listener copies if it keeps them. Calls come in the order of the wire. */
export interface RuntimeListener {
  /** The runtime has loaded the function. */
  onInitialized(): void;
  /** Loading failed; `document` is the error document as JSON. The process ends by itself. */
  onInitFailed(document: Buffer): void;
  /** The whole answer. `next`: the runtime takes the next invocation at once. */
  onAnswer(payload: Buffer, next: boolean): void;
  /** The function failed; `document` is its error document as JSON, `cause` what X-Ray would show, as JSON. */
  onFailed(document: Buffer, next: boolean, cause?: string): void;
  /** The answer is larger than Lambda allows; nothing of it was kept. */
  onAnswerTooLarge(next: boolean): void;
  onStreamHead(contentType: string): void;
  onStreamChunk(bytes: Buffer): void;
  /** `document`: the error document of a failure midstream, else undefined. */
  onStreamEnd(document: Buffer | undefined): void;
  /** The runtime is through, but extensions beside it are not: `onInitialized` or `onNext` follows when they are. */
  onRuntimeReady(): void;
  /** The runtime takes the next invocation. */
  onNext(): void;
  /** The runtime broke its protocol; nothing else comes from it. */
  onBroken(reason: string): void;
}

/**
 * The conversation with the runtime in one sandbox. The seam between environments and kinds of runtime: managed ones talk
 * frames (packages/runtimes), others AWS's Runtime API over HTTP. What a session reports comes from the function's own
 * process and is trusted in nothing.
 */
export interface RuntimeSession extends Disposable {
  /** Resolves when the process has booted; rejects if the session ends before. */
  readonly booted: Promise<void>;
  /** Who is told from now on. */
  listener: RuntimeListener;
  /** Gives the function. Its outcome comes as onInitialized or onInitFailed, or the sandbox exits. */
  initialize(variables: Readonly<Record<string, string>>): void;
  /** Hands over one invocation. Only after onInitialized, and again only after `next`. */
  invoke(header: InvokeHeader, event: Buffer): void;
  /** Stops and goes on reading a streamed answer; the runtime waits meanwhile. */
  pause(): void;
  resume(): void;
}

/** Takes everything and does nothing. */
export const noListener: RuntimeListener = {
  onInitialized() {},
  onInitFailed() {},
  onAnswer() {},
  onFailed() {},
  onAnswerTooLarge() {},
  onStreamHead() {},
  onStreamChunk() {},
  onStreamEnd() {},
  onRuntimeReady() {},
  onNext() {},
  onBroken() {},
};
