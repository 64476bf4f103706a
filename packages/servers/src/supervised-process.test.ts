import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProcess, isSameProcess } from "@mayfly/kernel/process-identity";
import { expect, test } from "vitest";
import { SupervisedProcess, type SupervisionOptions, type UnexpectedExit } from "./supervised-process.ts";
import { testFolder } from "./test-folder.test-support.ts";
import { waitUntil } from "./wait-until.ts";

function shell(script: string, dataDirectory: string): SupervisionOptions {
  return {
    name: "test-server",
    dataDirectory,
    command: { path: "/bin/sh", arguments: ["-c", script], environment: {} },
    isReady: async () => existsSync(join(dataDirectory, "ready")),
  };
}

const untilStopped = "touch ready; exec sleep 600";

test("a server that ends before it is ready is an error that holds what it wrote", async () => {
  using folder = testFolder();

  await expect(SupervisedProcess.start(shell("echo the disk is full >&2; exit 3", folder.path))).rejects.toThrow(
    /test-server did not start\. It said:\nthe disk is full/,
  );
});

test("a server gets nothing of our environment", async () => {
  using folder = testFolder();
  await using _server = await SupervisedProcess.start(shell(`env > seen; ${untilStopped}`, folder.path));

  const names = readFileSync(join(folder.path, "seen"), "utf8").match(/^[A-Z_]+(?==)/gm);
  expect(new Set(names)).toEqual(new Set(["LANG", "PATH", "PWD"]));
});

test("a server runs in a process group of its own", async () => {
  using folder = testFolder();
  await using server = await SupervisedProcess.start(shell(untilStopped, folder.path));

  const stat = readFileSync(`/proc/${server.pid}/stat`, "latin1");
  expect(Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2])).toBe(server.pid);
});

test("a server that ignores SIGTERM is killed", async () => {
  using folder = testFolder();
  const server = await SupervisedProcess.start({ ...shell("trap '' TERM; touch ready; while :; do sleep 600; done", folder.path), stopTimeoutMs: 100 });
  const identity = findProcess(server.pid ?? 0);
  if (identity === undefined) throw new Error("the server does not run");

  await server[Symbol.asyncDispose]();

  expect(isSameProcess(identity)).toBe(false);
});

test("a server that keeps ending is started again after ever longer pauses, until it is stopped", async () => {
  using folder = testFolder();
  const exits: UnexpectedExit[] = [];
  const server = await SupervisedProcess.start({
    ...shell("touch ready; if [ -e fail ]; then echo failing; exit 7; fi; while [ ! -e fail ]; do sleep 0.01; done; exit 7", folder.path),
    onUnexpectedExit: (exit) => exits.push(exit),
  });
  writeFileSync(join(folder.path, "fail"), "");
  await waitUntil(() => exits.length >= 3, 10_000);
  await server[Symbol.asyncDispose]();

  expect(exits.slice(0, 3).map(({ exitCode, restartInMs }) => ({ exitCode, restartInMs }))).toEqual([
    { exitCode: 7, restartInMs: 200 },
    { exitCode: 7, restartInMs: 400 },
    { exitCode: 7, restartInMs: 800 },
  ]);
  expect(exits[1]?.logTail).toContain("failing");
  expect(server.pid).toBeUndefined();
});

/** Ends at the second SIGTERM: the first comes from the death of whoever started it. */
const outlivesItsLauncher = "trap 'if [ -e signalled ]; then exit 0; fi; touch signalled' TERM; touch ready; while :; do sleep 0.05; done";

/** Starts a server from a process of its own, which can be killed. */
async function startInChild(dataDirectory: string, script: string): Promise<{ readonly launcherPid: number; readonly serverPid: number }> {
  const source = `
    import { SupervisedProcess } from ${JSON.stringify(fileURLToPath(new URL("supervised-process.ts", import.meta.url)))};
    import { existsSync } from "node:fs";
    const server = await SupervisedProcess.start({
      name: "test-server", dataDirectory: process.argv[1], isReady: async () => existsSync(process.argv[1] + "/ready"),
      command: { path: "/bin/sh", arguments: ["-c", process.argv[2]], environment: {} },
    });
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ["--input-type=module-typescript", "-e", source, dataDirectory, script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(launcher.stdout, "data")) as [Buffer]; // the one line that the source above prints
  if (launcher.pid === undefined) throw new Error("the launcher did not start");
  return { launcherPid: launcher.pid, serverPid: Number(line.toString()) };
}

test("a server gets SIGTERM when the process that started it is killed", async () => {
  using folder = testFolder();
  const { launcherPid, serverPid } = await startInChild(folder.path, untilStopped);

  process.kill(launcherPid, "SIGKILL");

  expect(await waitUntil(() => findProcess(serverPid) === undefined, 5_000)).toBe(true);
});

test("a server that an earlier process left behind is ended before the next one starts", async () => {
  using folder = testFolder();
  const { launcherPid, serverPid } = await startInChild(folder.path, outlivesItsLauncher);
  process.kill(launcherPid, "SIGKILL");
  await waitUntil(() => existsSync(join(folder.path, "signalled")), 5_000);
  const wasLeftBehind = findProcess(serverPid) !== undefined;

  await using server = await SupervisedProcess.start(shell(untilStopped, folder.path));

  expect(wasLeftBehind).toBe(true);
  expect(findProcess(serverPid)).toBeUndefined();
  expect(server.pid).not.toBe(serverPid);
});

test("a process that merely has the number of an earlier server is left alone", async () => {
  using folder = testFolder();
  const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
  const identity = findProcess(stranger.pid ?? 0);
  if (identity === undefined) throw new Error("sleep does not run");
  writeFileSync(join(folder.path, "process.json"), JSON.stringify(identity));

  await using _server = await SupervisedProcess.start(shell(untilStopped, folder.path));

  expect(isSameProcess(identity)).toBe(true);
  stranger.kill("SIGKILL");
});
