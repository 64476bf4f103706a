import type { Span, Tracing } from "@mayfly/telemetry/tracing";
import type { WaitingRequest } from "./core/waiting-requests.ts";

/** The spans of lease requests and of the placements that they lead to. Without tracing, and for requests that nobody traces, there are none. */
export class LeaseTraces {
  readonly #tracing: Tracing;
  readonly #spans = new WeakMap<WaitingRequest, Span>();

  constructor(tracing: Tracing) {
    this.#tracing = tracing;
  }

  /** A request has come. */
  begin(request: WaitingRequest, traceParent: string): void {
    if (!this.#tracing.enabled || traceParent === "") return;
    const { functionName, version } = request.identity;
    const attributes = { "faas.invoked_name": functionName, "faas.version": version, "mayfly.holder_id": request.holderId };
    this.#spans.set(request, this.#tracing.startSpan("acquire lease", { kind: "server", traceParent, attributes }));
  }

  /** A request is granted, refused with a code, or withdrawn. */
  end(request: WaitingRequest | undefined, outcome: string): void {
    if (!this.#tracing.enabled || request === undefined) return;
    const span = this.#spans.get(request);
    span?.setAttribute("mayfly.outcome", outcome);
    span?.end();
  }

  /** An environment is ordered for the request. */
  beginPlacement(request: WaitingRequest, place: { readonly agentId: string; readonly environmentId: string }): Span | undefined {
    const traceParent = this.#spans.get(request)?.traceParent;
    if (traceParent === undefined) return undefined;
    const attributes = { "mayfly.agent_id": place.agentId, "mayfly.environment_id": place.environmentId };
    return this.#tracing.startSpan("place environment", { kind: "client", traceParent, attributes });
  }
}
