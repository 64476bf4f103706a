import { randomFillSync } from "node:crypto";

/** An invocation's X-Ray trace header: as the function sees it, and as it is answered to the client. */
export interface TraceHeaders {
  readonly forFunction: string;
  readonly forClient: string;
}

const rootPattern = /(?:^|;)\s*root=([^;\s]+)/i;

/** True if an X-Ray trace header names a trace. */
export function namesRoot(given: string): boolean {
  return rootPattern.test(given);
}

/** Continues the given X-Ray trace header; begins a new root where it names none (behaviours.md §10). Times are epoch milliseconds. */
export function continueTrace(given: string, now: number): TraceHeaders {
  const root = rootPattern.exec(given)?.[1];
  if (root !== undefined) {
    const sampled = /(?:^|;)\s*sampled=([01])/i.exec(given)?.[1] ?? "0";
    return { forFunction: given, forClient: `root=${root};sampled=${sampled}` };
  }
  const entropy = nextHex(40);
  const created = `1-${Math.floor(now / 1000).toString(16)}-${entropy.slice(0, 24)}`;
  const rest = given === "" ? "" : `;${given}`;
  return { forFunction: `Root=${created};Parent=${entropy.slice(24)};Sampled=0${rest}`, forClient: `root=${created};sampled=0` };
}

const pool = Buffer.alloc(4000);
let used = pool.length;

/** `digits` hex digits out of a pool that is refilled in bulk: one system call for every 200 invocations. */
function nextHex(digits: number): string {
  const bytes = digits / 2;
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString("hex", used - bytes, used);
}
