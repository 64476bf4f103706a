/** Tracing through OpenTelemetry. Nothing of the SDK is loaded unless spans are exported: it costs 100 ms and 40 MB at start. */
import type { Span as OtelSpan, SpanKind, Tracer } from "@opentelemetry/api";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";
import { noTracing, type Span, type SpanOptions, type Tracing } from "./tracing.ts";

/** Who traces, and where to. */
export interface TracingSettings {
  /** Resource attribute service.name. */
  readonly serviceName: string;
  /** Resource attribute service.instance.id. */
  readonly instanceId: string;
  /** Base URL of an OTLP collector over HTTP, like http://127.0.0.1:4318; spans go to its /v1/traces. Without it nothing is recorded. */
  readonly otlpEndpoint?: string;
  /** Share of the traces begun here that are recorded, 0 to 1. A trace begun elsewhere is recorded if its beginner does. */
  readonly samplingRatio: number;
}

/** Milliseconds that the last spans have to leave when tracing is disposed. */
const flushTimeoutMs = 3_000;

const spanLimits = { attributeCountLimit: 64, attributeValueLengthLimit: 1_024, eventCountLimit: 32, linkCountLimit: 32 };

/**
 * Tracing of this process; one at a time. At most 4,096 finished spans wait to be exported, further ones are dropped. A collector that
 * cannot be reached never fails or delays anything but the disposal, by at most 3 s.
 */
export async function createTracing(settings: TracingSettings): Promise<Tracing> {
  if (settings.otlpEndpoint === undefined || settings.otlpEndpoint === "") return noTracing;
  const [api, { NodeSDK }, { OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-node"),
      import("@opentelemetry/exporter-trace-otlp-proto"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/sdk-trace"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${settings.otlpEndpoint.replace(/\/+$/, "")}/v1/traces`, timeoutMillis: flushTimeoutMs });
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ "service.name": settings.serviceName, "service.instance.id": settings.instanceId }),
    autoDetectResources: false,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.samplingRatio) }),
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
          span.setStatus({ code: ERROR, message: error instanceof Error ? error.message : "failed" });
          if (error instanceof Error) span.recordException(error);
        }
        span.end();
      },
    };
  }
}
