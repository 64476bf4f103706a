import type { Runtime } from "@aws-sdk/client-lambda";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";

/** Node, and a Python if this machine has one. */
export function measuredRuntimes(): readonly Runtime[] {
  const environment = processEnvironment();
  const runtimes = createRuntimeCatalogue({ cacheDirectory: cacheDirectory(environment), environment, architecture: hostArchitecture() });
  // The SDK's union of names is a closed one.
  const python = runtimes.list().findLast(({ name, status }) => name.startsWith("python") && status === "ready")?.name as Runtime | undefined;
  return python === undefined ? ["nodejs24.x"] : ["nodejs24.x", python];
}
