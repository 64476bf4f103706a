import { isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";

/** SIGKILL to exactly this process, if it still runs. */
export function killProcess(identity: ProcessIdentity): void {
  if (!isSameProcess(identity)) return;
  try {
    process.kill(identity.pid, "SIGKILL");
  } catch {
    // It ended in between.
  }
}
