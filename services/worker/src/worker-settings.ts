import { limits } from "@mayfly/domain/limits";

/** What decides how a worker behaves; every value has a unit and a default in `defaultWorkerSettings`. */
export interface WorkerSettings {
  /** Memory that environments may be given in sum, MiB. */
  readonly memoryMib: number;
  /** The init phase may take this long; AWS: 10,000. */
  readonly initPhaseMs: number;
  /** Idle for this long, an environment is frozen; at most 1,000 (DESIGN §10). */
  readonly freezeAfterMs: number;
  /** Idle for this long, an environment is retired. */
  readonly keepAliveMs: number;
  /** Prewarmed sandboxes that are kept at least for each runtime and memory class in use; 0 turns the pool off. */
  readonly poolSandboxes: number;
  /** Memory that prewarmed sandboxes may take in sum where demand calls for more of them, MiB. */
  readonly poolMemoryMib: number;
  /** Runtime that is prewarmed from the start, if it is installed; empty for none. */
  readonly poolRuntime: string;
  /** After its init phase an environment gets no more processor time than its memory's part: 1,769 MB is one processor (AWS). */
  readonly strictCpu: boolean;
  /** Unpacked packages to keep, bytes. */
  readonly codeCacheBytesMax: number;
  /** On stopping, running invocations may take this long. */
  readonly drainMs: number;
}

/** Settings that suit a machine of its own. */
export function defaultWorkerSettings(hostMemoryBytes: number): WorkerSettings {
  const memoryMib = Math.max(512, Math.floor((hostMemoryBytes / 1024 / 1024) * 0.9));
  return {
    memoryMib,
    initPhaseMs: limits.initPhaseMsMax,
    freezeAfterMs: 200,
    keepAliveMs: 10 * 60_000,
    poolSandboxes: 2,
    poolMemoryMib: Math.floor(memoryMib / 20),
    poolRuntime: "nodejs24.x",
    strictCpu: false,
    codeCacheBytesMax: 4 * 1024 * 1024 * 1024,
    drainMs: 12_000,
  };
}
