/** The driver as an ordinary user, in a process of its own where the tests run as root. */
import { spawn } from "node:child_process";
import { chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseCgroupMounts } from "../cgroups/open-cgroup-tree.ts";
import { removeCgroup } from "../cgroups/cgroup-files.ts";
import { temporaryDirectory, until } from "../sandbox-fixture.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

const nobody = 65_534;
const isRoot = process.geteuid?.() === 0;
const asNobody = isRoot ? ["setpriv", "--reuid", `${nobody}`, "--regid", `${nobody}`, "--clear-groups", "--"] : [];
const outcomeSchema = z.object({
  capabilities: z.object({
    mode: z.string(),
    freezes: z.boolean(),
    ephemeralOutsideMemory: z.boolean(),
    warnings: z.array(z.string()),
  }),
  result: z.object({ stdout: z.string(), stderr: z.string() }),
});

interface OrdinaryUser {
  readonly source: string;
  /** Words in front of the command, run by root. */
  readonly outside?: readonly string[];
  /** Words in front of the command, run by the ordinary user. */
  readonly inside?: readonly string[];
}

/** Runs a module's source as an ordinary user and gives back what it wrote. */
async function runAsOrdinaryUser({ source, outside = [], inside = [] }: OrdinaryUser): Promise<string> {
  const [program, ...words] = [...outside, ...asNobody, ...inside, process.execPath, "--input-type=module", "-e", source];
  const agent = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  let written = "";
  for await (const chunk of agent.stdout) written += String(chunk);
  return written;
}

/** A module's source that makes a driver in a directory of that user and then runs `body`. */
async function driverSource(directory: string, body: string): Promise<string> {
  if (isRoot) chownSync(directory, nobody, nobody);
  const [driverModule, fixture] = ["./create-bubblewrap-driver.ts", "../sandbox-fixture.ts"].map((path) => JSON.stringify(new URL(path, import.meta.url).href));
  const { bubblewrapPath, bubblewrapEnvironment } = await installedBubblewrap();
  // A cache below /root is closed to others.
  const reachable = join(directory, "bwrap");
  copyFileSync(bubblewrapPath, reachable);
  const options = { stateDirectory: join(directory, "state"), bubblewrapPath: reachable, bubblewrapEnvironment };
  return `import { createBubblewrapDriver } from ${driverModule};
import { collect, runShell, sandboxSpec } from ${fixture};
const logger = { debug() {}, info() {}, warn(...words) { console.error(...words); }, error() {}, with: () => logger };
const options = { ...${JSON.stringify(options)}, logger };
${body}`;
}

test("an ordinary user gets sandboxes, and a warning for every promise that does not hold", async () => {
  using directory = temporaryDirectory();
  const source = await driverSource(
    directory.path,
    `await using driver = await createBubblewrapDriver(options);
const result = await runShell(driver, "id -u; cat /proc/self/status | grep CapBnd; touch /var/task/x /usr/x; unshare -U true");
console.log(JSON.stringify({ capabilities: driver.capabilities, result }));`,
  );
  const { capabilities, result } = outcomeSchema.parse(JSON.parse(await runAsOrdinaryUser({ source })));
  expect(result.stdout).toBe("993\nCapBnd:\t0000000000000000\n");
  expect(result.stderr.match(/Read-only file system/g)).toHaveLength(2);
  expect(result.stderr).toContain("Operation not permitted");
  expect(capabilities.mode).not.toBe("root");
  const warnings = capabilities.warnings.join();
  if (!capabilities.freezes) expect(warnings).toContain("freezing");
  if (!capabilities.ephemeralOutsideMemory) expect(warnings).toContain("/tmp");
});

test("layers are merged for an ordinary user too", async () => {
  using directory = temporaryDirectory();
  const [lower = "", upper = ""] = ["lower", "upper"].map((name) => {
    const path = join(directory.path, name);
    mkdirSync(path);
    for (const file of [name, "same"]) writeFileSync(join(path, file), `${name}\n`);
    return path;
  });
  const source = await driverSource(
    directory.path,
    `await using driver = await createBubblewrapDriver(options);
await using sandbox = await driver.create(sandboxSpec(["/bin/sh", "-c", "read line <&3; cat /opt/lower /opt/same"]));
await sandbox.bind({ taskDirectory: ${JSON.stringify(lower)}, layerDirectories: ${JSON.stringify([lower, upper])}, memoryMib: 128 });
sandbox.channel.write("go\\n");
process.stdout.write((await collect(sandbox)).stdout);`,
  );
  expect(await runAsOrdinaryUser({ source })).toBe("lower\nupper\n");
});

