import { setTimeout as delay } from "node:timers/promises";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock, type Clock } from "@mayfly/kernel/clock";
import { connect, createInbox, type ConnectionOptions, type Msg, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import type { Bus, BusHandler, RequestOptions, SubscribeOptions } from "./bus.ts";
import { defaultBusLimits, type BusLimits } from "./bus-limits.ts";
import { warnOfHandlerFailure, type HandlerFailureListener } from "./handler-failure.ts";
import { parseNatsUrls } from "./nats-urls.ts";
import { OutboundWindow } from "./outbound-window.ts";
import { RequestInbox } from "./request-inbox.ts";
import { notConnected, requireSendable } from "./require-sendable.ts";
import { assertPattern, assertSubject } from "./subject.ts";

const connectRetryMs = 250;
const closeDeadlineMs = 5_000;

/** How to reach NATS. */
export interface NatsBusOptions {
  /** URLs like nats://user:password@host:4222, all with the same credentials (see `parseNatsUrls`). */
  readonly servers: string | readonly string[];
  /** Shown in the server's monitoring. */
  readonly name: string;
  /** Milliseconds to wait for the first connection; 10,000 by default. Later ones are retried for ever. */
  readonly connectTimeoutMs?: number;
  readonly limits?: Partial<Omit<BusLimits, "payloadBytesMax">>;
  readonly clock?: Clock;
  readonly onHandlerFailure?: HandlerFailureListener;
  /** Told of every loss and return of the connection, and of errors that the server reports (permissions, slow consumer). */
  readonly onStatus?: (status: NatsStatus) => void;
  /** TLS and authentication beyond what the URLs say. */
  readonly security?: Pick<ConnectionOptions, "tls" | "authenticator" | "user" | "pass" | "token" | "inboxPrefix">;
}

/** What happened to the connection. */
export type NatsStatus = { readonly event: "disconnected" | "reconnected" } | { readonly event: "error"; readonly error: Error };

/** Connects to NATS. Fails with PlatformError ServiceUnavailable if no server answers within `connectTimeoutMs`. */
export async function connectNatsBus(options: NatsBusOptions): Promise<NatsBus> {
  const clock = options.clock ?? systemClock;
  const deadlineMs = clock.monotonicMs() + (options.connectTimeoutMs ?? 10_000);
  for (;;) {
    try {
      return new NatsBus(await connect(connectionOptions(options, Math.max(1, deadlineMs - clock.monotonicMs()))), options);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (clock.monotonicMs() + connectRetryMs >= deadlineMs) throw new PlatformError("ServiceUnavailable", `NATS cannot be reached: ${reason}.`, { cause });
      await delay(connectRetryMs);
    }
  }
}

function connectionOptions(options: NatsBusOptions, timeoutMs: number): ConnectionOptions {
  return {
    ...parseNatsUrls(typeof options.servers === "string" ? [options.servers] : options.servers),
    ...options.security,
    name: options.name,
    timeout: Math.min(timeoutMs, 5_000),
    maxReconnectAttempts: -1,
    reconnectTimeWait: connectRetryMs,
    reconnectJitter: 100,
    reconnectJitterTLS: 100,
    // A server that forgets a user for a moment (a reload) must not end the connection for ever.
    ignoreAuthErrorAbort: true,
    // A dead peer that sends no RST is noticed within 2 × 2 s.
    pingInterval: 2_000,
    maxPingOut: 2,
    noAsyncTraces: true,
  };
}

/**
 * The bus over NATS. Publishing never waits: the bytes that the server has not yet confirmed are bounded by `pendingBytesMax`.
 * Handlers run as messages are parsed, so nothing queues here; a handler that is too slow is cut off by the server's
 * own bound for slow consumers (64 MiB by default). Disposing drains the subscriptions and closes the connection.
 */
export class NatsBus implements Bus {
  /** For JetStream, KV and the public subjects, which are more than a Bus. */
  readonly connection: NatsConnection;
  readonly #requests: RequestInbox;
  readonly #window: OutboundWindow;
  readonly #onHandlerFailure: HandlerFailureListener;
  #connected = true;

  /** Takes over `connection`: it is closed when this is disposed. */
  constructor(connection: NatsConnection, options: Omit<NatsBusOptions, "servers">) {
    const limits = { ...defaultBusLimits, ...options.limits };
    this.connection = connection;
    this.#requests = new RequestInbox({
      prefix: createInbox(options.security?.inboxPrefix),
      clock: options.clock ?? systemClock,
      requestsMax: limits.pendingRequestsMax,
    });
    this.#window = new OutboundWindow(limits, () => connection.flush());
    this.#onHandlerFailure = options.onHandlerFailure ?? warnOfHandlerFailure;
    this.subscribe(this.#requests.pattern, (message) => this.#requests.settle(message));
    void this.#watch(options.onStatus);
  }

  get connected(): boolean {
    return this.#connected && !this.connection.isClosed();
  }

  get payloadBytesMax(): number {
    return this.connection.info?.max_payload ?? defaultBusLimits.payloadBytesMax;
  }

  publish(subject: string, data: Uint8Array, options?: { readonly replyTo?: string }): void {
    assertSubject(subject);
    const replyTo = options?.replyTo;
    if (replyTo !== undefined) assertSubject(replyTo);
    this.#send(subject, data, replyTo);
  }

  subscribe(subject: string, handler: BusHandler, options: SubscribeOptions = {}): AsyncDisposable {
    assertPattern(subject);
    if (this.connection.isClosed()) throw new PlatformError("ServiceUnavailable", "The bus connection is closed.");
    const callback = (error: Error | null, message: Msg): void => {
      if (error === null) this.#deliver(handler, message);
    };
    const subscription = this.connection.subscribe(subject, options.queue === undefined ? { callback } : { callback, queue: options.queue });
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
    try {
      await this.connection.flush();
    } catch (cause) {
      throw new PlatformError("ServiceUnavailable", "The bus connection was lost.", { cause });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.connection.isClosed()) return;
    const timer = new AbortController();
    const deadline = delay(closeDeadlineMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
    if (this.connected) await Promise.race([this.connection.drain().catch(() => undefined), deadline]);
    timer.abort();
    await this.connection.close();
    this.#connected = false;
    this.#requests.failAll("The bus connection was closed");
  }

  #send(subject: string, data: Uint8Array, replyTo: string | undefined): void {
    requireSendable(this, data.length);
    this.#window.add(data.length);
    // The client keeps a reference until the end of the turn; a copy keeps the sender's later changes out.
    const copy = Buffer.from(data);
    if (replyTo === undefined) this.connection.publish(subject, copy);
    else this.connection.publish(subject, copy, { reply: replyTo });
  }

  #deliver(handler: BusHandler, message: Msg): void {
    const { data } = message;
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const replyTo = message.reply === undefined || message.reply === "" ? undefined : message.reply;
    const noResponders = data.length === 0 && message.headers?.code === 503;
    try {
      handler(noResponders ? { subject: message.subject, data: bytes, replyTo, noResponders } : { subject: message.subject, data: bytes, replyTo });
    } catch (error) {
      this.#onHandlerFailure(error, message.subject);
    }
  }

  async #end(subscription: Subscription): Promise<void> {
    if (subscription.isClosed()) return;
    // Draining waits for an answer of the server, which a lost connection never gives.
    if (this.connected) await subscription.drain().catch(() => undefined);
    else subscription.unsubscribe();
  }

  async #watch(onStatus: NatsBusOptions["onStatus"]): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === "disconnect") {
        this.#connected = false;
        this.#window.reset();
        this.#requests.failAll("The bus connection was lost");
        onStatus?.({ event: "disconnected" });
      } else if (status.type === "reconnect") {
        this.#connected = true;
        onStatus?.({ event: "reconnected" });
      } else if (status.type === "error") {
        onStatus?.({ event: "error", error: status.error });
      }
    }
    this.#connected = false;
    this.#requests.failAll("The bus connection was closed");
  }
}
