import type { TestFunction } from "../e2e/support/functions.ts";
import type { System } from "../e2e/support/system.ts";
import { openHttpConnection, type HttpConnection } from "./http-connection.ts";
import { signedInvoke } from "./signed-request.ts";

/** A connection on which one function is invoked; `request` fails unless the answer is 200. */
export async function openInvocation(system: System, fn: Pick<TestFunction, "name">): Promise<HttpConnection> {
  return openHttpConnection(system.httpEndpoints[0] ?? "", await signedInvoke(system, fn.name, '{"n":1}'));
}

/** Milliseconds from sending the request to having the answer. */
export async function timeRequest({ request }: HttpConnection): Promise<number> {
  const started = performance.now();
  await request();
  return performance.now() - started;
}

/** Invokes all functions at the same moment, each on a connection that is open already: latencies, and the time until all have answered. */
export async function invokeTogether(
  system: System,
  functions: readonly Pick<TestFunction, "name">[],
): Promise<{ readonly latenciesMs: readonly number[]; readonly elapsedMs: number }> {
  const connections = await Promise.all(functions.map((fn) => openInvocation(system, fn)));
  try {
    const started = performance.now();
    const latenciesMs = await Promise.all(connections.map(timeRequest));
    return { latenciesMs, elapsedMs: performance.now() - started };
  } finally {
    for (const connection of connections) connection[Symbol.dispose]();
  }
}
