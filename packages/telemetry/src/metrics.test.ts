import { describe, expect, it } from "vitest";
import { createMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("count, gauge and distribute, with their labels", async () => {
    const metrics = createMetrics();
    const counter = metrics.counter({ name: "mayfly_calls_total", help: "Calls.", labels: ["door"] });
    counter.add({ door: "http" });
    counter.add({ door: "http" }, 2);
    metrics.gauge({ name: "mayfly_idle", help: "Idle." }).set(7);
    let depth = 1;
    metrics.gauge({ name: "mayfly_depth", help: "Depth.", read: () => depth });
    metrics.histogram({ name: "mayfly_wait_seconds", help: "Wait.", buckets: [0.1, 1] }).observe(0.5);
    depth = 3;
    const text = await metrics.text();
    for (const line of [
      'mayfly_calls_total{door="http"} 3',
      "mayfly_idle 7",
      "mayfly_depth 3",
      'mayfly_wait_seconds_bucket{le="0.1"} 0',
      'mayfly_wait_seconds_bucket{le="1"} 1',
      "mayfly_wait_seconds_sum 0.5",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });

  it("of two processes in one share nothing", async () => {
    createMetrics().counter({ name: "mayfly_calls_total", help: "Calls." }).add();
    const other = createMetrics();
    other.counter({ name: "mayfly_calls_total", help: "Calls." });
    expect(await other.text()).toContain("mayfly_calls_total 0");
  });
});
