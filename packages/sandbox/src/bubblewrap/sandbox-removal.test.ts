/** A removal that meets something in its way takes all its other steps, and gives no uid to another sandbox too early. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import { parseCgroupMounts } from "../cgroups/open-cgroup-tree.ts";
import { runShell, sandboxSpec, temporaryDirectory } from "../sandbox-fixture.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";
import { defaultUidRange } from "./uid-range.ts";

/** The `cgroup.procs` of a sandbox. */
function processFiles(sandboxId: string): readonly string[] {
  return parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")).flatMap(({ path }) => {
    const instances = existsSync(join(path, "mayfly")) ? readdirSync(join(path, "mayfly")) : [];
    return instances.map((instance) => join(path, "mayfly", instance, sandboxId, "cgroup.procs")).filter((file) => existsSync(file));
  });
}

test("a sandbox whose cgroup does not become empty is removed otherwise, and its uid is given to another only once it is", async () => {
  using directory = temporaryDirectory();
  const { first } = defaultUidRange(directory.path);
  await using driver = await createBubblewrapDriver({
    ...{ stateDirectory: directory.path, ...(await installedBubblewrap()), logger: silentLogger },
    uidRange: { first, count: 1 },
  });
  // Elsewhere sandboxes have neither a uid nor a cgroup of their own.
  if (driver.capabilities.mode !== "root" || driver.capabilities.cgroups === "none") return;
  const sandboxId = `stuck-${process.pid}`;
  const sandbox = await driver.create(sandboxSpec(["/bin/sleep", "1000"], { sandboxId }));
  const inTheWay = spawn("/bin/sleep", ["1000"], { stdio: "ignore" });
  try {
    for (const file of processFiles(sandboxId)) writeFileSync(file, String(inTheWay.pid));

    await expect(sandbox[Symbol.asyncDispose]()).rejects.toThrow("cgroups: still in use");

    expect(readdirSync(directory.path).filter((name) => !name.startsWith("."))).toEqual([]);
    await expect(runShell(driver, "true")).rejects.toMatchObject({ publicMessage: expect.stringContaining("host uids for sandboxes are taken") });
  } finally {
    inTheWay.kill("SIGKILL");
  }

  const runAtLast = async (): Promise<string> => {
    for (;;) {
      try {
        return (await runShell(driver, "echo ran")).stdout;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  expect(await runAtLast()).toBe("ran\n");
  expect(processFiles(sandboxId)).toEqual([]);
}, 60_000);
