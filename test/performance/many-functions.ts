import type { Runtime } from "@aws-sdk/client-lambda";
import { createFunction, handlerModule, type TestFunction } from "../e2e/support/functions.ts";
import type { System } from "../e2e/support/system.ts";

/** As many at a time: each creation waits for its package to be unpacked. */
const createdTogether = 8;

/** A function that answers its event, in the runtime's language. */
export function echoFiles(runtime: Runtime): Record<string, string> {
  return runtime.startsWith("python") ? { "index.py": "def handler(event, context):\n    return event\n" } : handlerModule("async (event) => event");
}

/** Functions of 128 MB that live as long as their scope. */
export async function createFunctions(system: System, runtime: Runtime, count: number): Promise<AsyncDisposable & { readonly all: readonly TestFunction[] }> {
  const all: TestFunction[] = [];
  while (all.length < count) {
    const next = Array.from({ length: Math.min(createdTogether, count - all.length) }, () =>
      createFunction(system, echoFiles(runtime), { Runtime: runtime, MemorySize: 128, Timeout: 60 }),
    );
    all.push(...(await Promise.all(next)));
  }
  return {
    all,
    async [Symbol.asyncDispose]() {
      for (const fn of all) fn.client.destroy();
    },
  };
}
