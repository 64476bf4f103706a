import type { IncomingMessage } from "node:http";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Bytes of request bodies that a process holds at once. */
export class BodyBudget {
  readonly #bytesMax: number;
  #held = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Takes `bytes`; throws ServiceUnavailable if they are not there. */
  take(bytes: number): void {
    if (this.#held + bytes > this.#bytesMax)
      throw new PlatformError("ServiceUnavailable", "This gateway holds as many request bodies as it can.", { retryAfterSeconds: 1 });
    this.#held += bytes;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes;
  }
}

/** How to read a body. */
export interface ReadBodyOptions {
  readonly bytesMax: number;
  readonly budget: BodyBudget;
  /** Error for a body above the limit. */
  readonly tooLarge: () => PlatformError;
}

/** A body in memory; disposing it gives its bytes back to the budget. A class: on the hot path an object literal with a computed key costs a microsecond. */
export class HeldBody implements Disposable {
  readonly bytes: Buffer;
  readonly #budget: BodyBudget;

  constructor(bytes: Buffer, budget: BodyBudget) {
    this.bytes = bytes;
    this.#budget = budget;
  }

  [Symbol.dispose](): void {
    this.#budget.giveBack(this.bytes.length);
  }
}

const nothing = Buffer.alloc(0);

/** Reads a whole body. Fails as soon as it is known to be above its limit; what is read then is dropped (see `discardBody`). */
export function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<HeldBody> {
  const { promise, resolve, reject } = Promise.withResolvers<HeldBody>();
  let held = 0;
  let chunks: Buffer[] = [];
  const fail = (error: PlatformError): void => {
    request.removeAllListeners("data");
    options.budget.giveBack(held);
    chunks = [];
    held = 0;
    reject(error);
  };
  if (Number(request.headers["content-length"] ?? 0) > options.bytesMax) {
    fail(options.tooLarge());
    return promise;
  }
  request.on("data", (chunk: Buffer) => {
    if (held + chunk.length > options.bytesMax) return fail(options.tooLarge());
    try {
      options.budget.take(chunk.length);
    } catch (error) {
      return fail(PlatformError.from(error));
    }
    held += chunk.length;
    chunks.push(chunk);
  });
  request.once("end", () => {
    const bytes = chunks.length === 1 ? (chunks[0] ?? nothing) : Buffer.concat(chunks);
    chunks = [];
    held = 0;
    resolve(new HeldBody(bytes, options.budget));
  });
  request.once("error", (cause) => fail(new PlatformError("InvalidRequestContent", "The connection ended before the request body did.", { cause })));
  return promise;
}

const discardedBytesMax = 256 * 1024 * 1024;
const discardMsMax = 10_000;

/**
 * Drops the rest of a body, so that a client that is still sending gets to read its answer instead of a broken
 * connection. Resolves at the body's end, or after 256 MiB or ten seconds: then the connection must be closed.
 */
export function discardBody(request: IncomingMessage): Promise<"ended" | "given-up"> {
  if (request.complete || request.destroyed) return Promise.resolve("ended");
  const { promise, resolve } = Promise.withResolvers<"ended" | "given-up">();
  let dropped = 0;
  const deadline = setTimeout(() => resolve("given-up"), discardMsMax);
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > discardedBytesMax) resolve("given-up");
  });
  request.once("end", () => resolve("ended"));
  request.once("close", () => resolve("ended"));
  request.resume();
  return promise.finally(() => clearTimeout(deadline));
}
