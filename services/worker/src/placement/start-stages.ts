import type { Clock } from "@mayfly/kernel/clock";
import type { HistogramMetric, Metrics } from "@mayfly/telemetry/metrics";

/**
 * The steps of a cold start on the worker, in order: `fetch` makes runtime and code ready, `sandbox` creates the sandbox, `bind` shows the
 * code in it, `boot` waits for the runtime's process, `load` runs the function's own code, `answer` is its first invocation. One taken from
 * the pool has neither `sandbox` nor `boot`.
 */
export type StartStage = "fetch" | "sandbox" | "bind" | "boot" | "load" | "answer";

/** What the steps of cold starts take. */
export class StartStages {
  readonly #clock: Clock;
  readonly #histogram: HistogramMetric;

  constructor(clock: Clock, metrics: Metrics) {
    this.#clock = clock;
    this.#histogram = metrics.histogram({
      name: "mayfly_worker_start_stage_milliseconds",
      help: "Time of each step of a cold start on the worker: fetch, sandbox, bind, boot, load, answer.",
      labels: ["stage", "prewarmed"],
      buckets: [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 10_240],
    });
  }

  /** A step that began at `sinceMs` (monotonic) is over; gives the time, at which the next begins. While it is fetched nobody knows yet whether it will be `prewarmed`. */
  over(stage: StartStage, sinceMs: number, prewarmed?: boolean): number {
    const nowMs = this.#clock.monotonicMs();
    this.#histogram.observe(nowMs - sinceMs, { stage, prewarmed: String(prewarmed ?? "") });
    return nowMs;
  }
}
