import type { InvokeStart__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokeStart";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";

/** Where an invocation runs. */
interface SpanPlace {
  readonly environmentId: string;
  readonly spec: FunctionSpec__Output;
  /** True if it is the environment's first invocation. */
  readonly isFirst: boolean;
}

/** The span of a function's run; undefined if its invoker does not trace it: traces begin at the doors. */
export function startFunctionSpan(tracing: Tracing, start: InvokeStart__Output, { environmentId, spec, isFirst }: SpanPlace): Span | undefined {
  if (start.trace_parent === "") return undefined;
  return tracing.startSpan("function", {
    kind: "server",
    traceParent: start.trace_parent,
    attributes: {
      "faas.name": spec.identity?.function_name ?? "",
      "faas.version": spec.identity?.version ?? "",
      "faas.invocation_id": start.request_id,
      "faas.coldstart": isFirst,
      "mayfly.environment_id": environmentId,
    },
  });
}
