import { readFileSync } from "node:fs";

/** A process that is told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot when it started (proc(5), field 22). */
  readonly startTicks: number;
}

/** Identifies a running process; undefined if there is none of that number, or only its zombie. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The command name may hold spaces and parentheses; the fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const startTicks = Number(fields[19]);
  if (state === "Z" || state === "X" || !Number.isFinite(startTicks)) return undefined;
  return { pid, startTicks };
}

/** True if exactly this process still runs. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.startTicks === identity.startTicks;
}
