// Compares the sandbox drivers for packages/sandbox/README.md: node scripts/measure-sandbox-drivers.mjs [rounds]. Root, under the pinned Node.
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processEnvironment } from "../packages/config/src/process-environment.ts";
import { openSandboxDriver } from "../packages/sandbox/src/open-sandbox-driver.ts";
import { nodeInside, sandboxSpec, temporaryDirectory } from "../packages/sandbox/src/sandbox-fixture.ts";
import { silentLogger } from "../packages/telemetry/src/logger.ts";

const rounds = Number(process.argv[2] ?? 30);
const kinds = [
  ["bubblewrap", "none"],
  ["crun", "none"],
  ["runc", "none"],
  ["bubblewrap", "nat"],
];
const bootstrap = `const s = new (require("net").Socket)({ fd: 3 }); s.write("b"); s.on("data", () => s.write(require("/var/task/index.js")()));`;

using directory = temporaryDirectory();
const task = join(directory.path, "task");
mkdirSync(task);
writeFileSync(join(task, "index.js"), `module.exports = () => "answer";`);

await using stack = new AsyncDisposableStack();
const drivers = [];
for (const [sandboxDriver, sandboxNetwork] of kinds) {
  const name = `${sandboxDriver}, network ${sandboxNetwork}`;
  // The machine's own network is left alone: nat is measured in a namespace of the caller's (unshare --net).
  if (sandboxNetwork === "nat" && processEnvironment().MAYFLY_MEASURE_NAT !== "1") continue;
  const stateDirectory = join(directory.path, name.replaceAll(/\W+/g, "-"));
  const options = { sandboxDriver, sandboxNetwork, stateDirectory, logger: silentLogger, environment: processEnvironment(), runtimeDirectory: undefined };
  drivers.push({ name, driver: stack.use(await openSandboxDriver(options)), samples: [] });
}

/** Milliseconds from the order to each step, then from the order to kill to the end. */
async function measure(driver) {
  const startedMs = performance.now();
  const sandbox = await driver.create(sandboxSpec([nodeInside, "-e", bootstrap]));
  const created = performance.now() - startedMs;
  await once(sandbox.channel, "data");
  const booted = performance.now() - startedMs;
  await sandbox.bind({ taskDirectory: task, layerDirectories: [], memoryMib: 128 });
  const bound = performance.now() - startedMs - booted;
  sandbox.channel.write("go");
  await once(sandbox.channel, "data");
  const answered = performance.now() - startedMs - booted;
  const killedMs = performance.now();
  sandbox.kill();
  await sandbox.exited;
  const ended = performance.now() - killedMs;
  await sandbox[Symbol.asyncDispose]();
  return { created, booted, bound, answered, ended, removed: performance.now() - killedMs };
}

for (let round = 0; round < rounds + 2; round += 1) {
  for (const { driver, samples } of drivers) {
    const sample = await measure(driver);
    // The first rounds load files.
    if (round >= 2) samples.push(sample);
  }
}

const columns = ["created", "booted", "bound", "answered", "ended", "removed"];
console.log(`| driver | ${columns.join(" | ")} |\n| --- |${" --- |".repeat(columns.length)}`);
for (const { name, samples } of drivers) {
  const cells = columns.map((column) => {
    const sorted = samples.map((sample) => sample[column]).toSorted((a, b) => a - b);
    const at = (share) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
    return `${at(0.5)} / ${at(0.95)}`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
