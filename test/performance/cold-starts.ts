import { LambdaClient, UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2, type Runtime } from "@aws-sdk/client-lambda";
import { createFunction, handlerModule, type TestFunction } from "../e2e/support/functions.ts";
import { clientConfig, type System } from "../e2e/support/system.ts";
import { openHttpConnection } from "./http-connection.ts";
import { quantile } from "./latency.ts";
import { signedInvoke } from "./signed-request.ts";

/** Cold starts of one system: milliseconds from sending the request to having the answer. */
export interface ColdFigures {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly runs: number;
}

const node = handlerModule("async (event) => event");
const python = { "index.py": "def handler(event, context):\n    return event\n" };

/** Makes `count` invocations that each meet no environment: every one follows an update, which retires the one before. */
export async function measureColdStarts(system: System, runtime: Runtime, count: number): Promise<ColdFigures> {
  await using fn = await createFunction(system, runtime.startsWith("python") ? python : node, { Runtime: runtime });
  const client = new LambdaClient(clientConfig(system));
  const latencies: number[] = [];
  for (let run = 0; run < count; run++) {
    await renew(client, fn, run);
    latencies.push(await timeInvoke(system, fn));
  }
  client.destroy();
  latencies.sort((a, b) => a - b);
  return { p50Ms: quantile(latencies, 0.5), p95Ms: quantile(latencies, 0.95), runs: count };
}

async function renew(client: LambdaClient, fn: TestFunction, run: number): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Description: `run ${run}` }));
  // The waiter's pause of at least a second is also what the pool takes to refill.
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName: fn.name });
}

async function timeInvoke(system: System, fn: TestFunction): Promise<number> {
  using connection = await openHttpConnection(system.httpEndpoints[0] ?? "", await signedInvoke(system, fn.name, '{"cold":true}'));
  const started = performance.now();
  await connection.request();
  return performance.now() - started;
}
