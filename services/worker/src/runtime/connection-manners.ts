import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Requests that a connection may have under way; HTTP clients wait for each answer. */
const pipelinedMax = 4;
/** So long nothing more is accepted from a sandbox that did not. */
const punishedMs = 1000;
const requestsPerMs = 10;
const burstRequests = 500;
/** As much as is read at a time; more is waiting. */
const fullChunkBytes = 65_536;

/** Reads a body no faster than a piece in each turn of the event loop: node reads up to 2 MiB from one connection before it looks at others. */
export function readGently(request: IncomingMessage): void {
  request.on("data", (chunk: Buffer) => {
    if (chunk.length < fullChunkBytes) return;
    request.pause();
    setImmediate(() => request.resume());
  });
}

/**
 * What the requests of one sandbox may cost its agent, which serves others too. A sandbox that asks more than ten times a millisecond waits;
 * a connection that does not wait for its answers is closed.
 */
export class ConnectionManners {
  readonly #underWay = new WeakMap<Socket, number>();
  #tokens = burstRequests;
  #atMs: number;
  #punishedUntilMs = Number.NEGATIVE_INFINITY;

  /** `nowMs`, here and below, is of a monotonic clock. */
  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** False if a new connection is to be closed at once. */
  mayConnect(nowMs: number): boolean {
    return nowMs >= this.#punishedUntilMs;
  }

  /** A request begins. Gives back for how many milliseconds to wait with it; undefined if its connection is to be closed. */
  begin(socket: Socket, nowMs: number): number | undefined {
    const underWay = (this.#underWay.get(socket) ?? 0) + 1;
    this.#underWay.set(socket, underWay);
    if (underWay > pipelinedMax) {
      this.#punishedUntilMs = nowMs + punishedMs;
      return undefined;
    }
    this.#tokens = Math.min(burstRequests, this.#tokens + (nowMs - this.#atMs) * requestsPerMs) - 1;
    this.#atMs = nowMs;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / requestsPerMs);
  }

  /** A request has been answered. */
  end(socket: Socket): void {
    this.#underWay.set(socket, (this.#underWay.get(socket) ?? 1) - 1);
  }
}
