import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { z } from "zod";

const lockPollMs = 200;
const lockSchema = z.object({ pid: z.int(), startTicks: z.number() });

/** Holds `path` against other processes until disposed; a lock whose process has died is taken over. */
export async function lockPath(path: string, deadline: AbortSignal, onWait: () => void): Promise<AsyncDisposable> {
  // Written first and then linked: a lock comes into being whole, so that one which names no process is nobody's.
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(findProcess(process.pid)));
    for (let waits = false; !(await linkIfFree(draft, path));) {
      if (await isHeld(path)) {
        if (!waits) onWait();
        waits = true;
        await delay(lockPollMs, undefined, { signal: deadline });
      } else await removeStale(path);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isErrorWithCode(error, "EEXIST")) return false;
    throw error;
  }
}

/**
 * Takes a lock away whose process has died. Another may have done so since, and hold a lock of its own by now: what is there is moved aside first and
 * looked at again, and put back if it is held.
 */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if (await isHeld(aside)) await linkIfFree(aside, path);
  } catch (error) {
    // Another has taken it away.
    if (!isErrorWithCode(error, "ENOENT")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const holder = lockSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    return holder.success && isSameProcess(holder.data);
  } catch {
    // It has been let go, or what is there is no lock.
    return false;
  }
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
