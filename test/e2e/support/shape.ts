import { afterAll, beforeAll } from "vitest";
import { startClusterSystem } from "./cluster-system.ts";
import { startStandaloneSystem } from "./standalone-system.ts";
import type { System } from "./system.ts";

/** The two shapes in which every scenario runs. */
export const shapes: readonly { readonly shape: string; readonly start: () => Promise<System> }[] = [
  { shape: "standalone", start: () => startStandaloneSystem() },
  { shape: "separate processes", start: () => startClusterSystem() },
];

/** Starts a system before the tests of the surrounding block and stops it after them. */
export function useSystem(start: () => Promise<System>): () => System {
  let system: System | undefined;
  beforeAll(async () => {
    system = await start();
  }, 120_000);
  afterAll(async () => {
    await system?.[Symbol.asyncDispose]();
  }, 60_000);
  return () => {
    if (system === undefined) throw new Error("the system did not start");
    return system;
  };
}
