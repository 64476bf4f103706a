import { waitFor } from "@mayfly/testkit/wait-for";
import { createFunction, handlerModule } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { median } from "./latency.ts";
import { frozenSandboxes } from "./process-figures.ts";
import { openInvocation, timeRequest } from "./timed-invocation.ts";

/** An invocation after a pause: of an environment that was frozen in it, and of one that was not. */
export interface FreezeFigures {
  readonly frozenP50Ms: number;
  readonly warmP50Ms: number;
  /** Median of the differences of pairs that were measured right after each other. */
  readonly addsMs: number;
  readonly runs: number;
}

/** Not counted: JIT compilation. */
const warmUpRuns = 10;

/** Two Mayflies pause equally; one of them freezes at once, the other later than the pause. They are asked in turn, which first changing each time. */
export async function measureFreeze(count: number): Promise<FreezeFigures> {
  await using freezing = await openOne("0");
  await using waiting = await openOne("1000");
  const pairs: { readonly frozenMs: number; readonly warmMs: number }[] = [];
  for (let run = 0; run < count + warmUpRuns; run++) {
    const pausedMs = performance.now();
    await waitFor(() => freezing.isFrozen() && performance.now() - pausedMs > 100, { what: "the environment to be frozen" });
    if (waiting.isFrozen()) throw new Error("the environment that was to stay warm was frozen");
    const first = await (run % 2 === 0 ? freezing : waiting).time();
    const second = await (run % 2 === 0 ? waiting : freezing).time();
    pairs.push(run % 2 === 0 ? { frozenMs: first, warmMs: second } : { frozenMs: second, warmMs: first });
  }
  return summarize(pairs.slice(warmUpRuns));
}

function summarize(pairs: readonly { readonly frozenMs: number; readonly warmMs: number }[]): FreezeFigures {
  return {
    frozenP50Ms: median(pairs.map(({ frozenMs }) => frozenMs)),
    warmP50Ms: median(pairs.map(({ warmMs }) => warmMs)),
    addsMs: median(pairs.map(({ frozenMs, warmMs }) => frozenMs - warmMs)),
    runs: pairs.length,
  };
}

/** A Mayfly with one environment, no pool beside it. */
async function openOne(freezeAfterMs: string) {
  await using stack = new AsyncDisposableStack();
  const system = stack.use(await startStandaloneSystem({ environment: { MAYFLY_POOL_SIZE: "0", MAYFLY_FREEZE_AFTER_MS: freezeAfterMs } }));
  const fn = stack.use(await createFunction(system, handlerModule("async (event) => event")));
  const connection = stack.use(await openInvocation(system, fn));
  await connection.request();
  const kept = stack.move();
  return {
    isFrozen: () => frozenSandboxes(system.process.pid).length > 0,
    time: () => timeRequest(connection),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
