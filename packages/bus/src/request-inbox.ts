import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { BusMessage } from "./bus.ts";

interface PendingRequest {
  readonly subject: string;
  readonly deadline: Disposable;
  readonly resolve: (answer: Buffer) => void;
  readonly reject: (error: PlatformError) => void;
}

/** What an inbox works with. */
export interface RequestInboxOptions {
  /** Subjects below it are no other connection's. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly requestsMax: number;
}

/** The subjects on which one connection awaits answers, and its requests that await them, each with its deadline. */
export class RequestInbox {
  /** What the connection subscribes to, so that `settle` is told of every answer. */
  readonly pattern: string;
  readonly #options: RequestInboxOptions;
  readonly #pending = new Map<string, PendingRequest>();
  #subjects = 0;

  constructor(options: RequestInboxOptions) {
    this.#options = options;
    this.pattern = `${options.prefix}.r.*`;
  }

  /** A subject that is nobody else's, outside `pattern`. */
  createInbox(): string {
    this.#subjects += 1;
    return `${this.#options.prefix}.i.${this.#subjects}`;
  }

  /** Resolves with the answer, or fails as `Bus.request` promises. `send` does the sending; what it throws is the failure. */
  async open(request: { readonly subject: string; readonly timeoutMs: number }, send: (replyTo: string) => void): Promise<Buffer> {
    const { prefix, clock, requestsMax } = this.#options;
    if (this.#pending.size >= requestsMax) throw new PlatformError("ServiceUnavailable", `${requestsMax} requests await their answers already.`);
    this.#subjects += 1;
    const replyTo = `${prefix}.r.${this.#subjects}`;
    const answer = Promise.withResolvers<Buffer>();
    const deadline = clock.after(request.timeoutMs, () => this.#expire(replyTo, request.timeoutMs));
    this.#pending.set(replyTo, { subject: request.subject, deadline, resolve: answer.resolve, reject: answer.reject });
    try {
      send(replyTo);
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
