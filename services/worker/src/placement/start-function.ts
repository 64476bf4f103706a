import { randomUUID } from "node:crypto";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { InstalledRuntime } from "@mayfly/runtimes/runtime-catalogue";
import { bootSandbox, type BootDependencies, type BootedSandbox } from "./boot-sandbox.ts";
import { bootCommand, extensionVariables, needsOwnBoot, ownProgram } from "../core/function-variables.ts";
import type { FatalFailure } from "../core/function-failure.ts";
import { findEntrypoint, findEntrypointFault } from "./entrypoint.ts";
import { listExtensions, type ExtensionFile } from "../extensions/list-extensions.ts";
import { heapMibOf } from "../core/memory-class.ts";
import { noListener } from "../ports/runtime-session.ts";
import type { PrewarmedPool } from "./prewarm.ts";
import type { StartStages } from "./start-stages.ts";

/** What starting a function needs of the agent. */
export interface StartDependencies extends BootDependencies {
  readonly pool: PrewarmedPool;
  readonly stages: StartStages;
}

/** One function version and where its parts are on this host. */
export interface StartRequest {
  readonly spec: FunctionSpec__Output;
  readonly runtime: InstalledRuntime;
  readonly taskDirectory: string;
  /** Lowest first. */
  readonly layerDirectories: readonly string[];
  /** Asked before a later start: a package that has been put aside as damaged is there anew, and held as the first one is. */
  readonly refetch: () => Promise<Pick<StartRequest, "taskDirectory" | "layerDirectories">>;
  /** The whole environment of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How the init phase ended. */
export type InitOutcome =
  | { readonly kind: "initialized" }
  | { readonly kind: "failed"; readonly document: string }
  | { readonly kind: "ended"; readonly failure: FatalFailure }
  | { readonly kind: "timed-out" }
  | { readonly kind: "no-entrypoint"; readonly failure: FatalFailure }
  | { readonly kind: "broken"; readonly reason: string };

/** A sandbox that the function is bound to. */
export interface BoundSandbox {
  readonly booted: BootedSandbox;
  readonly prewarmed: boolean;
}

/** Takes a prewarmed sandbox or boots one, and binds the code. Fails with PlatformError; then nothing is left. */
export async function bindFunction(dependencies: StartDependencies, request: StartRequest): Promise<BoundSandbox> {
  const { spec, runtime } = request;
  const { clock, stages } = dependencies;
  const startedMs = clock.monotonicMs();
  const extensions = listExtensions(request.layerDirectories);
  const ownBoot = extensions.length > 0 || runtime.manifest.channel === "runtime-api" || needsOwnBoot(spec.variables);
  const pooled = ownBoot ? undefined : dependencies.pool.take(spec.runtime, spec.memory_mib, spec.ephemeral_mib);
  if (pooled !== undefined) {
    try {
      await bindTo(pooled, request);
      stages.over("bind", startedMs, true);
      return { booted: pooled, prewarmed: true };
    } catch {
      // It has died since; a fresh one takes its place.
    }
  }
  const booted = await bootOwn(dependencies, request, extensions);
  const createdMs = stages.over("sandbox", startedMs, false);
  await bindTo(booted, request);
  stages.over("bind", createdMs, false);
  return { booted, prewarmed: false };
}

/** Binds code and layers and lets the process go on; on failure the sandbox is gone. */
async function bindTo(booted: BootedSandbox, { spec, taskDirectory, layerDirectories }: StartRequest): Promise<void> {
  try {
    await booted.sandbox.bind({ taskDirectory, layerDirectories, memoryMib: spec.memory_mib });
    booted.start(spec);
  } catch (error) {
    await booted[Symbol.asyncDispose]();
    throw PlatformError.from(error);
  }
}

/** Loads the function and waits for the outcome, at most `limitMs`. Leaves the sandbox as it then is. */
export async function initializeFunction(
  { booted, prewarmed }: BoundSandbox,
  request: StartRequest,
  wait: { readonly clock: Clock; readonly stages: StartStages; readonly limitMs: number; readonly onRuntimeReady: () => void },
): Promise<InitOutcome> {
  const { processes, session } = booted;
  const { promise, resolve } = Promise.withResolvers<InitOutcome>();
  const failure = request.runtime.manifest.command.includes(ownProgram) ? findEntrypointFault(request) : undefined;
  if (failure !== undefined) return { kind: "no-entrypoint", failure };
  session.listener = {
    ...noListener,
    onRuntimeReady: wait.onRuntimeReady,
    onInitialized: () => resolve({ kind: "initialized" }),
    onInitFailed: (document) => resolve({ kind: "failed", document: document.toString() }),
    onBroken: (reason) => resolve({ kind: "broken", reason }),
  };
  // A frame that the process wrote before it ended may be read after the news of its end.
  void processes.ended.then((failure) => setImmediate(() => resolve({ kind: "ended", failure })));
  using _limit = wait.clock.after(wait.limitMs, () => resolve({ kind: "timed-out" }));
  let stageMs = wait.clock.monotonicMs();
  void session.booted.then(
    () => {
      if (!prewarmed) stageMs = wait.stages.over("boot", stageMs, false);
      session.initialize(request.variables);
    },
    () => undefined,
  );
  const outcome = await promise;
  if (outcome.kind === "initialized") wait.stages.over("load", stageMs, prewarmed);
  session.listener = noListener;
  return outcome;
}

/** A sandbox for this function alone: its whole environment is there when the process starts. */
async function bootOwn(dependencies: StartDependencies, request: StartRequest, extensions: readonly ExtensionFile[]): Promise<BootedSandbox> {
  const { spec, runtime } = request;
  const command = bootCommand(runtime.manifest, { heapMib: heapMibOf(spec.memory_mib), handler: spec.handler }, spec.variables);
  return await bootSandbox(dependencies, {
    sandboxId: randomUUID(),
    runtime,
    command: command.map((word) => (word === ownProgram ? (findEntrypoint(request)?.path ?? word) : word)),
    variables: request.variables,
    memoryMib: spec.memory_mib,
    ephemeralMib: spec.ephemeral_mib,
    afterBind: runtime.manifest.channel === "runtime-api" || (spec.variables["AWS_LAMBDA_EXEC_WRAPPER"] ?? "") !== "",
    extensions: extensions.length === 0 ? undefined : { files: extensions, variables: extensionVariables(request.variables, spec.variables) },
  });
}
