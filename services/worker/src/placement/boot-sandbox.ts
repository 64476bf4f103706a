import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { Clock } from "@mayfly/kernel/clock";
import type { InstalledRuntime } from "@mayfly/runtimes/runtime-catalogue";
import type { Sandbox, SandboxDriver, SandboxSpec } from "@mayfly/sandbox/sandbox-driver";
import type { MayflyDoor } from "../door/mayfly-door.ts";
import { ExtensionRegistry } from "../extensions/extension-registry.ts";
import { ExtensionsApi } from "../extensions/extensions-api.ts";
import { GatedSession } from "../extensions/gated-session.ts";
import { LoneRuntime } from "../extensions/lone-runtime.ts";
import { supervisorCommand } from "../extensions/process-supervisor.ts";
import { TelemetryApi } from "../extensions/telemetry-api.ts";
import { TelemetryHub } from "../extensions/telemetry-hub.ts";
import { SupervisedProcesses, type SupervisedPlan } from "../extensions/supervised-processes.ts";
import type { RuntimeSession } from "../ports/runtime-session.ts";
import type { SandboxProcesses } from "../ports/sandbox-processes.ts";
import { FramedSession } from "../runtime/framed-session.ts";
import { RuntimeApiSession } from "../runtime/runtime-api-session.ts";
import { SandboxApiServer } from "../runtime/sandbox-api-server.ts";

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
  /** External extensions, which start before the program; undefined without. */
  readonly extensions?: Omit<SupervisedPlan, "runtime"> | undefined;
}

/** A sandbox with its processes, and the conversation with its runtime. */
export interface BootedSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly session: RuntimeSession;
  readonly processes: SandboxProcesses;
  readonly extensions: ExtensionRegistry;
  readonly telemetry: TelemetryHub;
  /** The code of this function has been bound: lets what waits for it go on. */
  start(spec: FunctionSpec__Output): void;
}

/** What booting needs of the agent. */
export interface BootDependencies {
  readonly driver: SandboxDriver;
  readonly clock: Clock;
  readonly door: MayflyDoor;
}

/** Waits for one line on the channel, enters the bound code (the working directory was entered before), becomes the program. */
const waitForCode = ["/bin/sh", "-c", 'read -r _ <&3; cd "$LAMBDA_TASK_ROOT"; exec "$@"', "sh"] as const;

/** Creates a sandbox and starts the runtime's process in it; does not wait until that has booted. With extensions, that starts after them. */
export async function bootSandbox({ driver, clock, door }: BootDependencies, request: BootRequest): Promise<BootedSandbox> {
  const { runtime, extensions } = request;
  const sandbox = await driver.create({
    sandboxId: request.sandboxId,
    ...firstProcess(request),
    mounts: runtime.mounts,
    ...(runtime.rootDirectory === undefined ? {} : { rootDirectory: runtime.rootDirectory }),
    memoryMib: request.memoryMib,
    ephemeralMib: request.ephemeralMib,
  });
  const isFramed = runtime.manifest.channel === "framed";
  const release = (): void => {
    if (request.afterBind && extensions === undefined) sandbox.channel.write("\n");
  };
  const registry = new ExtensionRegistry();
  const doorway = door.open(sandbox.door);
  const api = new SandboxApiServer(sandbox.runtimeApi);
  const extensionsApi = new ExtensionsApi(registry);
  const telemetry = new TelemetryHub({ clock, connect: (port) => sandbox.connect(port) });
  api.add(extensionsApi);
  api.add(new TelemetryApi(registry, telemetry));
  const session = new GatedSession(isFramed ? new FramedSession(sandbox.channel) : openRuntimeApi(api, request, release), registry);
  const processes = openProcesses(sandbox, request, { registry, telemetry, clock, release: isFramed ? release : () => undefined });
  registry.listener = { onExternalsRegistered: () => processes.startRuntime(), onAllReady: () => session.release() };
  return {
    sandbox,
    session,
    processes,
    extensions: registry,
    telemetry,
    start: (spec) => {
      extensionsApi.spec = spec;
      telemetry.logsJson = spec.log_format === "JSON";
      processes.start();
    },
    async [Symbol.asyncDispose]() {
      session[Symbol.dispose]();
      telemetry[Symbol.dispose]();
      api[Symbol.dispose]();
      doorway[Symbol.dispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

function firstProcess({ command, variables, afterBind, extensions }: BootRequest): Pick<SandboxSpec, "command" | "environment" | "supervised"> {
  if (extensions !== undefined) return { command: supervisorCommand, environment: { PATH: "/usr/bin:/bin" }, supervised: true };
  return { command: afterBind ? [...waitForCode, ...command] : command, environment: variables };
}

function openProcesses(
  sandbox: Sandbox,
  { command, variables, extensions }: BootRequest,
  parts: { readonly registry: ExtensionRegistry; readonly telemetry: TelemetryHub; readonly clock: Clock; readonly release: () => void },
): LoneRuntime | SupervisedProcesses {
  if (extensions === undefined) return new LoneRuntime(sandbox, parts);
  return new SupervisedProcesses(sandbox, { ...parts, plan: { runtime: { command, variables }, ...extensions } });
}

function openRuntimeApi(api: SandboxApiServer, { variables }: BootRequest, start: () => void): RuntimeApiSession {
  const session = new RuntimeApiSession({ start, isSnapStart: variables["AWS_LAMBDA_INITIALIZATION_TYPE"] === "snap-start" });
  api.add(session);
  return session;
}
