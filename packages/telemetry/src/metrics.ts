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

/**
 * A process's metrics, in Prometheus text on demand. Asking for a name again gives the same metric: in standalone, gateway and
 * scheduler count their invocations together. Gauges that are read add up what their readers say.
 */
export interface Metrics {
  counter(options: MetricOptions): CounterMetric;
  gauge(options: MetricOptions & { readonly read?: () => number }): GaugeMetric;
  histogram(options: MetricOptions & { readonly buckets: readonly number[] }): HistogramMetric;
  /** Everything in Prometheus text format. */
  text(): Promise<string>;
}

/** Metrics of their own; two of them share nothing. */
export function createMetrics(): Metrics {
  return new PrometheusMetrics();
}

class PrometheusMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #counters = new Map<string, CounterMetric>();
  readonly #gauges = new Map<string, GaugeMetric & { readonly readers: (() => number)[] }>();
  readonly #histograms = new Map<string, HistogramMetric>();

  counter(options: MetricOptions): CounterMetric {
    return getOrAdd(this.#counters, options.name, () => {
      const counter = new Counter(this.#settings(options));
      return { add: (labels, value = 1) => (labels === undefined ? counter.inc(value) : counter.inc({ ...labels }, value)) };
    });
  }

  gauge(options: MetricOptions & { readonly read?: () => number }): GaugeMetric {
    const shared = getOrAdd(this.#gauges, options.name, () => {
      const readers: (() => number)[] = [];
      const gauge = new Gauge({
        ...this.#settings(options),
        collect() {
          if (readers.length > 0) this.set(readers.reduce((sum, read) => sum + read(), 0));
        },
      });
      return { readers, set: (value, labels) => (labels === undefined ? gauge.set(value) : gauge.set({ ...labels }, value)) };
    });
    if (options.read !== undefined) shared.readers.push(options.read);
    return shared;
  }

  histogram(options: MetricOptions & { readonly buckets: readonly number[] }): HistogramMetric {
    return getOrAdd(this.#histograms, options.name, () => {
      const histogram = new Histogram({ ...this.#settings(options), buckets: [...options.buckets] });
      return { observe: (value, labels) => (labels === undefined ? histogram.observe(value) : histogram.observe({ ...labels }, value)) };
    });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #settings(options: MetricOptions) {
    return { name: options.name, help: options.help, labelNames: [...(options.labels ?? [])], registers: [this.#registry] };
  }
}

function getOrAdd<Metric>(known: Map<string, Metric>, name: string, create: () => Metric): Metric {
  const found = known.get(name);
  if (found !== undefined) return found;
  const created = create();
  known.set(name, created);
  return created;
}
