import { createHash } from "node:crypto";
import { readFile, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mayfly/testkit/wait-for";

/** Fails unless, within five seconds, nothing on this host belongs to the Mayfly of a data directory any more. */
export async function expectNothingLeft(dataDirectory: string): Promise<void> {
  let left: readonly string[] = [];
  await waitFor(
    async () => {
      left = await findLeftovers(dataDirectory);
      return left.length === 0 || undefined;
    },
    { deadlineMs: 5000, what: "everything to be gone" },
  ).catch((error: unknown) => {
    throw new Error(`left behind:\n${left.join("\n")}`, { cause: error });
  });
}

/** Processes, mounts, loop devices, cgroups and files that belong to the data directory, a line each. A network namespace is left exactly if a process is: the driver gives them no names. */
async function findLeftovers(dataDirectory: string): Promise<readonly string[]> {
  return [
    ...(await leftProcesses(dataDirectory)),
    ...(await leftMounts(dataDirectory)),
    ...(await leftLoopDevices(dataDirectory)),
    ...(await leftCgroups(dataDirectory)),
    ...(await namedNetworks()),
    ...(await leftFiles(dataDirectory)),
  ];
}

async function leftProcesses(dataDirectory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const directory = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    if (commandLine.includes(dataDirectory) || directory.startsWith(dataDirectory)) found.push(`process ${pid}: ${commandLine.replaceAll("\0", " ")}`);
  }
  return found;
}

async function leftMounts(dataDirectory: string): Promise<readonly string[]> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8");
  return mounts
    .split("\n")
    .filter((line) => line.includes(dataDirectory))
    .map((line) => `mount ${line}`);
}

async function leftLoopDevices(dataDirectory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const device of (await readdir("/sys/block")).filter((name) => name.startsWith("loop"))) {
    const file = await readFile(`/sys/block/${device}/loop/backing_file`, "utf8").catch(() => "");
    if (file.includes(dataDirectory)) found.push(`loop device ${device}: ${file.trim()}`);
  }
  return found;
}

/** The driver's cgroups are below `mayfly/<hash of its state directory>` of each hierarchy (packages/sandbox). */
async function leftCgroups(dataDirectory: string): Promise<readonly string[]> {
  const instance = createHash("sha256").update(join(dataDirectory, "sandboxes")).digest("hex").slice(0, 12);
  const root = "/sys/fs/cgroup";
  const parents = [root, ...(await readdir(root)).map((name) => join(root, name))].map((hierarchy) => join(hierarchy, "mayfly", instance));
  const found: string[] = [];
  for (const parent of parents) {
    for (const entry of await readdir(parent, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory()) found.push(`cgroup ${join(parent, entry.name)}`);
  }
  return found;
}

async function namedNetworks(): Promise<readonly string[]> {
  return (await readdir("/run/netns").catch(() => [])).filter((name) => name.includes("mayfly")).map((name) => `network namespace ${name}`);
}

async function leftFiles(dataDirectory: string): Promise<readonly string[]> {
  const sandboxes = await readdir(join(dataDirectory, "sandboxes")).catch(() => []);
  return sandboxes.filter((name) => /^[0-9a-f]/.test(name)).map((name) => `sandbox directory ${name}`);
}
