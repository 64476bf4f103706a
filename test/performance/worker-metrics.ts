import type { StandaloneSystem } from "../e2e/support/standalone-system.ts";

/** The figures of a running Mayfly, by name and labels as Prometheus writes them. */
export type MetricValues = ReadonlyMap<string, number>;

/** Reads all metrics now. */
export async function readMetrics(system: StandaloneSystem): Promise<MetricValues> {
  const response = await fetch(new URL("/metrics", system.metricsUrl));
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}

/** What a figure has grown by; a histogram's sum grows by exactly what happened in between. */
export function growth(before: MetricValues, after: MetricValues, name: string): number {
  return (after.get(name) ?? 0) - (before.get(name) ?? 0);
}
