/** Nothing of a sandbox stays on the host: after disposal, after the agent's death, after the death of both. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findProcess } from "@mayfly/kernel/process-identity";
import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import type { SandboxDriver } from "../sandbox-driver.ts";
import { nodeInside, runShell, sandboxSpec, temporaryDirectory, until } from "../sandbox-fixture.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";
import { anchorsOf, expectOnlyStock, helperPid, networkNamespaces, tracesOf } from "./sandbox-traces.test-support.ts";

const bubblewrap = await installedBubblewrap();

function openDriver(stateDirectory: string): Promise<SandboxDriver> {
  return createBubblewrapDriver({ stateDirectory, ...bubblewrap, logger: silentLogger });
}

/** A sandbox with a child, a full /tmp and bound code, named so that it can be found. */
async function occupy(driver: SandboxDriver, marker: string, directory: string): Promise<void> {
  const script = "sleep 1000 & dd if=/dev/zero of=/tmp/x bs=1M count=20 2>/dev/null; echo ready >&3; wait";
  const sandbox = await driver.create(sandboxSpec(["/bin/sh", "-c", script, marker], { sandboxId: marker }));
  await sandbox.bind({ taskDirectory: directory, layerDirectories: [directory, "/usr/share/misc"], memoryMib: 128 });
  await once(sandbox.channel, "data");
}

test("a sandbox that is disposed of leaves no process, cgroup, mount, loop device or file", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const driver = await openDriver(state);
  const marker = `left-${process.pid}-a`;
  const sandbox = await driver.create(sandboxSpec(["/bin/sh", "-c", "sleep 1000 & wait", marker], { sandboxId: marker }));
  await sandbox.bind({ taskDirectory: directory.path, layerDirectories: [directory.path], memoryMib: 128 });
  await until(() => networkNamespaces(marker).size === 1, "the sandbox to run");
  expect(tracesOf(state, marker)).not.toEqual([]);
  const [network] = networkNamespaces(marker);
  await sandbox[Symbol.asyncDispose]();
  await expectOnlyStock(state, marker);
  expect([...networkNamespaces()]).not.toContain(network);
  await driver[Symbol.asyncDispose]();
  expect(tracesOf(state, marker)).toEqual([]);
  expect(readdirSync(state)).toEqual([]);
});

test("a driver that is disposed of ends its sandboxes first", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const marker = `left-${process.pid}-b`;
  {
    await using driver = await openDriver(state);
    await occupy(driver, marker, directory.path);
  }
  expect(tracesOf(state, marker)).toEqual([]);
});

/** Another agent, which makes a sandbox, freezes it and then only waits. */
async function startAgent(state: string, marker: string): Promise<{ readonly pid: number; readonly helperPid: number }> {
  const source = new URL("./create-bubblewrap-driver.ts", import.meta.url).href;
  const spec = sandboxSpec([nodeInside, "-e", "setInterval(() => {}, 1)", marker], { sandboxId: marker });
  const script = `import { createBubblewrapDriver } from ${JSON.stringify(source)};
const logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => logger };
const driver = await createBubblewrapDriver({ stateDirectory: ${JSON.stringify(state)}, ...${JSON.stringify(bubblewrap)}, logger });
const sandbox = await driver.create(${JSON.stringify(spec)});
if (driver.capabilities.freezes) await sandbox.freeze();
process.stdout.write("ready");`;
  const agent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(agent.stdout, "data");
  return { pid: Number(agent.pid), helperPid: helperPid(state) };
}

test("an agent that is killed leaves nothing: its helper ends with everything", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const marker = `left-${process.pid}-d`;
  const agent = await startAgent(state, marker);
  expect(tracesOf(state, marker)).not.toEqual([]);
  process.kill(agent.pid, "SIGKILL");
  await until(() => findProcess(agent.helperPid) === undefined, "the helper to end");
  // The kernel frees a dead process's loop devices in its own time.
  await until(() => tracesOf(state, marker).length === 0, "everything of the sandbox to be gone");
});

test("an agent that is killed with its helper at once leaves no process, not even a frozen one, and the next driver removes the rest", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const marker = `left-${process.pid}-e`;
  const agent = await startAgent(state, marker);
  process.kill(agent.helperPid, "SIGSTOP");
  process.kill(agent.pid, "SIGKILL");
  process.kill(agent.helperPid, "SIGKILL");
  await until(() => !tracesOf(state, marker).some((trace) => trace.startsWith("process")), "the sandbox's processes to end");
  expect(tracesOf(state, marker)).not.toEqual([]);
  await using driver = await openDriver(state);
  await expectOnlyStock(state, marker);
  expect((await runShell(driver, "echo next")).stdout).toBe("next\n");
});

test("what an agent, its helper and its anchor leave when all are killed is ended and removed by the next driver", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const marker = `left-${process.pid}-f`;
  const agent = await startAgent(state, marker);
  const [anchor] = anchorsOf(state);
  if (anchor === undefined) throw new Error("there is no anchor");
  for (const pid of [agent.helperPid, agent.pid]) process.kill(pid, "SIGSTOP");
  for (const pid of [anchor, agent.helperPid, agent.pid]) process.kill(pid, "SIGKILL");
  await until(() => findProcess(agent.helperPid) === undefined, "the helper to end");
  await using driver = await openDriver(state);
  await expectOnlyStock(state, marker);
  expect((await runShell(driver, "echo next")).stdout).toBe("next\n");
});

test("a second driver on the directory of one that runs is refused with the pid that uses it", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  await using first = await openDriver(state);
  await expect(openDriver(state)).rejects.toMatchObject({
    code: "ServiceUnavailable",
    publicMessage: expect.stringContaining(String(process.pid)),
  });
  expect((await runShell(first, "echo mine")).stdout).toBe("mine\n");
});

test("a host without bubblewrap is told how to get it", async () => {
  using directory = temporaryDirectory();
  const options = { stateDirectory: directory.path, bubblewrapPath: "/nowhere/bwrap", logger: silentLogger };
  await expect(createBubblewrapDriver(options)).rejects.toMatchObject({
    code: "ServiceUnavailable",
    publicMessage: expect.stringContaining("apt-get install bubblewrap"),
  });
});
