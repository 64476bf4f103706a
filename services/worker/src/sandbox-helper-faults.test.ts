/** What invokers see when the process that works on sandboxes dies or hangs: nothing, but for what could not be saved. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProcess } from "@mayfly/kernel/process-identity";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();
/** A busy machine takes its time to start helpers. */
const testMs = 120_000;
const counting = { "index.js": "let calls = 0; exports.handler = async () => ++calls;" };
/** Says that it runs, and answers once it may. */
const waiting = {
  "index.js": "exports.handler = async () => { console.log('running'); await new Promise((resolve) => setTimeout(resolve, 1500)); return 'finished'; };",
};

function helperPid(): number {
  const record: unknown = JSON.parse(readFileSync(join(installed().stateDirectory, ".helper.json"), "utf8"));
  // Written by the helper itself.
  return (record as { readonly helper: { readonly pid: number } }).helper.pid;
}

/** The process that holds what sandboxes need when the helper dies. */
function anchorPid(): number {
  const found = readdirSync("/proc").find(
    (name) => /^\d+$/.test(name) && readQuietly(`/proc/${name}/cmdline`).includes(`mayfly-anchor\0${installed().stateDirectory}`),
  );
  return Number(found);
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

async function replaced(before: number): Promise<void> {
  await waitFor(() => installed().driver.health.replacements > before, { what: "another helper", deadlineMs: 60_000 });
}

test(
  "a warm environment serves on, frozen or not, when the helper dies twice in a row",
  async () => {
    await using harness = await WorkerHarness.start(installed().driver, { freezeAfterMs: 50 });
    const placed = await harness.placed(counting);
    expect((await harness.invoke(placed)).payload).toBe("1");
    for (const payload of ["2", "3"]) {
      const { replacements } = installed().driver.health;
      process.kill(helperPid(), "SIGKILL");
      // Asked at once: it may be frozen, and then waits for the next helper.
      expect((await harness.invoke(placed)).payload).toBe(payload);
      await replaced(replacements);
    }
    await waitFor(() => harness.worker.stateOf(placed.environmentId) === "frozen", { what: "the environment to be frozen" });
    expect((await harness.invoke(placed)).payload).toBe("4");
  },
  testMs,
);

test(
  "an invocation that runs while the helper dies is finished as if nothing had been, and counted",
  async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const placed = await harness.placed(waiting, { timeout_seconds: 60 });
    const { replacements } = installed().driver.health;
    const invoked = harness.invoke(placed, { logTail: true });
    process.kill(helperPid(), "SIGKILL");
    expect(await invoked).toMatchObject({ payload: '"finished"', functionError: "", done: { reusable: true } });
    await replaced(replacements);
    await waitFor(async () => (await harness.metrics.text()).includes("mayfly_worker_sandbox_helper_replacements_total"), { what: "the metric" });
    expect(await harness.metrics.text()).toMatch(/mayfly_worker_sandbox_helper_replacements_total \d+/);
  },
  testMs,
);

test(
  "a function that exits under the next helper is told as any other, with its own status",
  async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const placed = await harness.placed({ "index.js": "exports.handler = async () => { process.exit(3); };" });
    const { replacements } = installed().driver.health;
    process.kill(helperPid(), "SIGKILL");
    await replaced(replacements);
    expect((await harness.invoke(placed)).payload).toContain("Runtime exited with error: exit status 3");
  },
  testMs,
);

test(
  "a cold start goes on when the helper dies in it, with a prewarmed sandbox and without",
  async () => {
    for (const poolSandboxes of [0, 1]) {
      await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes });
      await harness.worker.refillPool();
      const placing = harness.placed(counting);
      process.kill(helperPid(), "SIGKILL");
      expect((await harness.invoke(await placing)).payload).toBe("1");
    }
  },
  testMs,
);

test(
  "a helper that hangs while an invocation runs and another starts is replaced, and both are answered",
  async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const placed = await harness.placed(waiting, { timeout_seconds: 60 });
    const hung = helperPid();
    process.kill(hung, "SIGSTOP");
    const [running, started] = [harness.invoke(placed), harness.placed(counting)];
    expect((await running).payload).toBe('"finished"');
    const cold = await started;
    expect(cold.reply.failure_message).toBe("");
    expect((await harness.invoke(cold)).payload).toBe("1");
    expect(findProcess(hung)).toBeUndefined();
  },
  testMs,
);

test(
  "an invocation whose sandbox is lost with the helper is told that its worker is lost, not that the function failed",
  async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const placed = await harness.placed({ "index.js": "exports.handler = () => new Promise(() => setInterval(() => {}, 1000));" }, { timeout_seconds: 100 });
    const invoked = harness.invoke(placed);
    const pid = helperPid();
    process.kill(pid, "SIGSTOP");
    process.kill(anchorPid(), "SIGKILL");
    process.kill(pid, "SIGKILL");
    expect(await invoked).toMatchObject({ refused: "Service", functionError: "" });
    await waitFor(() => harness.worker.environments === 0, { what: "the environment to go" });
    expect((await harness.invoke(await harness.placed(counting))).payload).toBe("1");
  },
  testMs,
);
