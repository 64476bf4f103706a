import { FakeClock } from "@mayfly/kernel/fake-clock";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { expect, test } from "vitest";
import { StartStages } from "./start-stages.ts";

test("each step of a start counts from the end of the one before, apart by where the sandbox came from", async () => {
  const clock = new FakeClock();
  const metrics = createMetrics();
  const stages = new StartStages(clock, metrics);
  const startedMs = clock.monotonicMs();
  clock.advance(8);
  const createdMs = stages.over("sandbox", startedMs, false);
  clock.advance(1);
  stages.over("bind", createdMs, false);
  stages.over("bind", createdMs, true);
  stages.over("fetch", startedMs);
  const text = await metrics.text();
  const sum = (labels: string) => text.split("\n").find((line) => line.startsWith(`mayfly_worker_start_stage_milliseconds_sum{${labels}}`));
  expect(sum('stage="sandbox",prewarmed="false"')).toMatch(/ 8$/);
  expect(sum('stage="bind",prewarmed="false"')).toMatch(/ 1$/);
  expect(sum('stage="bind",prewarmed="true"')).toMatch(/ 1$/);
  expect(sum('stage="fetch",prewarmed=""')).toMatch(/ 9$/);
});
