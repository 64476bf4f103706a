import { writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureBursts } from "./bursts.ts";
import { measureControlPlane } from "./control-plane.ts";
import { measureAllColdStarts } from "./cold-starts.ts";
import { burstTable, coldTables, controlTable, densityTable, freezeTable, listTable, memoryTable, warmTable } from "./figure-tables.ts";
import { measureFreeze } from "./freeze-cost.ts";
import { measureDensity, measureIdleMemory } from "./idle-environments.ts";
import { measureLongList } from "./long-lists.ts";
import { measuredRuntimes } from "./measured-runtimes.ts";
import { measureWarm } from "./warm-doors.ts";

const help = `npm run bench -- [options]: measures the figures of SPECIFICATION.md on this machine, of a Mayfly of its own.

  --only PART[,PART]  measure only these: warm, cold, burst, freeze, memory, density, control, lists
  --duration-ms N     how long each door is loaded in each of three rounds (2000)
  --cold-starts N     cold starts of each kind (20)
  --json FILE         write the figures there too
  --help

warm     invocations through every door, beside a bare Node HTTP server
cold     cold starts one at a time, from the prewarmed pool and without, step by step
burst    100 cold starts of 100 functions together; 10, and 10 more after the pool has taken note
freeze   what an invocation pays for its environment having been frozen
memory   what one idle frozen environment costs
control  reads and writes of the control plane, one at a time
lists    10,000 functions with 10 versions each, listed page by page
density  200 idle frozen environments at once: memory, processor, and whether all still answer
`;

/** A part of the bench: its figures and how they are shown. */
interface Measured {
  readonly figures: unknown;
  readonly table: string;
}

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "string" },
    "duration-ms": { type: "string", default: "2000" },
    "cold-starts": { type: "string", default: "20" },
  },
});

const parts: Readonly<Record<string, () => Promise<Measured>>> = {
  warm: () => show(measureWarm(Number(values["duration-ms"])), warmTable),
  cold: () => show(measureAllColdStarts(measuredRuntimes(), Number(values["cold-starts"])), coldTables),
  burst: () => show(measureBursts(), burstTable),
  freeze: () => show(measureFreeze(100), freezeTable),
  memory: () => show(measureIdleMemory(measuredRuntimes()), memoryTable),
  control: () => show(measureControlPlane(200), controlTable),
  lists: () => show(measureLongList(10_000, 10), listTable),
  density: () => show(measureDensity(), densityTable),
};

const wanted = values.only?.split(",") ?? Object.keys(parts);
const unknown = wanted.filter((name) => parts[name] === undefined);
if (values.help) process.stdout.write(help);
else if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. ${help}`);
  process.exitCode = 1;
} else await measure();

async function measure(): Promise<void> {
  const measured: Record<string, unknown> = {};
  for (const name of wanted) {
    const loadBefore = loadavg()[0] ?? 0;
    const result = await parts[name]?.();
    if (result === undefined) continue;
    measured[name] = { loadBefore, figures: result.figures };
    process.stdout.write(`\nLoad average before: ${loadBefore.toFixed(1)} on ${availableParallelism()} cores.\n\n${result.table}\n`);
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ node: process.version, ...measured }, undefined, 2)}\n`);
}

async function show<Figures>(measuring: Promise<Figures>, table: (figures: Figures) => string): Promise<Measured> {
  const figures = await measuring;
  return { figures, table: table(figures) };
}
