import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { PlatformError } from "@mayfly/errors/platform-error";
import type { AnswerSink } from "./invocation-run.ts";
import type { BufferedAnswer } from "./invoker.ts";

const nothing = Buffer.alloc(0);

/** Gathers a whole answer: given when it is complete, or, with the log tail, when the invocation is over. */
export class BufferedAnswerSink implements AnswerSink {
  readonly responseStream = false;
  readonly #logTail: boolean;
  readonly #resolve: (answer: BufferedAnswer) => void;
  readonly #reject: (error: PlatformError) => void;
  #contentType = "";
  #first: Buffer = nothing;
  #chunks: Buffer[] | undefined;
  #functionError = "";
  #ended = false;

  constructor(logTail: boolean, resolve: (answer: BufferedAnswer) => void, reject: (error: PlatformError) => void) {
    this.#logTail = logTail;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  head(head: AnswerHead__Output): void {
    this.#contentType = head.content_type;
  }

  chunk(bytes: Buffer): boolean {
    if (this.#first.length === 0) this.#first = bytes;
    else (this.#chunks ??= [this.#first]).push(bytes);
    return true;
  }

  end(end: AnswerEnd__Output): void {
    this.#functionError = end.function_error;
    this.#ended = true;
    if (!this.#logTail) this.#give(nothing);
  }

  done(done: InvocationDone__Output): void {
    if (this.#logTail) this.#give(done.log_tail);
  }

  failed(error: PlatformError): void {
    // A complete answer counts, even if the agent was lost before it told the log's tail.
    if (this.#ended) this.#give(nothing);
    else this.#reject(error);
  }

  #give(logTail: Buffer): void {
    const payload = this.#chunks === undefined ? this.#first : Buffer.concat(this.#chunks);
    this.#resolve({ payload, functionError: this.#functionError, contentType: this.#contentType, logTail });
  }
}
