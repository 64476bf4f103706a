import type { Span, SpanOptions, Tracing } from "@mayfly/telemetry/tracing";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { expect, test } from "vitest";
import type { WaitingRequest } from "./core/waiting-requests.ts";
import { LeaseTraces } from "./lease-traces.ts";

const identity = { region: "us-east-1", account: "000000000000", functionName: "fn", version: "$LATEST" };
const request = (requestId: string): WaitingRequest => ({ requestId, holderId: "h", identity, key: "k", generation: 1, deadlineAtMs: 1, replyTo: "r" });
const place = { agentId: "a", environmentId: "e" };

interface Recorded {
  readonly name: string;
  readonly parent: string | undefined;
  outcome?: unknown;
  ended: boolean;
}

/** Tracing whose spans can be looked at; the traceparent of a span is its name. */
function recordingTracing(): Tracing & { readonly spans: readonly Recorded[] } {
  const spans: Recorded[] = [];
  return {
    enabled: true,
    spans,
    startSpan(name: string, options: SpanOptions = {}): Span {
      const recorded: Recorded = { name, parent: options.traceParent, ended: false };
      spans.push(recorded);
      return { traceParent: name, setAttribute: (_name, value) => void (recorded.outcome = value), end: () => void (recorded.ended = true) };
    },
    async [Symbol.asyncDispose]() {},
  };
}

test("a request's span ends with its outcome, and its placement is the span's child", () => {
  const tracing = recordingTracing();
  const traces = new LeaseTraces(tracing);
  const granted = request("1");
  const withdrawn = request("2");
  for (const each of [granted, withdrawn]) traces.begin(each, "gateway");
  traces.beginPlacement(granted, place)?.end();
  traces.end(granted, "granted");
  traces.end(withdrawn, "withdrawn");

  expect(tracing.spans).toEqual([
    { name: "acquire lease", parent: "gateway", outcome: "granted", ended: true },
    { name: "acquire lease", parent: "gateway", outcome: "withdrawn", ended: true },
    { name: "place environment", parent: "acquire lease", ended: true },
  ]);
});

test("what nobody traces has no span, and without tracing none is asked for", () => {
  const tracing = recordingTracing();
  for (const traces of [new LeaseTraces(tracing), new LeaseTraces(forbiddenTracing)]) {
    const untraced = request("1");
    traces.begin(untraced, "");
    expect(traces.beginPlacement(untraced, place)).toBeUndefined();
    traces.end(untraced, "granted");
  }
  const off = new LeaseTraces(forbiddenTracing);
  off.begin(request("2"), "gateway");

  expect(tracing.spans).toEqual([]);
});
