import type { StreamedAnswer } from "@mayfly/invocation/invoker";

/** How a streamed answer ended, as every door tells it; empty where there is nothing to tell (behaviours.md §10, InvokeComplete). */
export interface StreamCompletion {
  readonly errorCode: string;
  readonly errorDetails: string;
  /** Base64. */
  readonly logResult: string;
}

/** Follows a streamed answer to its end. */
export class StreamCompletionReader {
  readonly #answer: StreamedAnswer;
  readonly #kept: Buffer[] = [];

  constructor(answer: StreamedAnswer) {
    this.#answer = answer;
  }

  /** The answer's bytes as they come. */
  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.#answer.chunks) {
      // A function that does not stream is bounded to 6 MiB; if it fails, what it answered is the error's details.
      if (!this.#answer.head.streaming) this.#kept.push(chunk);
      yield chunk;
    }
  }

  /** To be asked once `chunks` has ended. */
  async completion(logTail: boolean): Promise<StreamCompletion> {
    const end = await this.#answer.end;
    const failedWhole = end.stream_error_body === "" && end.function_error !== "";
    return {
      errorCode: end.stream_error_type === "" ? end.function_error : end.stream_error_type,
      errorDetails: failedWhole ? Buffer.concat(this.#kept).toString("utf8") : end.stream_error_body,
      logResult: logTail ? (await this.#answer.done).log_tail.toString("base64") : "",
    };
  }
}
