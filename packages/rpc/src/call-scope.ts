import { PlatformError } from "@mayfly/errors/platform-error";
import type { CallOptions } from "@mayfly/contracts/service-contract";

/**
 * The end that a call has from outside: its caller's signal and its deadline. `failure` says, once `signal` is aborted, which
 * of them it was.
 */
export class CallScope implements Disposable {
  readonly #controller = new AbortController();
  readonly #callerSignal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  #failure: PlatformError | undefined;

  constructor(options: Pick<CallOptions, "signal" | "timeoutMs">) {
    this.#callerSignal = options.signal;
    if (options.signal?.aborted === true) this.#onCallerAbort();
    else options.signal?.addEventListener("abort", this.#onCallerAbort, { once: true });
    const { timeoutMs } = options;
    if (timeoutMs !== undefined) {
      this.#timer = setTimeout(() => this.end(new PlatformError("DeadlineExceeded", `No answer within ${timeoutMs} ms.`)), timeoutMs);
      this.#timer.unref();
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get failure(): PlatformError | undefined {
    return this.#failure;
  }

  /** Ends the call early; the first reason stays. */
  end(failure: PlatformError): void {
    this.#failure ??= failure;
    this.#controller.abort(failure);
  }

  /** The call is over. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#callerSignal?.removeEventListener("abort", this.#onCallerAbort);
  }

  readonly #onCallerAbort = (): void => this.end(new PlatformError("ServiceUnavailable", "The call was cancelled."));
}
