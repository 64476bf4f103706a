/** A message as a subscriber sees it. `data` is the subscriber's own: no sender changes it afterwards. */
export interface BusMessage {
  readonly subject: string;
  readonly data: Buffer;
  /** Where an answer is awaited; undefined if none is. */
  readonly replyTo: string | undefined;
  /** True on the empty message that the bus itself sends to `replyTo` when a publication with a `replyTo` met nobody (NATS status 503). */
  readonly noResponders?: boolean;
}

/** Receives messages one at a time, in a turn of the event loop of their own. Must not throw. */
export type BusHandler = (message: BusMessage) => void;

/** How to subscribe. */
export interface SubscribeOptions {
  /** Subscribers with the same queue share the messages: each goes to one of them. */
  readonly queue?: string;
}

/** How to request. */
export interface RequestOptions {
  /** A request without an answer by then fails with PlatformError DeadlineExceeded. */
  readonly timeoutMs: number;
}

/**
 * How Mayfly's services talk: at most once, ordered per sender and subject, bounded, bytes only. Subjects are NATS
 * subjects (tokens apart by dots; `*` and `>` in subscriptions). Both adapters pass one conformance suite.
 */
export interface Bus extends AsyncDisposable {
  /** False while messages can neither be sent nor received. */
  readonly connected: boolean;
  /** The largest message in bytes that can be sent now. */
  readonly payloadBytesMax: number;
  /**
   * Sends `data` to the subscribers there are now. Never waits; throws PlatformError ServiceUnavailable if disconnected or
   * over the bound, RequestTooLarge above `payloadBytesMax`, TypeError on what is no subject without wildcards.
   */
  publish(subject: string, data: Uint8Array, options?: { readonly replyTo?: string }): void;
  /**
   * Calls `handler` for every message on `subject`. Disposing lets what is already under way to the handler arrive, then
   * resolves; nothing arrives afterwards. Throws TypeError on what is no subject. Survives disconnections.
   */
  subscribe(subject: string, handler: BusHandler, options?: SubscribeOptions): AsyncDisposable;
  /**
   * Sends `data` and resolves with the first answer. Fails with PlatformError: NoResponders at once if nobody serves the
   * subject, ServiceUnavailable at once when the connection is or goes down, DeadlineExceeded, RequestTooLarge.
   */
  request(subject: string, data: Uint8Array, options: RequestOptions): Promise<Buffer>;
  /**
   * A subject that is this process's own and never used before: for answers of more than one message. It may be
   * extended by tokens, so that one subscription to `${inbox}.>` or `${inbox}.*` serves many conversations.
   */
  createInbox(): string;
  /** Resolves when everything published so far has reached the server (NATS) or the subscribers' queues (in memory). */
  flush(): Promise<void>;
}
