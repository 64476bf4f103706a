import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { Refusal } from "./refusals.ts";

/** One AcquireLease that has not been answered. */
export interface WaitingRequest {
  readonly requestId: string;
  readonly holderId: string;
  readonly identity: FunctionIdentity;
  readonly key: string;
  /** Generation that the holder knows. */
  readonly generation: number;
  /** Monotonic time. */
  readonly deadlineAtMs: number;
  /** Where the answer goes. */
  readonly replyTo: string;
  /** Set once idle leases have been asked back for it: throttled if none has come by then. */
  throttleAtMs?: number;
  /** Placements that workers could not do for it. */
  failures?: number;
  /** The latest of them. */
  lastFailure?: Refusal;
}

/** All waiting requests: first come first served within a version, and the versions take turns. */
export class WaitingRequests {
  /** Insertion order is the order of turns. */
  readonly #queues = new Map<string, WaitingRequest[]>();
  readonly #byId = new Map<string, WaitingRequest>();

  get count(): number {
    return this.#byId.size;
  }

  add(request: WaitingRequest): void {
    const queue = this.#queues.get(request.key);
    if (queue === undefined) this.#queues.set(request.key, [request]);
    else queue.push(request);
    this.#byId.set(idOf(request.holderId, request.requestId), request);
  }

  of(key: string): readonly WaitingRequest[] {
    return this.#queues.get(key) ?? [];
  }

  /** Versions that have waiting requests, the one whose turn it is first. */
  keys(): readonly string[] {
    return [...this.#queues.keys()];
  }

  /** The version has had its turn. */
  turnTaken(key: string): void {
    const queue = this.#queues.get(key);
    if (queue === undefined) return;
    this.#queues.delete(key);
    this.#queues.set(key, queue);
  }

  remove(request: WaitingRequest): void {
    const queue = this.#queues.get(request.key);
    const index = queue?.indexOf(request) ?? -1;
    if (queue === undefined || index < 0) return;
    queue.splice(index, 1);
    this.#byId.delete(idOf(request.holderId, request.requestId));
    if (queue.length === 0) this.#queues.delete(request.key);
  }

  /** The oldest request of a version, of this holder if it has one there. */
  oldestFor(key: string, holderId: string): WaitingRequest | undefined {
    const queue = this.of(key);
    return queue.find((request) => request.holderId === holderId) ?? queue[0];
  }

  find(requestId: string, holderId: string): WaitingRequest | undefined {
    return this.#byId.get(idOf(holderId, requestId));
  }

  /** Every request, version by version. */
  *all(): Generator<WaitingRequest, void, undefined> {
    for (const queue of this.#queues.values()) yield* [...queue];
  }
}

function idOf(holderId: string, requestId: string): string {
  return `${holderId}/${requestId}`;
}
