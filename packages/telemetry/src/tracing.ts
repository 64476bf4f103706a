/** A span: one stretch of work in a trace. Ending it twice is harmless. */
export interface Span {
  /** W3C traceparent of this span, to hand on; says so if the trace is not sampled. Empty if there is no tracing. */
  readonly traceParent: string;
  setAttribute(name: string, value: string | number | boolean): void;
  /** Ends the span, as failed if an error, or a word for what went wrong, is given. */
  end(error?: unknown): void;
}

/** How to start a span. */
export interface SpanOptions {
  /** W3C traceparent to continue; a new trace if empty. */
  readonly traceParent?: string;
  readonly kind?: "server" | "client" | "internal" | "producer" | "consumer";
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** Starts spans. Where nothing is exported, spans cost nothing and record nothing. */
export interface Tracing extends AsyncDisposable {
  /** False if no exporter is configured: callers may skip what only spans need. */
  readonly enabled: boolean;
  startSpan(name: string, options?: SpanOptions): Span;
}

const idleSpan: Span = { traceParent: "", setAttribute() {}, end() {} };

/** Records nothing. */
export const noTracing: Tracing = { enabled: false, startSpan: () => idleSpan, async [Symbol.asyncDispose]() {} };
