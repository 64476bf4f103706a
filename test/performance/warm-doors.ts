import { createFunction, handlerModule } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { startBareServer } from "./bare-server.ts";
import { grpcManyDoor, grpcUnaryDoor, httpDoor, natsDoor, plainHttpDoor, type Door } from "./doors.ts";
import { measureLoad, median, type LoadFigures } from "./latency.ts";

const concurrencies = [1, 8, 64] as const;
const rounds = 3;
/** JIT compilation of the paths takes some seconds of load. */
const warmUpMs = 4000;
/** Each environment is a process that compiles for itself, and 64 of them share the load. */
const environmentsWarmUpMs = 10_000;

/** One row of the table: a door at a concurrency, with its ratio to the bare server at the same concurrency in the same run. */
export interface WarmRow extends LoadFigures {
  readonly door: string;
  readonly concurrency: number;
  readonly throughputRatio: number;
  readonly p50OverBareMs: number;
}

/** Warm invocations through every door, beside a bare Node HTTP server, each for `durationMs` a round. */
export async function measureWarm(durationMs: number): Promise<readonly WarmRow[]> {
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
  for (const concurrency of concurrencies) rows.push(...(await measureAt({ concurrency, durationMs, bare: plainHttpDoor(bare.url), doors })));
  return rows;
}

/** Every door and the bare server in turn, several times, so that a slow moment of the machine meets them all. */
async function measureAt(at: {
  readonly concurrency: number;
  readonly durationMs: number;
  readonly bare: Door;
  readonly doors: readonly (readonly [string, Door])[];
}): Promise<readonly WarmRow[]> {
  const { concurrency, durationMs } = at;
  const measured: WarmRow[][] = [];
  for (let round = 0; round < rounds; round++) {
    const yardstick = await measureDoor(at.bare, concurrency, durationMs);
    const rows = [row("bare node http", concurrency, { figures: yardstick, yardstick })];
    for (const [name, door] of at.doors) rows.push(row(name, concurrency, { figures: await measureDoor(door, concurrency, durationMs), yardstick }));
    measured.push(rows);
  }
  const [first = []] = measured;
  return first.map((_row, index) => medianRow(measured.flatMap((rows) => rows[index] ?? [])));
}

/** The row with the median of each figure. */
function medianRow(rows: readonly WarmRow[]): WarmRow {
  const [first] = rows;
  if (first === undefined) throw new Error("nothing was measured");
  return {
    door: first.door,
    concurrency: first.concurrency,
    answers: rows.reduce((sum, { answers }) => sum + answers, 0),
    p50Ms: median(rows.map((r) => r.p50Ms)),
    p99Ms: median(rows.map((r) => r.p99Ms)),
    perSecond: median(rows.map((r) => r.perSecond)),
    throughputRatio: median(rows.map((r) => r.throughputRatio)),
    p50OverBareMs: median(rows.map((r) => r.p50OverBareMs)),
  };
}

async function measureDoor(door: Door, concurrency: number, forMs: number): Promise<LoadFigures> {
  await using opened = await door(concurrency);
  return await measureLoad(opened.requests, forMs);
}

function row(door: string, concurrency: number, { figures, yardstick }: { readonly figures: LoadFigures; readonly yardstick: LoadFigures }): WarmRow {
  return { door, concurrency, ...figures, throughputRatio: figures.perSecond / yardstick.perSecond, p50OverBareMs: figures.p50Ms - yardstick.p50Ms };
}
