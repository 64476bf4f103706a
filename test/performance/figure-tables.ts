import type { BurstFigures } from "./bursts.ts";
import { coldStartSteps, type ColdFigures } from "./cold-starts.ts";
import type { ControlPlaneFigures } from "./control-plane.ts";
import type { FreezeFigures } from "./freeze-cost.ts";
import type { DensityFigures, MemoryFigures } from "./idle-environments.ts";
import type { LongListFigures } from "./long-lists.ts";
import type { WarmRow } from "./warm-doors.ts";

/** A Markdown table. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Warm invocations. */
export function warmTable(rows: readonly WarmRow[]): string {
  return table(
    ["door", "concurrency", "p50 ms", "p99 ms", "per second", "ratio to bare", "p50 over bare ms"],
    rows.map((r) => [r.door, String(r.concurrency), two(r.p50Ms), two(r.p99Ms), whole(r.perSecond), two(r.throughputRatio), two(r.p50OverBareMs)]),
  );
}

/** Cold starts, and the median of each of their steps. */
export function coldTables(cold: readonly ColdFigures[]): string {
  const figures = table(
    ["cold start through HTTP", "p50 ms", "p95 ms", "runs", "from the pool"],
    cold.map((c) => [c.start, one(c.p50Ms), one(c.p95Ms), String(c.runs), String(c.prewarmed)]),
  );
  const steps = table(
    ["median ms of", ...coldStartSteps],
    cold.map((c) => [c.start, ...coldStartSteps.map((step) => two(c.stepsMs[step]))]),
  );
  return `${figures}\n\n${steps}`;
}

/** Cold starts that begin together. */
export function burstTable(bursts: readonly BurstFigures[]): string {
  return table(
    ["cold starts together", "from the pool", "all answered in ms", "starts a second", "p50 ms", "slowest ms"],
    bursts.map((b) => [b.burst, `${b.prewarmed} of ${b.starts}`, whole(b.elapsedMs), one(b.startsPerSecond), one(b.p50Ms), one(b.maxMs)]),
  );
}

/** Calls of the control plane. */
export function controlTable(rows: readonly ControlPlaneFigures[]): string {
  return table(
    ["control plane through the SDK", "p50 ms", "p95 ms", "calls"],
    rows.map((r) => [`${r.operation} (${r.kind})`, one(r.p50Ms), one(r.p95Ms), String(r.calls)]),
  );
}

/** Long lists. */
export function listTable(f: LongListFigures): string {
  return table(
    ["items listed", "pages", "page p50 ms", "all in s", "process before MiB", "grew by MiB"],
    [[String(f.items), String(f.pages), one(f.pageP50Ms), one(f.elapsedMs / 1000), whole(f.residentBeforeMib), whole(f.grewMib)]],
  );
}

/** What freezing adds. */
export function freezeTable(f: FreezeFigures): string {
  return table(
    ["invocation after a pause", "p50 ms", "pairs"],
    [
      ["of a frozen environment", two(f.frozenP50Ms), String(f.runs)],
      ["of one that was not frozen", two(f.warmP50Ms), String(f.runs)],
      ["median difference of pairs", two(f.addsMs), String(f.runs)],
    ],
  );
}

/** Memory of idle environments. */
export function memoryTable(rows: readonly MemoryFigures[]): string {
  return table(
    ["idle frozen environment", "own memory MiB", "environments"],
    rows.map((r) => [r.environment, one(r.privateMib), String(r.environments)]),
  );
}

/** Many idle environments. */
export function densityTable(d: DensityFigures): string {
  return table(
    [
      "idle frozen environments",
      "started in s",
      "own memory MiB each",
      "their CPU while idle, % of a core",
      "Mayfly's",
      "all answered again, p50 ms",
      "slowest ms",
    ],
    [
      [
        String(d.environments),
        one(d.startedInMs / 1000),
        one(d.privateMib),
        two(d.environmentsCpuPercent),
        two(d.mayflyCpuPercent),
        two(d.p50Ms),
        one(d.maxMs),
      ],
    ],
  );
}

const whole = (value: number): string => String(Math.round(value));
const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);
