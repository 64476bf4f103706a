import { readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProcess, isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { z } from "zod";
import { waitUntil } from "./wait-until.ts";

const recordContent = z.object({ pid: z.int().positive(), startTicks: z.int().nonnegative() });

const termTimeoutMs = 5_000;
const killTimeoutMs = 5_000;

/** Writes down which process serves a data directory; undefined if it has already ended. */
export function recordProcess(dataDirectory: string, pid: number): ProcessIdentity | undefined {
  const identity = findProcess(pid);
  if (identity === undefined) return undefined;
  const draft = `${recordFileOf(dataDirectory)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identity), { mode: 0o600 });
  renameSync(draft, recordFileOf(dataDirectory));
  return identity;
}

/** Removes the record of a process that has ended. */
export function forgetProcess(dataDirectory: string): void {
  rmSync(recordFileOf(dataDirectory), { force: true });
}

/**
 * Ends the process that the record names if it still serves this data directory: same pid, same start time and this
 * working directory, so never a stranger that got the number. SIGTERM, after 5 s SIGKILL; resolves when it is gone.
 */
export async function endOrphan(dataDirectory: string): Promise<void> {
  const identity = readRecord(dataDirectory);
  if (identity !== undefined && isSameProcess(identity) && workingDirectoryOf(identity.pid) === dataDirectory) {
    signalProcess(identity, "SIGTERM");
    if (!(await waitUntil(() => !isSameProcess(identity), termTimeoutMs))) {
      signalProcess(identity, "SIGKILL");
      await waitUntil(() => !isSameProcess(identity), killTimeoutMs);
    }
  }
  forgetProcess(dataDirectory);
}

/** Signals exactly this process; one that is gone is no error. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isSameProcess(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended in between, which is what a signal is for here.
  }
}

function recordFileOf(dataDirectory: string): string {
  return join(dataDirectory, "process.json");
}

function readRecord(dataDirectory: string): ProcessIdentity | undefined {
  try {
    return recordContent.parse(JSON.parse(readFileSync(recordFileOf(dataDirectory), "utf8")));
  } catch {
    return undefined;
  }
}

function workingDirectoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
