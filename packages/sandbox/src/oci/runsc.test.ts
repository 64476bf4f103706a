/**
 * gVisor takes the sandbox that this driver describes, and runs it. It is no driver here: it hands no descriptor of the caller's on, so that there is no
 * channel to the bootstrap, and code that is mounted later does not reach its sandboxes.
 */
import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findServer } from "@mayfly/servers/find-server";
import { expect, test } from "vitest";
import { createRootLayout } from "../bubblewrap/helper/root-layout.ts";
import { temporaryDirectory } from "../sandbox-fixture.ts";
import { ociConfig, rootSkeleton } from "./oci-config.ts";

const run = promisify(execFile);

test("runsc runs a program in the sandbox that OCI runtimes are told of", async () => {
  using directory = temporaryDirectory();
  const [task = "", opt = ""] = ["task", "opt"].map((name) => join(directory.path, name));
  for (const path of [task, opt]) mkdirSync(path);
  writeFileSync(join(task, "code.txt"), "code\n");
  const request = {
    layout: createRootLayout(join(directory.path, "layout")),
    ...{ mounts: [], taskSlot: task, optSlot: opt, temporaryDirectory: undefined, ephemeralMib: 64 },
    environment: { PATH: "/usr/bin:/bin" },
    command: ["/bin/sh", "-c", "id -u; cat /var/task/code.txt; touch /usr/x 2>/dev/null || echo closed; dmesg 2>/dev/null | grep -o 'Starting gVisor'; exit 7"],
  };
  const { directories, links } = rootSkeleton(request);
  for (const path of directories) mkdirSync(join(directory.path, "rootfs", path), { recursive: true });
  for (const [path, target] of links) symlinkSync(target, join(directory.path, "rootfs", path));
  const config = ociConfig({
    runtime: "runc",
    request,
    owner: 1_950_000_001,
    setupOwner: 1_950_000_000,
    seccompProgram: Buffer.alloc(0),
    cgroupPath: "/mayfly/runsc",
  });
  writeFileSync(join(directory.path, "config.json"), JSON.stringify(config));
  const { path, environment } = await findServer("runsc");
  const words = [
    "--root",
    join(directory.path, "state"),
    "--ignore-cgroups",
    "--network=none",
    "--platform=ptrace",
    "run",
    "--bundle",
    directory.path,
    "smoke",
  ];
  const outcome: unknown = await run(path, words, { env: environment, timeout: 30_000 }).catch((error: unknown) => error);
  expect(outcome).toMatchObject({ code: 7, stdout: "993\ncode\nclosed\nStarting gVisor\n" });
}, 60_000);
