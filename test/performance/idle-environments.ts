import type { Runtime } from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { setTimeout as delay } from "node:timers/promises";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";
import { quantile } from "./latency.ts";
import { createFunctions } from "./many-functions.ts";
import { cpuMs, frozenSandboxes, privateMib, processTree } from "./process-figures.ts";
import { openInvocation, timeRequest } from "./timed-invocation.ts";
import { growth, readMetrics } from "./worker-metrics.ts";

/** What one idle frozen environment costs. */
export interface MemoryFigures {
  /** Its runtime and where it came from. */
  readonly environment: string;
  readonly environments: number;
  /** Private_Clean and Private_Dirty of all its processes. */
  readonly privateMib: number;
}

/** Many idle environments at once. */
export interface DensityFigures {
  readonly environments: number;
  readonly startedInMs: number;
  /** Of one environment. */
  readonly privateMib: number;
  /** Of one core, used by the environments while nobody asks for anything. */
  readonly environmentsCpuPercent: number;
  /** The same of Mayfly and its servers: heartbeats, reports. */
  readonly mayflyCpuPercent: number;
  /** The next invocation of each, one after the other, on the environments that are there. */
  readonly answers: number;
  readonly p50Ms: number;
  readonly maxMs: number;
}

const measuredForMemory = 8;
const dense = 200;
const idleMs = 10_000;

/** Functions of 128 MB that have answered once, from the pool or not: all are environments like any other. */
export async function measureIdleMemory(runtimes: readonly Runtime[]): Promise<readonly MemoryFigures[]> {
  const figures: MemoryFigures[] = [];
  for (const runtime of runtimes) {
    for (const poolSize of [1, 0]) {
      await using system = await startStandaloneSystem({ environment: { MAYFLY_POOL_SIZE: String(poolSize) } });
      figures.push(await measureMemoryOf(system, runtime, poolSize === 0 ? "own boot" : "prewarmed"));
    }
  }
  return figures;
}

async function measureMemoryOf(system: StandaloneSystem, runtime: Runtime, origin: string): Promise<MemoryFigures> {
  await using functions = await createFunctions(system, runtime, measuredForMemory);
  for (const fn of functions.all) await answerOnce(system, fn);
  const pids = await waitUntilFrozen(system, measuredForMemory);
  return { environment: `${runtime}, ${origin}`, environments: measuredForMemory, privateMib: privateMib(pids) / measuredForMemory };
}

/** Starts 200 environments, leaves them alone, and asks each once more. */
export async function measureDensity(): Promise<DensityFigures> {
  // What they are given in sum is more than this machine has; what they use is not.
  await using system = await startStandaloneSystem({ environment: { MAYFLY_MEMORY_MIB: String(dense * 128 + 1024) } });
  await using functions = await createFunctions(system, "nodejs24.x", dense);
  const started = performance.now();
  for (const fn of functions.all) await answerOnce(system, fn);
  const startedInMs = performance.now() - started;
  const pids = await waitUntilFrozen(system, dense);
  const before = await readMetrics(system);
  const cpu = await measureIdleCpu(system, pids);
  const ownMib = privateMib(pids) / dense;
  const latencies: number[] = [];
  for (const fn of functions.all) latencies.push(await answerOnce(system, fn));
  const after = await readMetrics(system);
  const startedAnew = ["true", "false"].reduce((sum, from) => sum + growth(before, after, `mayfly_worker_init_milliseconds_count{prewarmed="${from}"}`), 0);
  if (startedAnew > 0) throw new Error(`${startedAnew} of ${dense} environments were not there any more`);
  latencies.sort((a, b) => a - b);
  return {
    environments: dense,
    startedInMs,
    privateMib: ownMib,
    ...cpu,
    answers: latencies.length,
    p50Ms: quantile(latencies, 0.5),
    maxMs: latencies.at(-1) ?? Number.NaN,
  };
}

async function measureIdleCpu(
  system: StandaloneSystem,
  environments: readonly number[],
): Promise<Pick<DensityFigures, "environmentsCpuPercent" | "mayflyCpuPercent">> {
  const own = new Set(environments);
  const others = processTree(system.process.pid).filter((pid) => !own.has(pid));
  const [environmentsMs, othersMs] = [cpuMs(environments), cpuMs(others)];
  await delay(idleMs);
  const percent = (ms: number) => (ms / idleMs) * 100;
  return { environmentsCpuPercent: percent(cpuMs(environments) - environmentsMs), mayflyCpuPercent: percent(cpuMs(others) - othersMs) };
}

async function answerOnce(system: StandaloneSystem, fn: Parameters<typeof openInvocation>[1]): Promise<number> {
  using connection = await openInvocation(system, fn);
  return await timeRequest(connection);
}

/** Waits until so many sandboxes stand still. Gives the processes of all of them. */
async function waitUntilFrozen(system: StandaloneSystem, environments: number): Promise<readonly number[]> {
  const frozen = () => {
    const sandboxes = frozenSandboxes(system.process.pid);
    return sandboxes.length >= environments && sandboxes.flat();
  };
  return waitFor(frozen, { deadlineMs: 20_000, what: `${environments} environments to be frozen` });
}
