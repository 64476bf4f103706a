import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "../e2e/support/functions.ts";
import { waitForLogLine } from "../e2e/support/function-logs.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";

test("after NATS is killed under a running standalone it is started again, and invocations and events work", async () => {
  await using system = await startStandaloneSystem();
  await using fn = await createFunction(system, handlerModule("async (event) => { console.log(event.marker); return 'fine'; }"));
  const before = randomUUID();
  expect(await invoke(fn, { marker: before }, { InvocationType: "Event" })).toMatchObject({ status: 202 });

  await killServer(system, "nats");

  expect((await invoke(fn)).payload).toBe('"fine"');
  const marker = randomUUID();
  await waitFor(async () => (await invoke(fn, { marker }, { InvocationType: "Event" })).status === 202, { deadlineMs: 20_000, what: "an event to be taken" });
  await waitForLogLine(system, before);
  await waitForLogLine(system, marker);
}, 60_000);

test("after Redis is killed under a running standalone it is started again, and functions are kept and can be made", async () => {
  await using system = await startStandaloneSystem();
  await using fn = await createFunction(system, handlerModule("async () => 'kept'"));

  await killServer(system, "redis");

  expect((await invoke(fn)).payload).toBe('"kept"');
  const made = await waitFor(() => createFunction(system, handlerModule("async () => 'new'")), { deadlineMs: 20_000, what: "a function to be made" });
  await using second = made;
  expect((await invoke(second)).payload).toBe('"new"');
  expect((await invoke(fn)).payload).toBe('"kept"');
}, 60_000);

/** Kills a server of the standalone with SIGKILL and waits until the supervisor has started another. */
async function killServer(system: StandaloneSystem, server: "nats" | "redis"): Promise<void> {
  const killed = await serverPid(system, server);
  process.kill(killed, "SIGKILL");
  await waitFor(async () => (await serverPid(system, server)) !== killed, { deadlineMs: 20_000, what: `another ${server}` });
}

async function serverPid(system: StandaloneSystem, server: string): Promise<number> {
  // Written by Mayfly's supervisor.
  const record = JSON.parse(await readFile(join(system.dataDirectory, server, "process.json"), "utf8")) as { readonly pid: number };
  return record.pid;
}
