import { waitFor } from "@mayfly/testkit/wait-for";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";
import { quantile } from "./latency.ts";
import { createFunctions } from "./many-functions.ts";
import { invokeTogether } from "./timed-invocation.ts";
import { growth, readMetrics } from "./worker-metrics.ts";

/** Cold starts that begin at the same moment, each of a function of its own. */
export interface BurstFigures {
  readonly burst: string;
  readonly starts: number;
  readonly prewarmed: number;
  readonly elapsedMs: number;
  readonly startsPerSecond: number;
  readonly p50Ms: number;
  readonly maxMs: number;
}

const large = 100;
const small = 10;
/** Ready sandboxes of the pool, by its metric. */
const poolMetric = "mayfly_worker_prewarmed_sandboxes";

/** A hundred at once; then, on a Mayfly of its own, ten, and ten others as soon as the pool has taken note. Every invocation must answer. */
export async function measureBursts(): Promise<readonly BurstFigures[]> {
  return [await measureLargeBurst(), ...(await measureRepeatedBurst())];
}

async function measureLargeBurst(): Promise<BurstFigures> {
  await using system = await startStandaloneSystem();
  await using functions = await createFunctions(system, "nodejs24.x", large);
  return await burstOf(system, `${large} functions at once`, functions.all);
}

async function measureRepeatedBurst(): Promise<readonly BurstFigures[]> {
  await using system = await startStandaloneSystem();
  await using functions = await createFunctions(system, "nodejs24.x", 2 * small);
  const first = await burstOf(system, `${small} functions at once`, functions.all.slice(0, small));
  const started = performance.now();
  await waitFor(async () => ((await readMetrics(system)).get(poolMetric) ?? 0) >= small, { what: "the pool to hold what the burst took" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [first, await burstOf(system, `${small} others, ${seconds} s later`, functions.all.slice(small))];
}

async function burstOf(system: StandaloneSystem, burst: string, functions: Parameters<typeof invokeTogether>[1]): Promise<BurstFigures> {
  const before = await readMetrics(system);
  const { latenciesMs, elapsedMs } = await invokeTogether(system, functions);
  const after = await readMetrics(system);
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return {
    burst,
    starts: functions.length,
    prewarmed: growth(before, after, 'mayfly_worker_init_milliseconds_count{prewarmed="true"}'),
    elapsedMs,
    startsPerSecond: (functions.length / elapsedMs) * 1000,
    p50Ms: quantile(sorted, 0.5),
    maxMs: sorted.at(-1) ?? Number.NaN,
  };
}
