import { expect, test } from "vitest";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createFunction } from "../e2e/support/functions.ts";
import { startClusterSystem } from "../e2e/support/cluster-system.ts";
import { clientConfig } from "../e2e/support/system.ts";

test("a worker killed under load costs only the invocations that were running on it, and the next ones go to the other", async () => {
  await using system = await startClusterSystem();
  await using fn = await createFunction(
    system,
    { "index.mjs": "export const handler = async (event) => { await new Promise((resolve) => setTimeout(resolve, 20)); return event.n; };" },
    { Timeout: 10 },
  );
  const clients = system.httpEndpoints.map((_endpoint, gateway) => new LambdaClient(clientConfig(system, gateway)));
  const concurrency = 8;
  const killAt = 200;
  const failures: { readonly n: number; readonly error: unknown }[] = [];
  let next = 0;
  const load = async (slot: number): Promise<void> => {
    while (next < 600) {
      const n = next++;
      if (n === killAt) process.kill(system.workers[0]?.pid ?? 0, "SIGKILL");
      const client = clients[slot % clients.length];
      try {
        const answer = await client?.send(new InvokeCommand({ FunctionName: fn.name, Payload: JSON.stringify({ n }) }));
        expect(answer?.Payload?.transformToString()).toBe(String(n));
      } catch (error) {
        failures.push({ n, error });
      }
    }
  };

  await Promise.all(Array.from({ length: concurrency }, (_value, slot) => load(slot)));

  expect(failures.length).toBeLessThanOrEqual(concurrency);
  for (const { n, error } of failures) {
    expect(n).toBeGreaterThanOrEqual(killAt - concurrency);
    expect(error).toMatchObject({ name: "ServiceException" });
  }
  for (const client of clients) client.destroy();
}, 180_000);