test("an ordinary user's sandboxes go on when the helper dies, and are shown code by the next", async () => {
  using directory = temporaryDirectory();
  const source = await driverSource(
    directory.path,
    `import { readFileSync } from "node:fs";
await using driver = await createBubblewrapDriver(options);
const sandbox = await driver.create(sandboxSpec(["/bin/sh", "-c", "read line <&3; cd /var/task; cat code; exit 4"]));
process.kill(JSON.parse(readFileSync(options.stateDirectory + "/.helper.json", "utf8")).helper.pid, "SIGKILL");
await sandbox.bind({ taskDirectory: ${JSON.stringify(directory.path)}, layerDirectories: [], memoryMib: 128 });
sandbox.channel.write("go\\n");
const { stdout, exit } = await collect(sandbox);
await sandbox[Symbol.asyncDispose]();
console.log(JSON.stringify({ stdout, exitCode: exit.exitCode, replacements: driver.health.replacements }));`,
  );
  writeFileSync(join(directory.path, "code"), "shown");
  expect(JSON.parse(await runAsOrdinaryUser({ source }))).toEqual({ stdout: "shown", exitCode: 4, replacements: 1 });
});

test("where no user namespace can be made, one message says so and names the command that mends it", async () => {
  using directory = temporaryDirectory();
  const source = await driverSource(
    directory.path,
    `const failure = await createBubblewrapDriver(options).then(() => "none", (error) => error.publicMessage);
console.log(JSON.stringify(failure));`,
  );
  // A namespace of the test's own, in which there may be no others: the machine's own limit stays as it is.
  const none = 'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --ambient-caps=-all -- "$@"';
  const inside = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--keep-caps", "sh", "-c", none, "sh"];
  const written = await runAsOrdinaryUser({ source, inside });
  expect(written).toContain(
    "unshare failed: No space left on device. Cause: the host allows no more namespaces. To mend it: sudo sysctl -w user.max_user_namespaces=",
  );
});

test("in a cgroup v2 that was delegated to it, an ordinary user's sandboxes freeze, and its cgroups go with them", async () => {
  const unified = parseCgroupMounts(readFileSync("/proc/self/mounts", "latin1")).find((mount) => mount.version === 2);
  // Only root can delegate; elsewhere systemd does.
  if (!isRoot || unified === undefined) return;
  using directory = temporaryDirectory();
  await using delegated = delegatedCgroup(join(unified.path, `mayfly-delegated-${process.pid}`));
  const source = await driverSource(
    directory.path,
    `await using driver = await createBubblewrapDriver(options);
await using sandbox = await driver.create(sandboxSpec(["/bin/sh", "-c", "while :; do :; done"]));
await sandbox.freeze();
await sandbox.thaw();
const result = await runShell(driver, "echo ran");
console.log(JSON.stringify({ capabilities: driver.capabilities, result }));`,
  );
  // As on a host that has cgroup v2 alone, in a mount namespace of the test's own.
  const onlyV2 = `awk '$3 == "cgroup" { print $2 }' /proc/self/mounts | xargs -r -n1 umount -l; echo $$ > ${delegated.path}/cgroup.procs; exec "$@"`;
  const written = await runAsOrdinaryUser({ source, outside: ["unshare", "--mount", "sh", "-c", onlyV2, "sh"] });
  const { capabilities, result } = outcomeSchema.parse(JSON.parse(written));
  expect(result.stdout).toBe("ran\n");
  expect(capabilities).toMatchObject({ mode: "delegated", freezes: true });
  // Controllers that the host has bound to v1 cannot be handed down: each is named.
  if (!unifiedHas(unified.path, "memory")) expect(capabilities.warnings.join()).toContain('"memory" is not delegated');
});

/** A cgroup as systemd delegates one: its directory and the files that divide it belong to the user. */
function delegatedCgroup(path: string): AsyncDisposable & { readonly path: string } {
  mkdirSync(path);
  for (const name of ["", "cgroup.procs", "cgroup.subtree_control", "cgroup.threads"]) chownSync(join(path, name), nobody, nobody);
  return {
    path,
    async [Symbol.asyncDispose]() {
      // The helper ends after its agent.
      const below = ["mayfly", "mayfly-agent", ""].map((name) => join(path, name));
      await until(() => below.every(removeCgroup), "the delegated cgroup to be empty");
    },
  };
}

function unifiedHas(path: string, controller: string): boolean {
  return readFileSync(join(path, "cgroup.controllers"), "latin1").split(/\s/).includes(controller);
}
