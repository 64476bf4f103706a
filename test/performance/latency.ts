/** Figures of one run: latencies in milliseconds, throughput in answers a second. */
export interface LoadFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly answers: number;
}

/** One request and its answer. Rejects if the answer is not the expected one. */
export type RequestOnce = () => Promise<void>;

/** Repeats requests on each of `connections`, one at a time a connection, for `durationMs`, after a warm-up of a fifth of it. */
export async function measureLoad(connections: readonly RequestOnce[], durationMs: number): Promise<LoadFigures> {
  await repeatUntil(connections, performance.now() + durationMs / 5, () => undefined);
  const latencies: number[] = [];
  const started = performance.now();
  await repeatUntil(connections, started + durationMs, (ms) => latencies.push(ms));
  const elapsedMs = performance.now() - started;
  latencies.sort((a, b) => a - b);
  return { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), perSecond: (latencies.length / elapsedMs) * 1000, answers: latencies.length };
}

/** The value below which `share` of the sorted values lie; NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one; NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

async function repeatUntil(connections: readonly RequestOnce[], endAt: number, onAnswer: (ms: number) => void): Promise<void> {
  await Promise.all(
    connections.map(async (request) => {
      for (let now = performance.now(); now < endAt;) {
        await request();
        const after = performance.now();
        onAnswer(after - now);
        now = after;
      }
    }),
  );
}
