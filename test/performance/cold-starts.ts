import { LambdaClient, UpdateFunctionConfigurationCommand, type Runtime } from "@aws-sdk/client-lambda";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@mayfly/testkit/wait-for";
import { createFunction, waitUntilSettled, type TestFunction } from "../e2e/support/functions.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { quantile } from "./latency.ts";
import { echoFiles } from "./many-functions.ts";
import { openInvocation, timeRequest } from "./timed-invocation.ts";
import { growth, readMetrics, type MetricValues } from "./worker-metrics.ts";

/** The steps of a cold start, in order; those of the worker are those of its metric. */
export const coldStartSteps = ["gateway", "scheduler", "place", "fetch", "sandbox", "bind", "boot", "load", "answer"] as const;

/** One of them. */
export type ColdStartStep = (typeof coldStartSteps)[number];

/** Cold starts of one system: milliseconds from sending the request to having the answer, and the median of each step. */
export interface ColdFigures {
  /** The runtime and how it was started. */
  readonly start: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly runs: number;
  /** Those that were bound from the pool. */
  readonly prewarmed: number;
  readonly stepsMs: Readonly<Record<ColdStartStep, number>>;
}

/** Not counted: JIT compilation of the paths of control and data. */
const warmUpRuns = 5;
const settleMs = 150;

interface ColdStart {
  readonly totalMs: number;
  readonly prewarmed: boolean;
  readonly stepsMs: Readonly<Record<ColdStartStep, number>>;
}

/** Every runtime, without the pool and from it. */
export async function measureAllColdStarts(runtimes: readonly Runtime[], count: number): Promise<readonly ColdFigures[]> {
  const measured: ColdFigures[] = [];
  for (const poolSize of [2, 0]) {
    await using system = await startStandaloneSystem({ environment: { MAYFLY_POOL_SIZE: String(poolSize) } });
    for (const runtime of runtimes) measured.push(await measureColdStarts(system, runtime, { count, poolSize }));
  }
  return measured;
}

/** Makes `count` invocations that each meet no environment: every one follows an update, which retires the one before. Nothing else goes on meanwhile. */
async function measureColdStarts(
  system: StandaloneSystem,
  runtime: Runtime,
  settings: { readonly count: number; readonly poolSize: number },
): Promise<ColdFigures> {
  await using fn = await createFunction(system, echoFiles(runtime), { Runtime: runtime });
  const client = new LambdaClient(clientConfig(system));
  const starts: ColdStart[] = [];
  for (let run = 0; run < settings.count + warmUpRuns; run++) {
    await renew(client, fn, run);
    await untilQuiet(system, settings.poolSize);
    // A sandbox of the pool warms itself a little longer after it is ready.
    await delay(settleMs);
    const before = await readMetrics(system);
    starts.push(await startCold(system, fn, before));
  }
  client.destroy();
  return { start: `${runtime} ${settings.poolSize === 0 ? "without the pool" : "from the pool"}`, ...summarize(starts.slice(warmUpRuns)) };
}

async function renew(client: LambdaClient, fn: TestFunction, run: number): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Description: `run ${run}` }));
  await waitUntilSettled(client, fn.name);
}

/** Resolves when the environment before is gone and the pool is full. */
async function untilQuiet(system: StandaloneSystem, poolSize: number): Promise<void> {
  await waitFor(
    async () => {
      const values = await readMetrics(system);
      return values.get("mayfly_worker_environments") === 0 && (values.get("mayfly_worker_prewarmed_sandboxes") ?? 0) >= poolSize;
    },
    { deadlineMs: 30_000, what: "the worker to be quiet" },
  );
}

async function startCold(system: StandaloneSystem, fn: TestFunction, before: MetricValues): Promise<ColdStart> {
  using connection = await openInvocation(system, fn);
  const totalMs = await timeRequest(connection);
  const after = await readMetrics(system);
  const grown = (name: string) => growth(before, after, name);
  const prewarmed = grown('mayfly_worker_init_milliseconds_count{prewarmed="true"}') > 0;
  const step = (name: string, from: string) => grown(`mayfly_worker_start_stage_milliseconds_sum{stage="${name}",prewarmed="${from}"}`);
  const own = String(prewarmed);
  const worker = { fetch: step("fetch", ""), sandbox: step("sandbox", own), bind: step("bind", own), boot: step("boot", own), load: step("load", own) };
  const answer = step("answer", own);
  const leaseMs = grown("mayfly_lease_wait_seconds_sum") * 1000;
  const placementMs = grown(`mayfly_placement_seconds_sum{kind="${prewarmed ? "prewarmed" : "started"}"}`) * 1000;
  const placedMs = Object.values(worker).reduce((sum, ms) => sum + ms, 0);
  return {
    totalMs,
    prewarmed,
    stepsMs: { gateway: totalMs - leaseMs - answer, scheduler: leaseMs - placementMs, place: placementMs - placedMs, ...worker, answer },
  };
}

function summarize(starts: readonly ColdStart[]): Omit<ColdFigures, "start"> {
  const quantileOf = (figure: (start: ColdStart) => number, share: number) =>
    quantile(
      starts.map(figure).toSorted((a, b) => a - b),
      share,
    );
  const steps = coldStartSteps.map((step) => [step, quantileOf(({ stepsMs }) => stepsMs[step], 0.5)] as const);
  return {
    p50Ms: quantileOf(({ totalMs }) => totalMs, 0.5),
    p95Ms: quantileOf(({ totalMs }) => totalMs, 0.95),
    runs: starts.length,
    prewarmed: starts.filter(({ prewarmed }) => prewarmed).length,
    // Every step of the list has its entry.
    stepsMs: Object.fromEntries(steps) as Record<ColdStartStep, number>,
  };
}
