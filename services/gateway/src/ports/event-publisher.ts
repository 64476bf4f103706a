/** An event for asynchronous invocation, authenticated and within limits. */
export interface PublishedEvent {
  readonly account: string;
  readonly functionName: string;
  readonly qualifier: string | undefined;
  /** UUID; the request id of the invocation through every retry. */
  readonly requestId: string;
  readonly payload: Buffer;
  readonly traceHeader: string;
  /** JSON text, empty if none. */
  readonly clientContext: string;
  readonly principalArn: string;
  /** W3C traceparent, empty if none. */
  readonly traceParent: string;
}

/** Where an event has been stored. */
export interface EventReceipt {
  readonly stream: string;
  readonly sequence: number;
}

/** Makes events durable. */
export interface EventPublisher {
  /** Resolves once the event is stored. Fails with PlatformError ServiceUnavailable if it is not in time, RequestTooLarge if the server takes no message of that size. */
  publish(event: PublishedEvent): Promise<EventReceipt>;
}
