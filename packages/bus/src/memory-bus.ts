import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Bus, BusHandler, RequestOptions, SubscribeOptions } from "./bus.ts";
import type { BusLimits } from "./bus-limits.ts";
import { RequestInbox } from "./request-inbox.ts";
import { notConnected, requireSendable } from "./require-sendable.ts";
import { assertPattern, assertSubject } from "./subject.ts";

/** One subscription of one connection. */
export interface MemorySubscription {
  readonly pattern: string;
  readonly queue: string | undefined;
  readonly handler: BusHandler;
  readonly owner: MemoryBus;
}

/** What connections need of the hub that they belong to. */
export interface MemoryRouter {
  readonly limits: BusLimits;
  readonly clock: Clock;
  /** Makes the subscription known. */
  join(subscription: MemorySubscription): void;
  /** Sends it nothing more; what is under way still arrives. */
  leave(subscription: MemorySubscription): void;
  /** Routes one message, whose size the sender has checked. */
  route(subject: string, data: Uint8Array, replyTo: string | undefined): void;
  /** Calls back, in a later turn, once everything that is queued now for this connection has been delivered. */
  afterDeliveries(bus: MemoryBus, callback: () => void): void;
}

/** A connection to a MemoryHub. Disposing it drains its subscriptions and fails the requests that still await answers. */
export class MemoryBus implements Bus {
  readonly #hub: MemoryRouter;
  readonly #requests: RequestInbox;
  readonly #subscriptions = new Set<MemorySubscription>();
  #state: "connected" | "disconnected" | "closed" = "connected";
  #session = 0;

  /** Made by `MemoryHub.connect`; `inboxPrefix` must be no other connection's. */
  constructor(hub: MemoryRouter, inboxPrefix: string) {
    this.#hub = hub;
    this.#requests = new RequestInbox({ prefix: inboxPrefix, clock: hub.clock, requestsMax: hub.limits.pendingRequestsMax });
    this.#join(this.#requests.pattern, (message) => this.#requests.settle(message));
  }

  get connected(): boolean {
    return this.#state === "connected";
  }

  get payloadBytesMax(): number {
    return this.#hub.limits.payloadBytesMax;
  }

  /** Counts the disconnections; messages of an earlier session are lost. */
  get session(): number {
    return this.#session;
  }

  publish(subject: string, data: Uint8Array, options?: { readonly replyTo?: string }): void {
    assertSubject(subject);
    const replyTo = options?.replyTo;
    if (replyTo !== undefined) assertSubject(replyTo);
    this.#send(subject, data, replyTo);
  }

  subscribe(subject: string, handler: BusHandler, options: SubscribeOptions = {}): AsyncDisposable {
    assertPattern(subject);
    if (this.#state === "closed") throw new PlatformError("ServiceUnavailable", "The bus connection is closed.");
    const subscription = this.#join(subject, handler, options.queue);
    return { [Symbol.asyncDispose]: () => this.#end(subscription) };
  }

  request(subject: string, data: Uint8Array, options: RequestOptions): Promise<Buffer> {
    return this.#requests.open({ subject, timeoutMs: options.timeoutMs }, (replyTo) => {
      assertSubject(subject);
      this.#send(subject, data, replyTo);
    });
  }

  createInbox(): string {
    return this.#requests.createInbox();
  }

  async flush(): Promise<void> {
    if (!this.connected) throw notConnected();
    await this.#nextTurn();
  }

  /** Fault injection: behaves as if the network were gone, until `reconnect`. */
  disconnect(): void {
    if (this.#state !== "connected") return;
    this.#state = "disconnected";
    this.#session += 1;
    for (const subscription of this.#subscriptions) this.#hub.leave(subscription);
    this.#requests.failAll("The bus connection was lost");
  }

  /** Ends `disconnect`: subscriptions are served again, from now on. */
  reconnect(): void {
    if (this.#state !== "disconnected") return;
    this.#state = "connected";
    for (const subscription of this.#subscriptions) this.#hub.join(subscription);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === "closed") return;
    for (const subscription of this.#subscriptions) this.#hub.leave(subscription);
    if (this.connected) await this.#delivered();
    this.#state = "closed";
    this.#session += 1;
    this.#subscriptions.clear();
    this.#requests.failAll("The bus connection was closed");
  }

  #join(pattern: string, handler: BusHandler, queue?: string): MemorySubscription {
    const subscription: MemorySubscription = { pattern, queue, handler, owner: this };
    this.#subscriptions.add(subscription);
    if (this.connected) this.#hub.join(subscription);
    return subscription;
  }

  async #end(subscription: MemorySubscription): Promise<void> {
    if (!this.#subscriptions.delete(subscription)) return;
    this.#hub.leave(subscription);
    if (this.connected) await this.#delivered();
  }

  #send(subject: string, data: Uint8Array, replyTo: string | undefined): void {
    requireSendable(this, data.length);
    this.#hub.route(subject, data, replyTo);
  }

  #delivered(): Promise<void> {
    return new Promise((resolve) => this.#hub.afterDeliveries(this, resolve));
  }

  #nextTurn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
