import { createHash } from "node:crypto";
import type { FunctionKey } from "@mayfly/domain/function-record";

/** How often one function may be invoked in a chain of invocations before it counts as a loop (behaviours.md §2). */
export const chainInvocationsMax = 16;

/** An X-Ray trace header with one invocation more in its Lineage, and how many of the function the chain has with it. */
export interface Lineage {
  readonly traceHeader: string;
  readonly count: number;
}

/** Functions that a Lineage tells apart; of longer chains the oldest are forgotten. */
const entriesMax = 32;
const lineagePattern = /(?:^|;)\s*lineage=([^;]*)/i;
const entryPattern = /^([0-9a-f]{8}):(\d{1,6})$/;

/** Counts an invocation of the function in the part `Lineage=HASH:COUNT|…` of a trace header. What functions hand on to whom they call keeps it. */
export function extendLineage(traceHeader: string, key: FunctionKey): Lineage {
  const hash = hashOf(key);
  const given = traceHeader.includes("ineage=") ? lineagePattern.exec(traceHeader) : null;
  if (given === null) return { traceHeader: traceHeader === "" ? `Lineage=${hash}:1` : `${traceHeader};Lineage=${hash}:1`, count: 1 };
  const entries = (given[1] ?? "").split("|").flatMap((entry) => {
    const [, of, count] = entryPattern.exec(entry) ?? [];
    return of === undefined ? [] : [[of, Number(count)] as const];
  });
  const count = (entries.find(([of]) => of === hash)?.[1] ?? 0) + 1;
  const others = entries.filter(([of]) => of !== hash).slice(-(entriesMax - 1));
  const lineage = [...others, [hash, count] as const].map(([of, times]) => `${of}:${times}`).join("|");
  return { traceHeader: traceHeader.replace(lineagePattern, (part) => `${part.startsWith(";") ? ";" : ""}Lineage=${lineage}`), count };
}

const hashes = new Map<string, string>();
const hashesMax = 10_000;

/** Eight hex digits that stand for a function; made once for each. */
function hashOf({ region, account, functionName }: FunctionKey): string {
  const name = `${region}/${account}/${functionName}`;
  let hash = hashes.get(name);
  if (hash === undefined) {
    if (hashes.size >= hashesMax) hashes.clear();
    hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
    hashes.set(name, hash);
  }
  return hash;
}
