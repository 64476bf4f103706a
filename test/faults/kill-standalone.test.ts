import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "../e2e/support/functions.ts";
import { countLogged } from "../e2e/support/function-logs.ts";
import { expectNothingLeft } from "../e2e/support/leftovers.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";

async function killHard(system: StandaloneSystem): Promise<void> {
  process.kill(system.process.pid, "SIGKILL");
  expect(await system.process.exited).toBe("SIGKILL");
}

test("after kill -9 a new start has all functions, runs every acknowledged event, and ends what was left running", async () => {
  await using directory = await temporaryDirectory();
  const first = await startStandaloneSystem({ dataDirectory: directory.path });
  const fn = await createFunction(
    first,
    handlerModule(
      "async (event) => { console.log(`event-${event.marker}`); await new Promise((resolve) => setTimeout(resolve, event.ms ?? 0)); return 'kept'; }",
    ),
  );
  expect((await invoke(fn)).payload).toBe('"kept"');
  const markers: string[] = [];
  for (let count = 0; count < 50; count++) {
    const marker = randomUUID();
    await invoke(fn, { marker, ms: 20 }, { InvocationType: "Event" });
    markers.push(marker);
  }
  await killHard(first);

  {
    await using second = await startStandaloneSystem({ dataDirectory: directory.path });
    expect(await invokeByName(second, fn.name)).toBe('"kept"');
    for (const marker of markers) {
      await waitFor(async () => (await countLogged(second, `event-${marker}`)) > 0 || undefined, { deadlineMs: 30_000, what: `event ${marker} to have run` });
    }
  }

  await expectNothingLeft(directory.path);
}, 120_000);

test("a clean stop leaves no process, mount, cgroup, namespace, socket or file of the system", async () => {
  await using directory = await temporaryDirectory();
  {
    await using system = await startStandaloneSystem({ dataDirectory: directory.path });
    await using fn = await createFunction(system, handlerModule("async () => 1"));
    await Promise.all(Array.from({ length: 10 }, () => invoke(fn)));
  }

  await expectNothingLeft(directory.path);
  expect(await readdir(directory.path)).not.toContain("run.json");
}, 60_000);

test("a second start on the same data directory says which process has it", async () => {
  await using system = await startStandaloneSystem();

  await expect(startStandaloneSystem({ dataDirectory: system.dataDirectory })).rejects.toThrow(`A Mayfly with pid ${system.process.pid} already runs`);
}, 60_000);

test("a data directory of a newer Mayfly is refused with a sentence", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, "VERSION"), "999\n");

  await expect(startStandaloneSystem({ dataDirectory: directory.path })).rejects.toThrow("The data directory has format 999");
  expect(await readFile(`${directory.path}/VERSION`, "utf8")).toBe("999\n");
});

async function invokeByName(system: StandaloneSystem, name: string): Promise<string> {
  const client = new LambdaClient(clientConfig(system));
  try {
    return (await client.send(new InvokeCommand({ FunctionName: name }))).Payload?.transformToString() ?? "";
  } finally {
    client.destroy();
  }
}
