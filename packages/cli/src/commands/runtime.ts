import type { Command } from "commander";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";

/** `mayfly runtime`: what managed runtimes there are, and fetching one ahead of its first use. */
export function addRuntimeCommand(program: Command): void {
  const runtime = program.command("runtime").description("managed runtimes");
  runtime
    .command("add <name>")
    .description("fetch a runtime into the cache, like nodejs22.x")
    .action(async (name: string) => {
      const installed = await createRuntimeCatalogue({ cacheDirectory: cacheDirectory(processEnvironment()), architecture: hostArchitecture() }).ensure(name);
      process.stdout.write(`${name} ${installed.manifest.version} is ready\n`);
    });
}
