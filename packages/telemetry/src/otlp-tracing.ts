/** Tracing through OpenTelemetry. Nothing of the SDK is loaded unless spans are exported: it costs 100 ms and 40 MB at start. */
import type { Span as OtelSpan, SpanKind, Tracer } from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";
import { noTracing, type Span, type SpanOptions, type Tracing } from "./tracing.ts";

/** Who traces. */
export interface TracedProcess {
  /** Resource attribute service.name. */
  readonly serviceName: string;
  /** Resource attribute service.instance.id. */
  readonly instanceId: string;
  /** Told of spans that could not be sent, at most once a minute. */
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Where traces go and how many: the settings that every process has (packages/config, commonSettings). */
export interface TracingSettings {
  /** Base URL of an OTLP collector over HTTP, like http://127.0.0.1:4318; spans go to its /v1/traces. Without it nothing is recorded. */
  readonly otlpEndpoint?: string | undefined;
  /** `name=value` pairs apart by commas, sent with every export. */
  readonly otlpHeaders?: string | undefined;
  /** Share of the traces begun here that are recorded. A trace begun elsewhere is recorded if its beginner does. 0 records nothing at all. */
  readonly traceSampleRatio: number;
}

/** Milliseconds that the last spans have to leave when tracing is disposed. */
const flushTimeoutMs = 3_000;

const warnEveryMs = 60_000;

const spanLimits = { attributeCountLimit: 64, attributeValueLengthLimit: 1_024, eventCountLimit: 32, linkCountLimit: 32 };

/**
 * Tracing of this process; one at a time. At most 4,096 finished spans wait to be exported, further ones are dropped. A collector that
 * cannot be reached never fails or delays anything but the disposal, by at most 3 s.
 */
export async function createTracing(traced: TracedProcess, settings: TracingSettings): Promise<Tracing> {
  const { otlpEndpoint, otlpHeaders = "", traceSampleRatio } = settings;
  if (otlpEndpoint === undefined || otlpEndpoint === "" || traceSampleRatio === 0) return noTracing;
  const [api, { NodeSDK }, { OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-node"),
      import("@opentelemetry/exporter-trace-otlp-proto"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/sdk-trace"),
    ]);
  const url = `${otlpEndpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = watched(new OTLPTraceExporter({ url, headers: parseHeaders(otlpHeaders), timeoutMillis: flushTimeoutMs }), { ...traced, url });
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ "service.name": traced.serviceName, "service.instance.id": traced.instanceId }),
    autoDetectResources: false,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(traceSampleRatio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: 4_096, scheduledDelayMillis: 1_000 })],
    spanLimits,
    // Spans are handed on by hand in our messages; nothing is patched, and metrics and logs have their own ways.
    textMapPropagator: null,
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return new OtlpTracing(api, api.trace.getTracer("mayfly"), async () => {
    const timeout = AbortSignal.timeout(flushTimeoutMs);
    const late = new Promise<void>((resolve) => timeout.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([sdk.shutdown().catch(() => undefined), late]);
    api.trace.disable();
    api.context.disable();
  });
}

/** Counts what an exporter sends, and says when it cannot. */
function watched(exporter: SpanExporter, { logger, metrics, url }: Pick<TracedProcess, "logger" | "metrics"> & { readonly url: string }): SpanExporter {
  const spans = metrics.counter({
    name: "mayfly_trace_spans_total",
    help: "Spans by what became of them: exported, or failed if the collector did not take them.",
    labels: ["outcome"],
  });
  let warnedAtMs = Number.NEGATIVE_INFINITY;
  return {
    export(batch, onResult) {
      exporter.export(batch, (result) => {
        // ExportResultCode: 0 is success; its enum is in a package that is loaded only with the SDK.
        const code: number = result.code;
        const outcome = code === 0 ? "exported" : "failed";
        spans.add({ outcome }, batch.length);
        if (outcome === "failed" && performance.now() - warnedAtMs > warnEveryMs) {
          warnedAtMs = performance.now();
          logger.warn("traces not exported", { url, spans: batch.length, error: result.error });
        }
        onResult(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === "string" ? error : "failed";
}

/** `name=value,name=value` as an object; what has no `=` is left out. */
function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(",").map((pair) => [pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1).trim()] as const);
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

type OtelApi = Pick<typeof import("@opentelemetry/api"), "ROOT_CONTEXT" | "SpanKind" | "SpanStatusCode" | "trace">;

class OtlpTracing implements Tracing {
  readonly enabled = true;
  readonly #api: OtelApi;
  readonly #tracer: Tracer;
  readonly #kinds: Readonly<Record<NonNullable<SpanOptions["kind"]>, SpanKind>>;
  readonly #stop: () => Promise<void>;
  #stopping: Promise<void> | undefined;

  constructor(api: OtelApi, tracer: Tracer, stop: () => Promise<void>) {
    const { SpanKind: kind } = api;
    this.#api = api;
    this.#tracer = tracer;
    this.#stop = stop;
    this.#kinds = { server: kind.SERVER, client: kind.CLIENT, internal: kind.INTERNAL, producer: kind.PRODUCER, consumer: kind.CONSUMER };
  }

  startSpan(name: string, options: SpanOptions = {}): Span {
    const { ROOT_CONTEXT, trace } = this.#api;
    const parent = options.traceParent === undefined ? undefined : parseTraceParent(options.traceParent);
    const context =
      parent === undefined
        ? ROOT_CONTEXT
        : trace.setSpanContext(ROOT_CONTEXT, { traceId: parent.traceId, spanId: parent.spanId, traceFlags: parent.sampled ? 1 : 0, isRemote: true });
    const kind = this.#kinds[options.kind ?? "internal"];
    const { attributes } = options;
    return this.#wrap(this.#tracer.startSpan(name, attributes === undefined ? { kind } : { kind, attributes: { ...attributes } }, context));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  #wrap(span: OtelSpan): Span {
    const { traceId, spanId, traceFlags } = span.spanContext();
    const { ERROR } = this.#api.SpanStatusCode;
    let ended = false;
    return {
      traceParent: formatTraceParent({ traceId, spanId, sampled: (traceFlags & 1) === 1 }),
      setAttribute: (name, value) => void span.setAttribute(name, value),
      end(error) {
        if (ended) return;
        ended = true;
        if (error !== undefined) {
          span.setStatus({ code: ERROR, message: describe(error) });
          if (error instanceof Error) span.recordException(error);
        }
        span.end();
      },
    };
  }
}
