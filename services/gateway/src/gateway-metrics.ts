import type { Metrics } from "@mayfly/telemetry/metrics";

type Door = "http" | "grpc" | "nats" | "url";

/** The figures that the gateway keeps. */
export interface GatewayMetrics {
  /** Counts an answer at a door; `url` is that of function URLs. */
  answered(door: Door, operation: string, status: number): void;
}

type LabelsByStatus = Map<number, Readonly<Record<string, string>>>;

/** Registers the gateway's figures. `inFlight` is read when they are collected. */
export function createGatewayMetrics(metrics: Metrics, inFlight: () => number): GatewayMetrics {
  const requests = metrics.counter({
    name: "mayfly_gateway_requests_total",
    help: "Answers by door, operation and status.",
    labels: ["door", "operation", "status"],
  });
  metrics.gauge({ name: "mayfly_gateway_invocations_in_flight", help: "Invocations under way in this gateway.", read: inFlight });
  // One label object for each combination: the sets are small and closed, and the hot path must not build objects or keys.
  const known = {
    http: new Map<string, LabelsByStatus>(),
    grpc: new Map<string, LabelsByStatus>(),
    nats: new Map<string, LabelsByStatus>(),
    url: new Map<string, LabelsByStatus>(),
  };
  return {
    answered(door, operation, status) {
      let byStatus = known[door].get(operation);
      if (byStatus === undefined) known[door].set(operation, (byStatus = new Map()));
      let labels = byStatus.get(status);
      if (labels === undefined) byStatus.set(status, (labels = { door, operation, status: String(status) }));
      requests.add(labels);
    },
  };
}
