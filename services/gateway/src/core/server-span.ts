import { PlatformError } from "@mayfly/errors/platform-error";
import type { Tracing } from "@mayfly/telemetry/tracing";
import type { RequestContext } from "./caller.ts";

/** The span of one request at a door. */
export interface ServerSpan {
  /** W3C traceparent of this span, to hand on. */
  readonly traceParent: string;
  end(): void;
  /** Ends the span with the error's code. Only what is the platform's fault marks it as failed (OpenTelemetry, HTTP spans, Status). */
  fail(thrown: unknown): void;
}

/** Begins the span of a request, in the client's trace if it named one. */
export function startServerSpan(
  tracing: Tracing,
  operation: string,
  request: RequestContext & { readonly attributes?: Readonly<Record<string, string>> },
): ServerSpan {
  const span = tracing.startSpan(operation, {
    kind: "server",
    traceParent: request.traceParent,
    attributes: { "rpc.method": operation, "mayfly.request_id": request.requestId, ...request.attributes },
  });
  return {
    traceParent: span.traceParent,
    end: () => span.end(),
    fail(thrown) {
      const error = PlatformError.from(thrown);
      span.setAttribute("error.type", error.code);
      if (error.definition.httpStatus >= 500) span.end(error);
      else span.end();
    },
  };
}
