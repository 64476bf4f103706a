import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";

/**
 * Waits for an exclusive lock on a file and holds it until disposed. The kernel keeps the lock (flock(2), through the
 * program of that name), so that it ends with this process however that dies. Waits without limit: its holder downloads.
 */
export async function acquireFileLock(lockFile: string): Promise<AsyncDisposable> {
  mkdirSync(dirname(lockFile), { recursive: true });
  const holder = spawn("flock", [lockFile, "sh", "-c", "echo locked && exec cat"], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(holder, "close");
  const isLocked = await Promise.race([
    once(holder.stdout, "data").then(() => true),
    ended.then(
      () => false,
      () => false,
    ),
  ]);
  if (!isLocked)
    throw new PlatformError(
      "ServiceUnavailable",
      `The lock file ${lockFile} cannot be taken. Check that its folder can be written and that the program flock (util-linux) is installed.`,
    );
  return {
    async [Symbol.asyncDispose]() {
      holder.stdin.end();
      await ended;
    },
  };
}
