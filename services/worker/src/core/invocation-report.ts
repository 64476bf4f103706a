/** What one invocation cost. */
export interface InvocationCost {
  readonly durationMs: number;
  /** Milliseconds of the init phase if this was the environment's first invocation, else 0. */
  readonly initMs: number;
  readonly memoryMib: number;
  readonly memoryMaxMib: number;
}

/** Milliseconds billed: init and invoke phase together, rounded up (AWS bills the init phase since August 2025); at least 1. */
export function billedMs(durationMs: number, initMs: number): number {
  return Math.max(1, Math.ceil(durationMs + initMs));
}

/** First line of an invocation's log. */
export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

/** The line after the function's output. */
export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}\n`;
}

/** Last line of an invocation's log; its tabs, the trailing one too, are AWS's (behaviours.md §10). */
export function reportLine(requestId: string, cost: InvocationCost): string {
  const init = cost.initMs > 0 ? `Init Duration: ${cost.initMs.toFixed(2)} ms\t` : "";
  return `REPORT RequestId: ${requestId}\tDuration: ${cost.durationMs.toFixed(2)} ms\tBilled Duration: ${billedMs(cost.durationMs, cost.initMs)} ms\tMemory Size: ${cost.memoryMib} MB\tMax Memory Used: ${cost.memoryMaxMib} MB\t${init}\n`;
}
