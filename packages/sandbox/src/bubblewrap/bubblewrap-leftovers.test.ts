/** Nothing of a sandbox stays on the host: after disposal, after the helper's death, after the agent's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { findProcess } from "@mayfly/kernel/process-identity";
import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import { parseCgroupMounts } from "../cgroups/open-cgroup-tree.ts";
import type { SandboxDriver } from "../sandbox-driver.ts";
import { nodeInside, runShell, sandboxSpec, temporaryDirectory, until } from "../sandbox-fixture.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

const bubblewrap = await installedBubblewrap();

function openDriver(stateDirectory: string): Promise<SandboxDriver> {
  return createBubblewrapDriver({ stateDirectory, ...bubblewrap, logger: silentLogger });
}

/** Everything on the host that belongs to sandboxes of this directory. */
function tracesOf(stateDirectory: string, marker: string): readonly string[] {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readQuietly(`/proc/${name}/cmdline`).includes(marker))
    .map((pid) => `process ${pid}`);
  const cgroups = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")).flatMap(({ path }) =>
    listQuietly(join(path, "mayfly"))
      .flatMap((instance) => listQuietly(join(path, "mayfly", instance)))
      .filter((name) => name.startsWith(marker))
      .map((name) => `cgroup ${name}`),
  );
  const loops = listQuietly("/sys/block").filter((name) => readQuietly(`/sys/block/${name}/loop/backing_file`).startsWith(stateDirectory));
  const files = listQuietly(stateDirectory).filter((name) => !name.startsWith("."));
  const mounts = readFileSync("/proc/self/mounts", "latin1")
    .split("\n")
    .filter((line) => line.includes(stateDirectory));
  return [...processes, ...cgroups, ...loops, ...files, ...mounts];
}

/** A driver that lives keeps the loop devices of two images for its next sandboxes; the kernel frees those of a dead one soon after. */
async function expectOnlyStock(state: string, marker: string): Promise<void> {
  const isStock = (trace: string): boolean => trace.startsWith("loop");
  expect(tracesOf(state, marker).filter((trace) => !isStock(trace))).toEqual([]);
  await until(() => tracesOf(state, marker).filter(isStock).length <= 2, "other loop devices to be freed");
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function listQuietly(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Network namespaces of all processes whose command line names the marker, or of all. */
function networkNamespaces(marker = ""): ReadonlySet<string> {
  const links = listQuietly("/proc").flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readQuietly(`/proc/${pid}/cmdline`).includes(marker)) return [];
      return [readlinkSync(`/proc/${pid}/ns/net`)];
    } catch {
      return [];
    }
  });
  return new Set(links);
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

test("a helper that dies takes its sandboxes along, and the driver goes on with a new one", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  await using driver = await openDriver(state);
  const marker = `left-${process.pid}-c`;
  const sandbox = await driver.create(sandboxSpec(["/bin/sleep", "1000"], { sandboxId: marker }));
  if (driver.capabilities.freezes) await sandbox.freeze();
  const record: unknown = JSON.parse(readFileSync(join(state, ".helper.json"), "utf8"));
  // Written by our own helper: leftovers.ts.
  process.kill((record as { readonly helper: { readonly pid: number } }).helper.pid, "SIGKILL");
  expect((await sandbox.exited).signal).toBe("SIGKILL");
  await sandbox[Symbol.asyncDispose]();
  await expectOnlyStock(state, marker);
  expect((await runShell(driver, "echo again")).stdout).toBe("again\n");
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
  const record: unknown = JSON.parse(readFileSync(join(state, ".helper.json"), "utf8"));
  // Written by that agent's helper: leftovers.ts.
  const { helper } = record as { readonly helper: { readonly pid: number } };
  return { pid: Number(agent.pid), helperPid: helper.pid };
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

test("what an agent and its helper leave when both are killed is removed by the next driver", async () => {
  using directory = temporaryDirectory();
  const state = join(directory.path, "state");
  const marker = `left-${process.pid}-e`;
  const agent = await startAgent(state, marker);
  process.kill(agent.helperPid, "SIGSTOP");
  process.kill(agent.pid, "SIGKILL");
  process.kill(agent.helperPid, "SIGKILL");
  await until(() => findProcess(agent.helperPid) === undefined, "the helper to end");
  // Its directory at least; where it was frozen, the process too.
  expect(tracesOf(state, marker)).not.toEqual([]);
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
