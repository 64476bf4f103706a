/** Starts that fail or come too late leave nothing: no uid, no sandbox, no socket. */
import { existsSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import { runShell, sandboxSpec, temporaryDirectory, until } from "../sandbox-fixture.ts";
import { createBubblewrapDriver, type BubblewrapDriverOptions } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";
import { helperPid } from "./sandbox-traces.test-support.ts";
import { defaultUidRange } from "./uid-range.ts";

const bubblewrap = await installedBubblewrap();

function optionsFor(stateDirectory: string): BubblewrapDriverOptions {
  return { stateDirectory, ...bubblewrap, logger: silentLogger };
}

/** Sockets of this process. */
function socketCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "PipeWrap" || name === "TCPServerWrap" || name === "TCPSocketWrap").length;
}

/** Network namespaces that a process holds by descriptors. */
function networkNamespaces(pid: number): readonly string[] {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  return links.filter((link) => link.startsWith("net:"));
}

test("a sandbox whose output cannot be made does not keep its uid", async () => {
  using directory = temporaryDirectory();
  const { first } = defaultUidRange(directory.path);
  await using driver = await createBubblewrapDriver({ ...optionsFor(directory.path), uidRange: { first, count: 1 } });
  const inTheWay = join(directory.path, "late-uid");
  writeFileSync(inTheWay, "a file where the sandbox's directory belongs");

  await expect(driver.create(sandboxSpec(["true"], { sandboxId: "late-uid" }))).rejects.toMatchObject({ code: "ServiceUnavailable" });
  rmSync(inTheWay, { force: true });

  expect((await runShell(driver, "echo ran")).stdout).toBe("ran\n");
});

test("a sandbox whose files are missing keeps no network namespace", async () => {
  using directory = temporaryDirectory();
  await using driver = await createBubblewrapDriver(optionsFor(directory.path));
  const before = networkNamespaces(helperPid(directory.path));
  const mounts = [{ hostPath: join(directory.path, "not-there"), sandboxPath: "/var/lang" }];

  for (let count = 0; count < 3; count += 1)
    await expect(driver.create(sandboxSpec(["true"], { mounts }))).rejects.toMatchObject({ code: "ServiceUnavailable" });

  expect(networkNamespaces(helperPid(directory.path))).toEqual(before);
});

test("a sandbox that starts only after its deadline is ended, and its sockets are closed", async () => {
  using directory = temporaryDirectory();
  await using driver = await createBubblewrapDriver({ ...optionsFor(directory.path), createTimeoutMs: 1_000 });
  const pid = helperPid(directory.path);
  const socketsBefore = socketCount();
  process.kill(pid, "SIGSTOP");
  try {
    await expect(driver.create(sandboxSpec(["/bin/sleep", "1000"], { sandboxId: "late-start" }))).rejects.toMatchObject({
      publicMessage: expect.stringContaining("did not answer create"),
    });
  } finally {
    process.kill(pid, "SIGCONT");
  }

  // The helper works in order: this one is answered after the late one has been started, if the helper has not been replaced by then.
  expect((await runShell(driver, "echo next")).stdout).toBe("next\n");
  await until(() => !existsSync(join(directory.path, "late-start")), "the late sandbox to be removed");
  expect(readdirSync(directory.path).filter((name) => !name.startsWith("."))).toEqual([]);
  await until(() => socketCount() <= socketsBefore, "the late sandbox's sockets to be closed");
});
