import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { PlatformError } from "@mayfly/errors/platform-error";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { z } from "zod";

const lockContent = z.object({ pid: z.int().positive(), startTicks: z.int().nonnegative() });

/**
 * Takes a data directory for this process; disposing gives it back. The lock of a process that was killed is taken over.
 * Fails with a sentence that names the owner's pid if another Mayfly runs on the directory.
 */
export function lockDataDirectory(lockFile: string): Disposable {
  const self = findProcess(process.pid);
  if (self === undefined) throw new Error("/proc does not show this process");
  const mine = `${lockFile}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(self));
  try {
    while (!tryLink(mine, lockFile)) removeIfAbandoned(lockFile);
  } finally {
    rmSync(mine, { force: true });
  }
  return { [Symbol.dispose]: () => rmSync(lockFile, { force: true }) };
}

/** A hard link is made whole or not at all, so two starting processes cannot both have the lock. */
function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function removeIfAbandoned(lockFile: string): void {
  let text: string;
  try {
    text = readFileSync(lockFile, "utf8");
  } catch {
    return;
  }
  const owner = lockContent.safeParse(parseJson(text));
  if (owner.success && isSameProcess(owner.data)) {
    throw new PlatformError(
      "ResourceConflict",
      `A Mayfly with pid ${owner.data.pid} already runs on this data directory. Stop it, or choose another directory with --data-dir.`,
    );
  }
  rmSync(lockFile, { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
