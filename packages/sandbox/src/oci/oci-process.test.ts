import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findServer } from "@mayfly/servers/find-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { expect, test } from "vitest";
import { runShell, sandboxSpec, temporaryDirectory, until } from "../sandbox-fixture.ts";
import { createOciDriver } from "./create-oci-driver.ts";

test("a runtime that hangs fails the start of its sandbox, and nothing of that stays", async () => {
  using directory = temporaryDirectory();
  const { path, environment } = await findServer("crun");
  const runtimePath = join(directory.path, "hanging-crun");
  writeFileSync(runtimePath, `#!/bin/sh\ncase "$*" in *" start hangs") exec sleep 1000 ;; esac\nexec ${path} "$@"\n`, { mode: 0o755 });
  const stateDirectory = join(directory.path, "state");
  await using driver = await createOciDriver({ stateDirectory, runtime: "crun", runtimePath, runtimeEnvironment: environment, logger: silentLogger });

  await expect(driver.create(sandboxSpec(["true"], { sandboxId: "hangs" }))).rejects.toMatchObject({
    code: "ServiceUnavailable",
    publicMessage: expect.stringContaining("start ended with SIGKILL"),
  });

  await until(() => !existsSync(join(stateDirectory, "hangs")), "the sandbox to be removed");
  expect(readdirSync(stateDirectory).filter((name) => !name.startsWith("."))).toEqual([]);
  expect((await runShell(driver, "echo next")).stdout).toBe("next\n");
}, 60_000);
