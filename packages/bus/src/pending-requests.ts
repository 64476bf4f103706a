import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { BusMessage } from "./bus.ts";

interface PendingRequest {
  readonly subject: string;
  readonly deadline: Disposable;
  readonly resolve: (answer: Buffer) => void;
  readonly reject: (error: PlatformError) => void;
}

/** The requests of one connection that await an answer, each with its deadline, known by the subject that the answer comes to. */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #requestsMax: number;
  readonly #pending = new Map<string, PendingRequest>();

  constructor(clock: Clock, requestsMax: number) {
    this.#clock = clock;
    this.#requestsMax = requestsMax;
  }

  /** Resolves with the answer to `replyTo`, or fails as `Bus.request` promises. `send` does the sending; what it throws is the failure. */
  async open(replyTo: string, request: { readonly subject: string; readonly timeoutMs: number }, send: () => void): Promise<Buffer> {
    if (this.#pending.size >= this.#requestsMax) throw new PlatformError("ServiceUnavailable", `${this.#requestsMax} requests await their answers already.`);
    const answer = Promise.withResolvers<Buffer>();
    const deadline = this.#clock.after(request.timeoutMs, () => this.#expire(replyTo, request.timeoutMs));
    this.#pending.set(replyTo, { subject: request.subject, deadline, resolve: answer.resolve, reject: answer.reject });
    try {
      send();
    } catch (error) {
      this.#take(replyTo);
      throw error;
    }
    return answer.promise;
  }

  /** Settles the request that this message answers; ignores an answer that nobody awaits any more. */
  settle(message: BusMessage): void {
    const request = this.#take(message.subject);
    if (request === undefined) return;
    if (message.noResponders === true) request.reject(new PlatformError("NoResponders", `No process serves ${request.subject}.`));
    else request.resolve(message.data);
  }

  /** Fails every request: the connection is gone. */
  failAll(reason: string): void {
    for (const replyTo of [...this.#pending.keys()]) {
      const request = this.#take(replyTo);
      request?.reject(new PlatformError("ServiceUnavailable", `${reason} before ${request.subject} was answered.`));
    }
  }

  #expire(replyTo: string, timeoutMs: number): void {
    const request = this.#take(replyTo);
    request?.reject(new PlatformError("DeadlineExceeded", `No answer on ${request.subject} within ${timeoutMs} ms.`));
  }

  #take(replyTo: string): PendingRequest | undefined {
    const request = this.#pending.get(replyTo);
    if (request === undefined) return undefined;
    this.#pending.delete(replyTo);
    request.deadline[Symbol.dispose]();
    return request;
  }
}
