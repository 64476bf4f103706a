import type { Command } from "commander";
import { cacheDirectory, defaultDataDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture, type RuntimeCatalogue } from "@mayfly/runtimes/runtime-catalogue";
import { dataDirectoryAt } from "@mayfly/standalone/data-directory";
import { showProgress } from "../show-progress.ts";

interface OutputOptions {
  readonly json?: boolean;
}

/** `mayfly runtime`: what managed runtimes there are, and fetching one ahead of its first use. */
export function addRuntimeCommand(program: Command): void {
  const runtime = program.command("runtime").description("managed runtimes");
  runtime
    .command("list")
    .description("list the runtimes and which of them are on this machine")
    .option("--json", "print a JSON array")
    .action((options: OutputOptions) => listRuntimes(options));
  runtime
    .command("add <name>")
    .description("fetch a runtime into the cache, like nodejs22.x")
    .option("--json", "print a JSON object")
    .action((name: string, options: OutputOptions) => addRuntime(name, options));
}

function listRuntimes(options: OutputOptions): void {
  const catalogue = openCatalogue();
  const found = catalogue.list().map((runtime) => ({ ...runtime, installed: runtime.status === "ready" }));
  const lines = found.map(({ name, version, status, directory, explanation }) => {
    const state = status === "missing" ? explanation : status === "fetchable" ? `npx --no mayfly runtime add ${name}` : `installed ${directory ?? ""}`.trim();
    return `${name.padEnd(18)} ${version.padEnd(12)} ${state}`;
  });
  process.stdout.write(`${options.json === true ? JSON.stringify(found) : [...lines, ...catalogue.problems].join("\n")}\n`);
}

async function addRuntime(name: string, options: OutputOptions): Promise<void> {
  const catalogue = openCatalogue();
  if (catalogue.find(name) !== undefined && !catalogue.isInstalled(name)) showProgress(`fetching ${name}`);
  const { manifest } = await catalogue.ensure(name);
  const result = { name, version: manifest.version, installed: true };
  process.stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : `${name} ${manifest.version} is ready\n`);
}

function openCatalogue(): RuntimeCatalogue {
  const environment = processEnvironment();
  const dataDirectory = environment["MAYFLY_DATA_DIR"] ?? defaultDataDirectory(environment);
  return createRuntimeCatalogue({
    cacheDirectory: cacheDirectory(environment),
    manifestsDirectory: dataDirectoryAt(dataDirectory).runtimes,
    environment,
    architecture: hostArchitecture(),
  });
}
