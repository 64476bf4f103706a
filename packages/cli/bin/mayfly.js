#!/usr/bin/env node
// Starts the CLI under the Node that Mayfly is pinned to, from any Node. Plain JavaScript, since an older Node reads no types.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "main.ts");
const node = findPinnedNode();

if (node === undefined) {
  console.error(`mayfly: the Node that it runs on is not installed. Run npm ci, on Linux with x64 or arm64; this is ${process.platform} with ${process.arch}.`);
  process.exit(1);
} else if (node === process.execPath) {
  await import(main);
} else {
  runWith(node);
}

function findPinnedNode() {
  try {
    return createRequire(import.meta.url).resolve(`node-linux-${process.arch}/bin/node`);
  } catch {
    return undefined;
  }
}

/** A terminal's Ctrl-C reaches the child by itself, as it is in our process group; other signals are passed on. */
function runWith(path) {
  const child = spawn(path, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP", "SIGQUIT"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`mayfly: ${path} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
