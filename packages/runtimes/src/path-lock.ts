import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { z } from "zod";

const lockPollMs = 200;
const lockSchema = z.object({ pid: z.int(), startTicks: z.number() });

/** Holds `path` against other processes until disposed; a lock whose process has died is taken over. */
export async function lockPath(path: string, deadline: AbortSignal, onWait: () => void): Promise<AsyncDisposable> {
  const self = findProcess(process.pid);
  for (let waited = false; ; waited = true) {
    try {
      await writeFile(path, JSON.stringify(self), { flag: "wx" });
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (!(await isHeld(path))) await rm(path, { force: true });
    else {
      if (!waited) onWait();
      await delay(lockPollMs, undefined, { signal: deadline });
    }
  }
}

async function isHeld(path: string): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return false;
  }
  // A lock that is being written is empty for an instant.
  if (text === "") return true;
  const holder = lockSchema.safeParse(JSON.parse(text));
  return holder.success && isSameProcess(holder.data);
}
