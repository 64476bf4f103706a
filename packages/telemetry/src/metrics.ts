import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Label names of a metric. Values must come from small closed sets. */
export type Labels = Readonly<Record<string, string>>;

/** A figure that only grows. */
export interface CounterMetric {
  add(labels?: Labels, value?: number): void;
}

/** A figure that goes up and down. */
export interface GaugeMetric {
  set(value: number, labels?: Labels): void;
}

/** A distribution, in the unit that its name ends with. */
export interface HistogramMetric {
  observe(value: number, labels?: Labels): void;
}

/** Name, help sentence and label names of a metric. Names start with `mayfly_` and end with their unit. */
export interface MetricOptions {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** A process's metrics, in Prometheus text on demand. */
export interface Metrics {
  counter(options: MetricOptions): CounterMetric;
  gauge(options: MetricOptions & { readonly read?: () => number }): GaugeMetric;
  histogram(options: MetricOptions & { readonly buckets: readonly number[] }): HistogramMetric;
  /** Everything in Prometheus text format. */
  text(): Promise<string>;
}

/** Metrics of their own; two of them share nothing. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const base = (options: MetricOptions) => ({ name: options.name, help: options.help, labelNames: [...(options.labels ?? [])], registers: [registry] });
  return {
    counter(options) {
      const counter = new Counter(base(options));
      return { add: (labels, value = 1) => (labels === undefined ? counter.inc(value) : counter.inc({ ...labels }, value)) };
    },
    gauge(options) {
      const { read } = options;
      const gauge = new Gauge(
        read === undefined
          ? base(options)
          : {
              ...base(options),
              collect() {
                this.set(read());
              },
            },
      );
      return { set: (value, labels) => (labels === undefined ? gauge.set(value) : gauge.set({ ...labels }, value)) };
    },
    histogram(options) {
      const histogram = new Histogram({ ...base(options), buckets: [...options.buckets] });
      return { observe: (value, labels) => (labels === undefined ? histogram.observe(value) : histogram.observe({ ...labels }, value)) };
    },
    text: () => registry.metrics(),
  };
}
