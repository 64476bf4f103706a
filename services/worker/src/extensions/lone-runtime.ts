import type { Clock } from "@mayfly/kernel/clock";
import type { Sandbox } from "@mayfly/sandbox/sandbox-driver";
import { runtimeExited, type FatalFailure } from "../core/function-failure.ts";
import type { SandboxProcesses } from "../ports/sandbox-processes.ts";
import type { ExtensionRegistry } from "./extension-registry.ts";
import { within } from "./within.ts";

/** What a runtime with internal extensions has between SIGTERM and SIGKILL (behaviours.md §13). */
const internalShutdownMs = 500;

/** A sandbox whose first process is the runtime; extensions are at most parts of it. */
export class LoneRuntime implements SandboxProcesses {
  readonly ended: Promise<FatalFailure>;
  readonly #sandbox: Sandbox;
  readonly #registry: ExtensionRegistry;
  readonly #clock: Clock;
  readonly #release: () => void;

  constructor(sandbox: Sandbox, options: { readonly registry: ExtensionRegistry; readonly clock: Clock; readonly release: () => void }) {
    this.#sandbox = sandbox;
    this.#registry = options.registry;
    this.#clock = options.clock;
    this.#release = options.release;
    this.ended = sandbox.exited.then(runtimeExited);
  }

  start(): void {
    this.#release();
  }

  /** It runs already. */
  startRuntime(): void {}

  kill(): void {
    this.#sandbox.kill();
  }

  async shutDown(): Promise<void> {
    if (this.#registry.all.length === 0) return;
    await this.#sandbox.thaw().catch(() => undefined);
    this.#sandbox.terminate();
    await within(this.#clock, internalShutdownMs, this.#sandbox.exited);
  }
}
