import type { InstalledRuntime } from "@mayfly/runtimes/runtime-catalogue";
import type { Sandbox, SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import type { RuntimeSession } from "../ports/runtime-session.ts";
import { FramedSession } from "../runtime/framed-session.ts";
import { RuntimeApiSession } from "../runtime/runtime-api-session.ts";

/** What to boot. */
export interface BootRequest {
  readonly sandboxId: string;
  readonly runtime: InstalledRuntime;
  readonly command: readonly string[];
  /** The whole process environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMib: number;
  readonly ephemeralMib: number;
  /** The program is the function's own, or a wrapper in it: it starts only after `release`, when the code is bound. */
  readonly afterBind: boolean;
}

/** A sandbox with its runtime's process, and the conversation with it. */
export interface BootedSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly session: RuntimeSession;
  /** Lets a process that waits for its code go on. */
  release(): void;
}

/** Waits for one line on the channel, enters the bound code (the working directory was entered before), becomes the program. */
const waitForCode = ["/bin/sh", "-c", 'read -r _ <&3; cd "$LAMBDA_TASK_ROOT"; exec "$@"', "sh"] as const;

/** Creates a sandbox and starts the runtime's process in it; does not wait until that has booted. */
export async function bootSandbox(driver: SandboxDriver, request: BootRequest): Promise<BootedSandbox> {
  const { runtime } = request;
  const sandbox = await driver.create({
    sandboxId: request.sandboxId,
    command: request.afterBind ? [...waitForCode, ...request.command] : request.command,
    environment: request.variables,
    mounts: runtime.mounts,
    memoryMib: request.memoryMib,
    ephemeralMib: request.ephemeralMib,
  });
  const release = (): void => {
    if (request.afterBind) sandbox.channel.write("\n");
  };
  // Nobody answers there: connections that are accepted all the same would cost the agent descriptors.
  if (runtime.manifest.channel === "framed") sandbox.runtimeApi.close();
  const session = runtime.manifest.channel === "framed" ? new FramedSession(sandbox.channel) : new RuntimeApiSession(sandbox.runtimeApi, release);
  return {
    sandbox,
    session,
    release: runtime.manifest.channel === "framed" ? release : () => undefined,
    async [Symbol.asyncDispose]() {
      session[Symbol.dispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}
