import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TokenBucket, type Rate } from "../core/token-bucket.ts";

/** Requests that a connection may have under way; HTTP clients wait for each answer. */
const pipelinedMax = 4;
/** So long nothing more is accepted from a sandbox that did not. */
const punishedMs = 1000;
const largePieceBytes = 16_384;
const dropEveryMs = 4;

const runtimeRate: Rate = { perMs: 10, burst: 500 };

/** Sandboxes' turns by their connections. */
const turns = new WeakMap<Socket, { readonly read: ReadingTurns; readonly drop: ReadingTurns }>();

/** One after the other, each when `later` says so. */
class ReadingTurns {
  readonly #waiting: (() => void)[] = [];
  readonly #later: (next: () => void) => void;

  constructor(later: (next: () => void) => void) {
    this.#later = later;
  }

  /** Calls back when it is one's turn. */
  wait(go: () => void): void {
    this.#waiting.push(go);
    if (this.#waiting.length === 1) this.#later(this.#next);
  }

  readonly #next = (): void => {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) this.#later(this.#next);
  };
}

/**
 * Reads a body so that all bodies of its sandbox together give no more than one large piece in each turn of the event loop (node reads up to 2 MiB from
 * one connection before it looks at others), and what is dropped no faster than 16 MiB a second.
 */
export function readGently(request: IncomingMessage, isDropped: () => boolean = () => true): void {
  request.on("data", (chunk: Buffer) => {
    if (chunk.length < largePieceBytes) return;
    request.pause();
    turns.get(request.socket)?.[isDropped() ? "drop" : "read"].wait(() => request.resume());
  });
}

/**
 * What the requests of one sandbox may cost its agent, which serves others too. A sandbox that asks faster than its rate, by default ten times a
 * millisecond, waits; a connection that does not wait for its answers is closed.
 */
export class ConnectionManners {
  readonly #underWay = new WeakMap<Socket, number>();
  readonly #turns = {
    read: new ReadingTurns(setImmediate),
    drop: new ReadingTurns((next) => setTimeout(next, dropEveryMs)),
  };
  readonly #requests: TokenBucket;
  #punishedUntilMs = Number.NEGATIVE_INFINITY;

  /** `nowMs`, here and below, is of a monotonic clock. `rate` is of requests. */
  constructor(nowMs: number, rate = runtimeRate) {
    this.#requests = new TokenBucket(rate, nowMs);
  }

  /** Takes a new connection; false if it is to be closed at once. */
  admit(socket: Socket, nowMs: number): boolean {
    if (nowMs < this.#punishedUntilMs) return false;
    turns.set(socket, this.#turns);
    return true;
  }

  /** A request begins. Gives back for how many milliseconds to wait with it; undefined if its connection is to be closed. */
  begin(socket: Socket, nowMs: number): number | undefined {
    const underWay = (this.#underWay.get(socket) ?? 0) + 1;
    this.#underWay.set(socket, underWay);
    if (underWay > pipelinedMax) {
      this.#punishedUntilMs = nowMs + punishedMs;
      return undefined;
    }
    return this.#requests.take(1, nowMs);
  }

  /** A request has been answered. */
  end(socket: Socket): void {
    this.#underWay.set(socket, (this.#underWay.get(socket) ?? 1) - 1);
  }
}
