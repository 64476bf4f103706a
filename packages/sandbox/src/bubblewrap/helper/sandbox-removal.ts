import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { waitUntil } from "../../cgroups/cgroup-files.ts";
import type { HostedSandbox, SandboxHostParts } from "./sandbox-host.ts";

/** What of a sandbox's life the host of sandboxes tells and does. */
export interface RemovalSteps {
  kill(): void;
  /** True if no process of the sandbox is left. */
  isEmpty(): boolean;
  /** Rejects if the sandbox does not end in time. */
  waitForEnd(): Promise<void>;
}

const cgroupTimeoutMs = 5_000;
const retryEveryMs = 2_000;
const retriesMax = 30;

/**
 * Ends a sandbox and removes everything of it. Every step is taken, whatever becomes of the others; rejects with all that failed. The uid goes back
 * only when no process has it any more.
 */
export async function removeSandbox(parts: SandboxHostParts, sandbox: HostedSandbox, steps: RemovalSteps): Promise<void> {
  const { cgroups, slots, temporaryStorage, nat } = parts;
  const { sandboxId } = sandbox;
  const failures: string[] = [];
  const take = async (name: string, step: () => unknown): Promise<void> => {
    try {
      await step();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await take("kill", () => steps.kill());
  await take("end", () => steps.waitForEnd());
  await take("isolation", () => sandbox.process?.remove());
  await take("network", () => sandbox.port !== undefined && nat?.release(sandbox.port));
  await take("/tmp", () => temporaryStorage.unmount(join(slots.directory(sandboxId), "tmp")));
  await take("mounts", () => slots.remove(sandboxId));
  await take("cgroups", () => removeCgroups(cgroups, sandboxId));
  await take("output", () => sandbox.fifos.remove());
  await take("uid", () => returnUid(parts, sandbox, steps));
  if (failures.length > 0) throw new Error(`sandbox ${sandboxId} was not removed cleanly: ${failures.join("; ")}`);
}

async function removeCgroups(cgroups: SandboxHostParts["cgroups"], sandboxId: string): Promise<void> {
  if (!(await waitUntil(() => cgroups.remove(sandboxId), cgroupTimeoutMs))) throw new Error("still in use");
}

function returnUid(parts: SandboxHostParts, sandbox: HostedSandbox, steps: RemovalSteps): void {
  const { owner } = sandbox;
  if (owner === undefined || parts.identities === undefined) return;
  if (steps.isEmpty()) parts.identities.release(owner);
  else void returnLater(parts, sandbox, steps);
}

/** Kills again and looks again, for a minute; a uid that is still in use then is never given to another sandbox of this helper. */
async function returnLater(parts: SandboxHostParts, { sandboxId, owner }: HostedSandbox, steps: RemovalSteps): Promise<void> {
  parts.warn(`processes of sandbox ${sandboxId} do not end: its uid ${owner} is kept`);
  for (let retry = 0; retry < retriesMax; retry += 1) {
    await delay(retryEveryMs, undefined, { ref: false });
    try {
      steps.kill();
      if (!steps.isEmpty()) continue;
      parts.cgroups.remove(sandboxId);
      if (owner !== undefined) parts.identities?.release(owner);
      return;
    } catch (error) {
      parts.warn(`sandbox ${sandboxId} is not ended: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  parts.warn(`processes of sandbox ${sandboxId} have not ended: its uid ${owner} stays out of use`);
}
