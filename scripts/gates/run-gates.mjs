// Runs every static gate, under the pinned Node: one line each, and the output of a gate only if it fails. Names of gates run those alone.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkCommittedText } from "./committed-text.mjs";
import { checkDocPaths } from "./doc-paths.mjs";
import { checkDocsDrift } from "./docs-drift.mjs";
import { checkPromisedTests } from "./promised-tests.mjs";
import { checkProtoDrift } from "./proto-drift.mjs";
import { checkWorkspaceReferences } from "./workspace-references.mjs";
import { generatedFolder, protoCommand } from "../generate-proto.mjs";
import { root } from "../prepare.mjs";

const node = process.execPath;
const tool = (...path) => join(root, "node_modules", ...path);
const gatesAtOnce = 2;

const gates = {
  types: () => run([node, tool("typescript", "bin", "tsc"), "-b", "--pretty", String(process.stdout.isTTY ?? false)]),
  lint: () => run([node, tool("oxlint", "bin", "oxlint"), "--deny-warnings"]),
  layout: () => run([node, tool("oxfmt", "bin", "oxfmt"), "--check"]),
  boundaries: () => run([node, tool("turbo", "bin", "turbo"), "boundaries"]),
  "dead code": () => run([node, tool("knip", "bin", "knip.js"), "--no-progress", "--no-config-hints"]),
  contracts: () => report(checkProtoDrift(generatedFolder, (folder) => run([node, ...protoCommand(folder)]))),
  documentation: () => report(checkDocsDrift()),
  "paths in pages": () => report(checkDocPaths(root)),
  "promised tests": () => report(checkPromisedTests(root)),
  references: () => report(checkWorkspaceReferences(root)),
  "committed text": () => report(checkCommittedText(root)),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(gates, name));
if (unknown.length > 0) throw new Error(`unknown gates: ${unknown.join(", ")}; known are ${Object.keys(gates).join(", ")}`);
const waiting = Object.entries(gates).filter(([name]) => chosen.length === 0 || chosen.includes(name));
const failures = [];
await Promise.all(Array.from({ length: gatesAtOnce }, work));
for (const { name, output } of failures) console.log(`\n── ${name} ──\n${output.trim()}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await pass(...next);
}

async function pass(name, gate) {
  const startedAt = performance.now();
  const failure = await gate().then(
    () => undefined,
    (error) => error.message,
  );
  console.log(`${failure === undefined ? "pass" : "FAIL"}  ${name.padEnd(16)}${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`);
  if (failure !== undefined) failures.push({ name, output: failure });
}

/** Runs a command; fails with all that it wrote if it ends with another code than 0. */
function run([command, ...commandArguments]) {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", FORCE_COLOR: process.stdout.isTTY ? "1" : "0" };
    const child = spawn(command, commandArguments, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

async function report(problems) {
  const sentences = await problems;
  if (sentences.length > 0) throw new Error(sentences.join("\n"));
}
