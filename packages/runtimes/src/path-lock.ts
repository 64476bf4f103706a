import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { z } from "zod";

const lockPollMs = 200;
const guardPollMs = 5;
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
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes a lock away whose process has died. One process at a time looks and removes: else one that had looked before could remove the lock that another
 * has taken since. Whoever comes second looks again later.
 */
async function removeStale(path: string): Promise<void> {
  const guard = `${path}.takeover`;
  const draft = `${guard}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(findProcess(process.pid)));
    if (!(await linkIfFree(draft, guard))) {
      if (!(await isHeld(guard))) await rm(guard, { force: true });
      await delay(guardPollMs);
      return;
    }
    if (!(await isHeld(path))) await rm(path, { force: true });
    await rm(guard, { force: true });
  } finally {
    await rm(draft, { force: true });
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
