import { randomUUID } from "node:crypto";
import { accessSync } from "node:fs";
import { join } from "node:path";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { InstalledRuntime } from "@mayfly/runtimes/runtime-catalogue";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { bootSandbox, type BootedSandbox } from "./boot-sandbox.ts";
import { bootCommand, needsOwnBoot } from "../core/function-variables.ts";
import type { ProcessEnd } from "../core/function-failure.ts";
import { heapMibOf } from "../core/memory-class.ts";
import { noListener } from "../ports/runtime-session.ts";
import type { PrewarmedPool } from "./prewarm.ts";

/** What starting a function needs of the agent. */
export interface StartDependencies {
  readonly driver: SandboxDriver;
  readonly pool: PrewarmedPool;
  readonly clock: Clock;
}

/** One function version and where its parts are on this host. */
export interface StartRequest {
  readonly spec: FunctionSpec__Output;
  readonly runtime: InstalledRuntime;
  readonly taskDirectory: string;
  /** The whole environment of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How the init phase ended. */
export type InitOutcome =
  | { readonly kind: "initialized" }
  | { readonly kind: "failed"; readonly document: string }
  | { readonly kind: "exited"; readonly end: ProcessEnd }
  | { readonly kind: "timed-out" }
  | { readonly kind: "no-entrypoint" }
  | { readonly kind: "broken"; readonly reason: string };

/** A sandbox that the function is bound to. */
export interface BoundSandbox {
  readonly booted: BootedSandbox;
  readonly prewarmed: boolean;
}

/** Takes a prewarmed sandbox or boots one, and binds the code. Fails with PlatformError; then nothing is left. */
export async function bindFunction({ driver, pool }: StartDependencies, request: StartRequest): Promise<BoundSandbox> {
  const { spec, runtime } = request;
  const ownBoot = runtime.manifest.channel === "runtime-api" || needsOwnBoot(spec.variables);
  const pooled = ownBoot ? undefined : pool.take(spec.runtime, spec.memory_mib, spec.ephemeral_mib);
  if (pooled !== undefined) {
    try {
      await bindTo(pooled, request);
      return { booted: pooled, prewarmed: true };
    } catch {
      // It has died since; a fresh one takes its place.
    }
  }
  const booted = await bootOwn(driver, request);
  await bindTo(booted, request);
  return { booted, prewarmed: false };
}

/** Binds the code and lets the process go on; on failure the sandbox is gone. */
async function bindTo(booted: BootedSandbox, { spec, taskDirectory }: StartRequest): Promise<void> {
  try {
    await booted.sandbox.bind({ taskDirectory, layerDirectories: [], memoryMib: spec.memory_mib });
    booted.release();
  } catch (error) {
    await booted[Symbol.asyncDispose]();
    throw PlatformError.from(error);
  }
}

/** Loads the function and waits for the outcome, at most `limitMs`. Leaves the sandbox as it then is. */
export async function initializeFunction(
  { booted }: BoundSandbox,
  request: StartRequest,
  wait: { readonly clock: Clock; readonly limitMs: number },
): Promise<InitOutcome> {
  const { sandbox, session } = booted;
  const { promise, resolve } = Promise.withResolvers<InitOutcome>();
  if (request.runtime.manifest.channel === "runtime-api" && !hasEntrypoint(request.taskDirectory)) return { kind: "no-entrypoint" };
  session.listener = {
    ...noListener,
    onInitialized: () => resolve({ kind: "initialized" }),
    onInitFailed: (document) => resolve({ kind: "failed", document: document.toString() }),
    onBroken: (reason) => resolve({ kind: "broken", reason }),
  };
  // A frame that the process wrote before it ended may be read after the news of its end.
  void sandbox.exited.then((end) => setImmediate(() => resolve({ kind: "exited", end })));
  using _limit = wait.clock.after(wait.limitMs, () => resolve({ kind: "timed-out" }));
  void session.booted.then(
    () => session.initialize(request.variables),
    () => undefined,
  );
  const outcome = await promise;
  session.listener = noListener;
  return outcome;
}

/** A sandbox for this function alone: its whole environment is there when the process starts. */
async function bootOwn(driver: SandboxDriver, request: StartRequest): Promise<BootedSandbox> {
  const { spec, runtime } = request;
  return await bootSandbox(driver, {
    sandboxId: randomUUID(),
    runtime,
    command: bootCommand(runtime.manifest, heapMibOf(spec.memory_mib), spec.variables),
    variables: request.variables,
    memoryMib: spec.memory_mib,
    ephemeralMib: spec.ephemeral_mib,
    afterBind: runtime.manifest.channel === "runtime-api" || (spec.variables["AWS_LAMBDA_EXEC_WRAPPER"] ?? "") !== "",
  });
}

function hasEntrypoint(taskDirectory: string): boolean {
  try {
    accessSync(join(taskDirectory, "bootstrap"));
    return true;
  } catch {
    return false;
  }
}
