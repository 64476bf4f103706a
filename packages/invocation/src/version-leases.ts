import type { Lease__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/Lease";
import type { PlatformError } from "@mayfly/errors/platform-error";
import { requested, transitionLease, type LeaseEvent, type LeaseState } from "./lease-state.ts";

/** Someone who waits for a lease of one version. Exactly one of the two is called, once. */
export interface LeaseWaiter {
  /** Monotonic time after which it waits no more. */
  readonly deadlineAtMs: number;
  /** Monotonic time since when it waits. */
  readonly sinceMs: number;
  /** W3C traceparent of the invocation, empty if nothing is recorded. */
  readonly traceParent: string;
  granted(lease: HeldLease): void;
  failed(error: PlatformError): void;
}

/** A lease that this process holds. */
export class HeldLease {
  readonly lease: Lease__Output;
  readonly key: string;
  /** Set while it is busy: it is given back when it is free, whoever waits. */
  recalled = false;
  #state: LeaseState;

  constructor(key: string, lease: Lease__Output, atMs: number) {
    this.key = key;
    this.lease = lease;
    this.#state = requested;
    this.step({ kind: "grant", atMs });
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** Moves on; throws if the lease's state does not allow it, which is a fault of the caller. */
  step(event: LeaseEvent): void {
    const next = transitionLease(this.#state, event);
    if (next === undefined) throw new Error(`lease ${this.lease.lease_id} is ${this.#state.kind}: ${event.kind} is not allowed`);
    this.#state = next;
  }
}

/** How many waiters there are in all versions of a pool. */
export interface WaiterTotal {
  waiters: number;
}

const take: LeaseEvent = { kind: "take" };
const release: LeaseEvent = { kind: "release" };
const lose: LeaseEvent = { kind: "lose" };

/**
 * The leases, waiters and outstanding requests of one version: decisions only, no clock and no messages. A free lease goes
 * to the oldest waiter, else on top of the idle ones, from where the next invocation takes it, so that the tail grows old.
 */
export class VersionLeases {
  readonly key: string;
  /** Leases of an older generation are not used. */
  generation: number;
  readonly #idle: HeldLease[] = [];
  readonly #busy = new Set<HeldLease>();
  readonly #waiters: LeaseWaiter[] = [];
  readonly #requests = new Set<string>();
  readonly #total: WaiterTotal;

  /** `total` counts the waiters of several versions together. */
  constructor(key: string, generation: number, total: WaiterTotal = { waiters: 0 }) {
    this.key = key;
    this.generation = generation;
    this.#total = total;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  get busyCount(): number {
    return this.#busy.size;
  }

  get waiterCount(): number {
    return this.#waiters.length;
  }

  get requestCount(): number {
    return this.#requests.size;
  }

  /** True if nothing is held, wanted or asked for. */
  get empty(): boolean {
    return this.#idle.length + this.#busy.size + this.#waiters.length + this.#requests.size === 0;
  }

  /** The most recently used idle lease, now busy. */
  take(): HeldLease | undefined {
    const held = this.#idle.pop();
    if (held === undefined) return undefined;
    held.step(take);
    this.#busy.add(held);
    return held;
  }

  addWaiter(waiter: LeaseWaiter): void {
    this.#waiters.push(waiter);
    this.#total.waiters += 1;
  }

  /** How many more requests the waiters justify, with at most `requestsMax` outstanding. */
  missingRequests(requestsMax: number): number {
    return Math.max(0, Math.min(this.#waiters.length, requestsMax) - this.#requests.size);
  }

  addRequest(requestId: string): void {
    this.#requests.add(requestId);
  }

  /** A request has been answered or given up; false if it had been withdrawn before. */
  removeRequest(requestId: string): boolean {
    return this.#requests.delete(requestId);
  }

  /** The requests that nobody waits for any more; they are forgotten here. */
  withdrawSurplus(): readonly string[] {
    if (this.#waiters.length > 0 || this.#requests.size === 0) return [];
    const surplus = [...this.#requests];
    this.#requests.clear();
    return surplus;
  }

  /** A granted lease comes in. False if its generation is old: it must be given back. */
  grant(held: HeldLease): boolean {
    return this.#offer(held);
  }

  /** A busy lease is free again. False if its generation is old: it must be given back. */
  free(held: HeldLease, atMs: number): boolean {
    this.#busy.delete(held);
    held.step({ kind: "free", atMs });
    if (!held.recalled) return this.#offer(held);
    held.step(release);
    return false;
  }

  /** A lease is gone with its environment. */
  drop(held: HeldLease): void {
    this.#busy.delete(held);
    const index = this.#idle.indexOf(held);
    if (index >= 0) this.#idle.splice(index, 1);
    held.step(lose);
  }

  /** Takes out the idle leases for which `wanted` says so, oldest first, as given back. */
  releaseIdle(wanted: (held: HeldLease) => boolean): readonly HeldLease[] {
    return this.#takeOutIdle(wanted, release);
  }

  /** Takes out the idle leases for which `lost` says so, as gone. */
  dropIdle(lost: (held: HeldLease) => boolean): readonly HeldLease[] {
    return this.#takeOutIdle(lost, lose);
  }

  /** The oldest waiter, if it has waited past `nowMs`; it is taken out. */
  expireWaiter(nowMs: number): LeaseWaiter | undefined {
    const oldest = this.#waiters[0];
    return oldest !== undefined && oldest.deadlineAtMs <= nowMs ? this.shiftWaiter() : undefined;
  }

  /** The oldest waiter; it is taken out. */
  shiftWaiter(): LeaseWaiter | undefined {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) this.#total.waiters -= 1;
    return waiter;
  }

  /** The oldest waiter. */
  peekWaiter(): LeaseWaiter | undefined {
    return this.#waiters[0];
  }

  /** The oldest waiter that has no request of its own yet; any lease serves the oldest of all, but traces tell who asked. */
  peekUnrequested(): LeaseWaiter | undefined {
    return this.#waiters[this.#requests.size];
  }

  #offer(held: HeldLease): boolean {
    if (held.lease.generation < this.generation) {
      held.step(release);
      return false;
    }
    const waiter = this.shiftWaiter();
    if (waiter === undefined) {
      this.#idle.push(held);
      return true;
    }
    held.step(take);
    this.#busy.add(held);
    waiter.granted(held);
    return true;
  }

  #takeOutIdle(chosen: (held: HeldLease) => boolean, event: LeaseEvent): readonly HeldLease[] {
    const out = this.#idle.filter(chosen);
    if (out.length === 0) return out;
    const kept = this.#idle.filter((held) => !out.includes(held));
    this.#idle.splice(0, this.#idle.length, ...kept);
    for (const held of out) held.step(event);
    return out;
  }
}
