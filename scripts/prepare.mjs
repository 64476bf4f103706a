// Makes a clone ready to run, under any Node from 20 on and before anything is installed: so plain JavaScript without
// dependencies. Everything after it runs under the Node that package-lock.json pins.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lowestNodeMajor = 20;

/** Checks the machine, installs npm packages if they are missing or outdated, and gives the path of the pinned Node. Ends the process with one message if that cannot be done. */
export function prepare() {
  checkMachine();
  if (!isInstalled()) install();
  const node = pinnedNode();
  if (!existsSync(node)) fail(`The pinned Node is not in ${dirname(node)}. Install again with: rm -rf node_modules && npm ci`);
  return node;
}

/** Runs the pinned Node on a script of the clone and ends this process as that one ends. Every signal reaches it exactly once. */
export function runPinned(script, scriptArguments) {
  const node = prepare();
  forwardSignals(spawnOwned(node, [join(root, script), ...scriptArguments]));
}

/** Runs the pinned Node on a script of the clone to its end and gives its exit code. */
export function runPinnedToEnd(node, scriptArguments, environment = process.env) {
  const { status, signal } = spawnSync(node, scriptArguments, { cwd: root, stdio: "inherit", env: environment });
  return status ?? 128 + (constants.signals[signal] ?? 0);
}

/** Writes one message and ends the process. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

function checkMachine() {
  if (process.platform === "darwin") {
    fail(
      "Mayfly's sandboxes need Linux. On macOS run it in Lima:\n  brew install lima && limactl start template://debian-12 && limactl shell debian-12\nthen install Node 20 or later there and run npm start again, or use a Linux container started with --privileged.",
    );
  }
  if (process.platform === "win32") {
    fail(
      "Mayfly's sandboxes need Linux. On Windows run it in WSL 2:\n  wsl --install -d Debian\nthen install Node 20 or later there, clone the repository inside WSL and run npm start again.",
    );
  }
  if (process.platform !== "linux") fail(`Mayfly's sandboxes need Linux; this is ${process.platform}.`);
  if (process.arch !== "x64" && process.arch !== "arm64") fail(`Mayfly runs on x64 and arm64; this is ${process.arch}.`);
  if (Number(process.versions.node.split(".")[0]) < lowestNodeMajor)
    fail(`Mayfly needs Node ${lowestNodeMajor} or later to start; this is ${process.version}. See https://nodejs.org/en/download`);
}

/** True if what npm wrote down about node_modules is what the lockfile asks for. */
function isInstalled() {
  if (!existsSync(pinnedNode())) return false;
  const wanted = readPackages("package-lock.json");
  const installed = readPackages(join("node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed[path];
    // Packages for other systems are left out.
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function install() {
  const startedAt = performance.now();
  console.error("Installing npm packages, once; this takes up to a minute ...");
  const { status, error, stdout, stderr } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (error !== undefined) fail(`npm could not be run: ${error.message}. Install npm, or run npm ci yourself.`);
  if (status !== 0) fail(`${stdout}${stderr}\nThe npm packages could not be installed. Mend what npm says above, then try again.`);
  console.error(`Installed npm packages in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
}

function pinnedNode() {
  return join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
}

/** A child in a session of its own, so that a terminal's Ctrl-C reaches only us; it gets SIGTERM if we are killed. */
function spawnOwned(node, nodeArguments) {
  const onDeath = existsSync("/usr/bin/setpriv") ? ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--"] : [];
  const [command, ...commandArguments] = [...onDeath, node, ...nodeArguments];
  return spawn(command, commandArguments, { stdio: "inherit", detached: true });
}

/** npm passes on the signal that the terminal has sent us already: the same one again within a second is dropped. */
function forwardSignals(child) {
  const forwardedAt = new Map();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
      const isEcho = performance.now() - (forwardedAt.get(signal) ?? -Infinity) < 1000;
      if (isEcho) return;
      forwardedAt.set(signal, performance.now());
      child.kill(signal);
    });
  }
  child.on("error", (error) => fail(`The pinned Node could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
