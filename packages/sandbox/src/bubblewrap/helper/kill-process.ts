import { isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";

/** SIGKILL to exactly this process, if it still runs. */
export function killProcess(identity: ProcessIdentity): void {
  signal(identity, "SIGKILL");
}

/** SIGSTOP to exactly this process, if it still runs. */
export function stopProcess(identity: ProcessIdentity): void {
  signal(identity, "SIGSTOP");
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isSameProcess(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch {
    // It ended in between.
  }
}
