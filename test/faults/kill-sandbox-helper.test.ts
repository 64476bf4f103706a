import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "../e2e/support/functions.ts";
import { expectNothingLeft } from "../e2e/support/leftovers.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";

async function helperPid(dataDirectory: string): Promise<number> {
  const record: unknown = JSON.parse(await readFile(join(dataDirectory, "sandboxes", ".helper.json"), "utf8"));
  // Written by the sandbox helper itself.
  return (record as { readonly helper: { readonly pid: number } }).helper.pid;
}

async function health(system: StandaloneSystem): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(`${system.httpEndpoints[0]}/_mayfly/health`);
  return { status: response.status, body: await response.text() };
}

test("a sandbox helper that is killed, twice in a row, costs no invocation: not the running, not the warm, not the cold", async () => {
  await using directory = await temporaryDirectory();
  {
    await using system = await startStandaloneSystem({ dataDirectory: directory.path });
    const slow = await createFunction(
      system,
      handlerModule("async (event) => { await new Promise((resolve) => setTimeout(resolve, event.ms)); return event.ms; }"),
      { Timeout: 20 },
    );
    const counting = await createFunction(system, { "index.mjs": "let calls = 0; export const handler = async () => ++calls;" });
    expect((await invoke(counting)).payload).toBe("1");

    const running = invoke(slow, { ms: 3_000 });
    const cold = invoke(slow, { ms: 1 });
    for (const payload of ["2", "3"]) {
      const killed = await helperPid(directory.path);
      process.kill(killed, "SIGKILL");
      expect((await invoke(counting)).payload).toBe(payload);
      await waitFor(async () => (await helperPid(directory.path)) !== killed, { what: "another helper" });
    }

    expect((await running).payload).toBe("3000");
    expect((await cold).payload).toBe("1");
  }
  await expectNothingLeft(directory.path);
}, 120_000);

test("a sandbox helper that hangs is told of by the health check, replaced, and costs no invocation", async () => {
  await using directory = await temporaryDirectory();
  {
    await using system = await startStandaloneSystem({ dataDirectory: directory.path });
    const counting = await createFunction(system, { "index.mjs": "let calls = 0; export const handler = async () => ++calls;" });
    expect((await invoke(counting)).payload).toBe("1");
    const hung = await helperPid(directory.path);
    process.kill(hung, "SIGSTOP");

    const waiting = invoke(counting);
    const told = await waitFor(async () => ((found) => found.status === 503 && found)(await health(system)), { what: "the health check to tell" });
    expect(told.body).toContain("The sandbox helper does not answer.");
    expect((await waiting).payload).toBe("2");
    await waitFor(async () => (await health(system)).status === 200, { what: "the health check to be content again" });
    expect(await helperPid(directory.path)).not.toBe(hung);
  }
  await expectNothingLeft(directory.path);
}, 120_000);
