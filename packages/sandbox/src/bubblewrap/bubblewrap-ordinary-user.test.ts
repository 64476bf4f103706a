/** The driver as an ordinary user, in a process of its own where the tests run as root. */
import { spawn } from "node:child_process";
import { chownSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { temporaryDirectory } from "../sandbox-fixture.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

const nobody = 65_534;
const outcomeSchema = z.object({
  capabilities: z.object({
    mode: z.string(),
    freezes: z.boolean(),
    ephemeralOutsideMemory: z.boolean(),
    warnings: z.array(z.string()),
  }),
  result: z.object({ stdout: z.string(), stderr: z.string() }),
});

/** Runs a module's source as an ordinary user and gives back what it wrote. */
async function runAsOrdinaryUser(source: string): Promise<string> {
  const isRoot = process.geteuid?.() === 0;
  const agent = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  let written = "";
  for await (const chunk of agent.stdout) written += String(chunk);
  return written;
}

test("an ordinary user gets sandboxes, and a warning for every promise that does not hold", async () => {
  using directory = temporaryDirectory();
  if (process.geteuid?.() === 0) chownSync(directory.path, nobody, nobody);
  const [driverModule, fixture] = ["./create-bubblewrap-driver.ts", "../sandbox-fixture.ts"].map((path) => JSON.stringify(new URL(path, import.meta.url).href));
  const { bubblewrapPath, bubblewrapEnvironment } = await installedBubblewrap();
  // A cache below /root is closed to others.
  const reachable = join(directory.path, "bwrap");
  copyFileSync(bubblewrapPath, reachable);
  const options = { stateDirectory: join(directory.path, "state"), bubblewrapPath: reachable, bubblewrapEnvironment };
  const written = await runAsOrdinaryUser(`import { createBubblewrapDriver } from ${driverModule};
import { runShell } from ${fixture};
const logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => logger };
await using driver = await createBubblewrapDriver({ ...${JSON.stringify(options)}, logger });
const result = await runShell(driver, "id -u; cat /proc/self/status | grep CapBnd; touch /var/task/x /usr/x; unshare -U true");
console.log(JSON.stringify({ capabilities: driver.capabilities, result }));`);
  const { capabilities, result } = outcomeSchema.parse(JSON.parse(written));
  expect(result.stdout).toBe("993\nCapBnd:\t0000000000000000\n");
  expect(result.stderr.match(/Read-only file system/g)).toHaveLength(2);
  expect(result.stderr).toContain("Operation not permitted");
  expect(capabilities.mode).not.toBe("root");
  const warnings = capabilities.warnings.join();
  if (!capabilities.freezes) expect(warnings).toContain("freezing");
  if (!capabilities.ephemeralOutsideMemory) expect(warnings).toContain("/tmp");
});
