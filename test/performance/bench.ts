import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Runtime } from "@aws-sdk/client-lambda";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { createFunction, handlerModule } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { startBareServer } from "./bare-server.ts";
import { measureColdStarts, type ColdFigures } from "./cold-starts.ts";
import { grpcManyDoor, grpcUnaryDoor, httpDoor, natsDoor, plainHttpDoor, type Door } from "./doors.ts";
import { measureLoad, quantile, type LoadFigures } from "./latency.ts";

const concurrencies = [1, 8, 64] as const;
const rounds = 3;
/** JIT compilation of the paths takes some seconds of load. */
const warmUpMs = 4000;
/** Each environment is a process that compiles for itself, and 64 of them share the load. */
const environmentsWarmUpMs = 10_000;

/** One row of the table: a door at a concurrency, with its ratio to the bare server at the same concurrency in the same run. */
interface WarmRow extends LoadFigures {
  readonly door: string;
  readonly concurrency: number;
  readonly throughputRatio: number;
  readonly p50OverBareMs: number;
}

const { values } = parseArgs({
  options: { json: { type: "string" }, "duration-ms": { type: "string", default: "2000" }, "cold-starts": { type: "string", default: "20" } },
});
const durationMs = Number(values["duration-ms"]);

const warm = await measureWarm();
const cold = await measureCold(Number(values["cold-starts"]));
printTables(warm, cold);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ node: process.version, durationMs, warm, cold }, undefined, 2)}\n`);

async function measureWarm(): Promise<readonly WarmRow[]> {
  await using bare = await startBareServer();
  await using system = await startStandaloneSystem();
  await using fn = await createFunction(system, handlerModule("async (event) => event"), { MemorySize: 1769 });
  const doors: readonly (readonly [string, Door])[] = [
    ["HTTP", httpDoor(system, fn.name)],
    ["gRPC unary", grpcUnaryDoor(system, fn.name)],
    ["gRPC InvokeMany", grpcManyDoor(system, fn.name)],
    ["NATS request", natsDoor(system, fn.name)],
  ];
  for (const [, door] of doors) await measureDoor(door, 8, warmUpMs);
  await measureDoor(httpDoor(system, fn.name), 64, environmentsWarmUpMs);
  const rows: WarmRow[] = [];
  for (const concurrency of concurrencies) rows.push(...(await measureAt(concurrency, plainHttpDoor(bare.url), doors)));
  return rows;
}

/** Every door and the bare server in turn, several times, so that a slow moment of the machine meets them all. */
async function measureAt(concurrency: number, bare: Door, doors: readonly (readonly [string, Door])[]): Promise<readonly WarmRow[]> {
  const measured: WarmRow[][] = [];
  for (let round = 0; round < rounds; round++) {
    const yardstick = await measureDoor(bare, concurrency, durationMs);
    const rows = [row("bare node http", concurrency, yardstick, yardstick)];
    for (const [name, door] of doors) rows.push(row(name, concurrency, await measureDoor(door, concurrency, durationMs), yardstick));
    measured.push(rows);
  }
  const [first = []] = measured;
  return first.map((_row, index) => medianRow(measured.flatMap((rows) => rows[index] ?? [])));
}

/** The row with the median of each figure. */
function medianRow(rows: readonly WarmRow[]): WarmRow {
  const [first] = rows;
  if (first === undefined) throw new Error("nothing was measured");
  const median = (figure: (row: WarmRow) => number) =>
    quantile(
      rows.map(figure).toSorted((a, b) => a - b),
      0.5,
    );
  return {
    door: first.door,
    concurrency: first.concurrency,
    answers: rows.reduce((sum, { answers }) => sum + answers, 0),
    p50Ms: median((r) => r.p50Ms),
    p99Ms: median((r) => r.p99Ms),
    perSecond: median((r) => r.perSecond),
    throughputRatio: median((r) => r.throughputRatio),
    p50OverBareMs: median((r) => r.p50OverBareMs),
  };
}

async function measureDoor(door: Door, concurrency: number, forMs: number): Promise<LoadFigures> {
  await using opened = await door(concurrency);
  return await measureLoad(opened.requests, forMs);
}

function row(door: string, concurrency: number, figures: LoadFigures, yardstick: LoadFigures): WarmRow {
  return { door, concurrency, ...figures, throughputRatio: figures.perSecond / yardstick.perSecond, p50OverBareMs: figures.p50Ms - yardstick.p50Ms };
}

async function measureCold(count: number): Promise<Readonly<Record<string, ColdFigures>>> {
  const measured: Record<string, ColdFigures> = {};
  for (const [name, poolSize] of [
    ["without the pool", "0"],
    ["from the pool", "2"],
  ] as const) {
    await using system = await startStandaloneSystem({ environment: { MAYFLY_POOL_SIZE: poolSize } });
    for (const runtime of measuredRuntimes()) measured[`${runtime} ${name}`] = await measureColdStarts(system, runtime, count);
  }
  return measured;
}

/** Node, and a Python if this machine has one. */
function measuredRuntimes(): readonly Runtime[] {
  const environment = processEnvironment();
  const runtimes = createRuntimeCatalogue({ cacheDirectory: cacheDirectory(environment), environment, architecture: hostArchitecture() });
  // The SDK's union of names is a closed one.
  const python = runtimes.list().findLast(({ name, status }) => name.startsWith("python") && status === "ready")?.name as Runtime | undefined;
  return python === undefined ? ["nodejs24.x"] : ["nodejs24.x", python];
}

function printTables(rows: readonly WarmRow[], cold: Readonly<Record<string, ColdFigures>>): void {
  const out: string[] = ["| door | concurrency | p50 ms | p99 ms | per second | ratio to bare | p50 over bare ms |", "|---|---|---|---|---|---|---|"];
  for (const r of rows) {
    out.push(
      `| ${r.door} | ${r.concurrency} | ${r.p50Ms.toFixed(2)} | ${r.p99Ms.toFixed(2)} | ${Math.round(r.perSecond)} | ${r.throughputRatio.toFixed(2)} | ${r.p50OverBareMs.toFixed(2)} |`,
    );
  }
  out.push("", "| cold start through HTTP | p50 ms | p95 ms | runs |", "|---|---|---|---|");
  for (const [name, c] of Object.entries(cold)) out.push(`| ${name} | ${c.p50Ms.toFixed(1)} | ${c.p95Ms.toFixed(1)} | ${c.runs} |`);
  process.stdout.write(`${out.join("\n")}\n`);
}
