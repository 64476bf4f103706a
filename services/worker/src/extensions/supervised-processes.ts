import type { Clock } from "@mayfly/kernel/clock";
import type { Sandbox } from "@mayfly/sandbox/sandbox-driver";
import { processPhrase, runtimeExited, type FatalFailure } from "../core/function-failure.ts";
import type { SandboxProcesses, ShutdownReason } from "../ports/sandbox-processes.ts";
import { extensionsMax, type Extension, type ExtensionRegistry } from "./extension-registry.ts";
import type { ExtensionFile } from "./list-extensions.ts";
import { ProcessSupervisor, type ProcessExit, type SupervisedProgram } from "./process-supervisor.ts";
import type { TelemetryHub } from "./telemetry-hub.ts";
import { within } from "./within.ts";

/** The whole shutdown phase with external extensions, and what of it the runtime has between SIGTERM and SIGKILL (behaviours.md §13). */
const shutdownMs = 2000;
const runtimeShutdownMs = 300;
/** What the last telemetry may take of it. */
const telemetryShutdownMs = 500;

/** What runs in the sandbox. */
export interface SupervisedPlan {
  readonly runtime: Omit<SupervisedProgram, "isRuntime">;
  readonly files: readonly ExtensionFile[];
  /** The environment of extensions. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What supervised processes work with. */
export interface SupervisedProcessesOptions {
  readonly plan: SupervisedPlan;
  readonly registry: ExtensionRegistry;
  readonly telemetry: TelemetryHub;
  readonly clock: Clock;
}

type StartedProcess = ReturnType<ProcessSupervisor["start"]>;

/** A runtime with external extensions, each a process of its own. The runtime starts when all of them have registered. */
export class SupervisedProcesses implements SandboxProcesses {
  readonly ended: Promise<FatalFailure>;
  readonly #sandbox: Sandbox;
  readonly #supervisor: ProcessSupervisor;
  readonly #options: SupervisedProcessesOptions;
  readonly #end: (failure: FatalFailure) => void;
  readonly #extensions = new Map<Extension, StartedProcess>();
  #runtime: StartedProcess | undefined;
  #shutdown: Promise<void> | undefined;

  constructor(sandbox: Sandbox, options: SupervisedProcessesOptions) {
    if (sandbox.supervision === undefined) throw new Error("the sandbox is not supervised");
    this.#sandbox = sandbox;
    this.#options = options;
    this.#supervisor = new ProcessSupervisor(sandbox.supervision);
    const { promise, resolve } = Promise.withResolvers<FatalFailure>();
    this.ended = promise;
    this.#end = resolve;
    void sandbox.exited.then((exit) => resolve(runtimeExited(exit)));
  }

  start(): void {
    const { plan, registry } = this.#options;
    const expected = plan.files.map((file) => ({ file, extension: registry.expect(file.name) }));
    const surplus = expected[extensionsMax];
    if (surplus !== undefined) return this.#refuseLaunch(surplus.extension, "TooManyExtensions", "ErrTooManyExtensions");
    for (const { file, extension } of expected) {
      if (!file.isExecutable) return this.#refuseLaunch(extension, "PermissionDenied", `fork/exec ${pathOf(extension)}: permission denied`);
      const started = this.#supervisor.start({ command: [pathOf(extension)], variables: plan.variables, isRuntime: false });
      this.#extensions.set(extension, started);
      void started.exited.then((exit) => this.#noteExit(extension, exit));
    }
    return undefined;
  }

  /** Every external extension has registered. */
  startRuntime(): void {
    if (this.#shutdown !== undefined) return;
    this.#runtime = this.#supervisor.start({ ...this.#options.plan.runtime, isRuntime: true });
    void this.#runtime.exited.then(async (exit) => {
      const { oomKills } = await this.#sandbox.usage();
      this.#end(runtimeExited({ ...exit, outOfMemory: exit.signal === "SIGKILL" && oomKills > 0 }));
    });
  }

  kill(reason: ShutdownReason): void {
    void this.shutDown(reason);
  }

  shutDown(reason: ShutdownReason): Promise<void> {
    this.#shutdown ??= this.#shutDown(reason);
    return this.#shutdown;
  }

  async #shutDown(reason: ShutdownReason): Promise<void> {
    const { clock, registry, telemetry } = this.#options;
    const deadlineMs = clock.monotonicMs() + shutdownMs;
    const event = { eventType: "SHUTDOWN", deadlineMs: Math.floor(clock.now()) + shutdownMs, shutdownReason: reason };
    await this.#sandbox.thaw().catch(() => undefined);
    await this.#shutDownRuntime();
    // Subscribers get all that there is before they are told to end; one that takes nothing holds nobody up.
    await within(clock, telemetryShutdownMs, telemetry.flush());
    registry.publish("SHUTDOWN", event);
    for (const [extension, started] of this.#extensions) if (!extension.subscriptions.includes("SHUTDOWN")) started.signal("KILL");
    const allExited = Promise.all([...this.#extensions.values()].map((started) => started.exited));
    await within(clock, Math.max(0, deadlineMs - clock.monotonicMs()), Promise.race([allExited, this.#sandbox.exited]));
    for (const [extension] of this.#extensions) registry.step(extension, "shutdown-failed");
  }

  async #shutDownRuntime(): Promise<void> {
    const runtime = this.#runtime;
    if (runtime === undefined) return;
    runtime.signal("TERM");
    const exited = Promise.race([runtime.exited, this.#sandbox.exited]);
    if (!(await within(this.#options.clock, runtimeShutdownMs, exited))) runtime.signal("KILL");
  }

  #refuseLaunch(extension: Extension, errorType: string, phrase: string): void {
    this.#options.registry.step(extension, "launch-error");
    extension.errorType = errorType;
    this.#end({ errorType: "Extension.LaunchError", phrase });
  }

  #noteExit(extension: Extension, exit: ProcessExit): void {
    const { registry } = this.#options;
    if (this.#shutdown !== undefined) {
      registry.step(extension, exit.exitCode === 0 ? "exited" : "shutdown-failed");
      return;
    }
    // 126 and 127 are env(1)'s words for a program that cannot be started.
    if (extension.state === "Started" && (exit.exitCode === 126 || exit.exitCode === 127)) {
      const why = exit.exitCode === 126 ? "permission denied" : "no such file or directory";
      return this.#refuseLaunch(extension, exit.exitCode === 126 ? "PermissionDenied" : "UnknownError", `fork/exec ${pathOf(extension)}: ${why}`);
    }
    this.#end({ errorType: crashTypeOf(extension), phrase: processPhrase(exit) });
  }
}

function pathOf(extension: Extension): string {
  return `/opt/extensions/${extension.name}`;
}

/** What an extension said of itself before it ended counts more than how it ended. */
function crashTypeOf(extension: Extension): string {
  if (extension.state === "InitError") return "Extension.InitError";
  return extension.state === "ExitError" ? "Extension.ExitError" : "Extension.Crash";
}
