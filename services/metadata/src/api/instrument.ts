import { callHeaders, type CallContext } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";

/** What observing needs. */
export interface Instruments {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/** Runs one operation under observation. Fails with PlatformError only. */
export type Observe = <Result>(operation: string, call: CallContext, work: () => Promise<Result>) => Promise<Result>;

const secondBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2];

/** Measures, traces, and logs what is our own mistake; every error leaves as a PlatformError. */
export function instrument({ clock, logger, metrics, tracing }: Instruments): Observe {
  const seconds = metrics.histogram({
    name: "mayfly_metadata_operation_seconds",
    help: "Time of control plane operations, by outcome (ok or an error code).",
    labels: ["operation", "outcome"],
    buckets: secondBuckets,
  });
  return async (operation, call, work) => {
    const startMs = clock.monotonicMs();
    const span = continueSpan(tracing, operation, call);
    const observe = (outcome: string) => seconds.observe((clock.monotonicMs() - startMs) / 1000, { operation, outcome });
    try {
      const result = await work();
      observe("ok");
      span?.end();
      return result;
    } catch (thrown) {
      const error = PlatformError.from(thrown);
      observe(error.code);
      span?.end(error);
      if (error.code === "Service") logger.error("operation failed", { operation, error });
      throw error;
    }
  };
}

/** Traces begin at the doors: what nobody traces there has no span here. */
function continueSpan(tracing: Tracing, operation: string, call: CallContext): Span | undefined {
  const traceParent = tracing.enabled ? (call.headers.get(callHeaders.traceParent) ?? "") : "";
  return traceParent === "" ? undefined : tracing.startSpan(`metadata ${operation}`, { kind: "server", traceParent });
}
