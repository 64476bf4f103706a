import type { Environment } from "@mayfly/config/process-environment";
import { PlatformError } from "@mayfly/errors/platform-error";
import { findServer } from "@mayfly/servers/find-server";
import type { Logger } from "@mayfly/telemetry/logger";
import { createBubblewrapDriver } from "./bubblewrap/create-bubblewrap-driver.ts";
import { createOciDriver } from "./oci/create-oci-driver.ts";
import type { OciRuntime } from "./oci/oci-config.ts";
import type { SandboxDriver } from "./sandbox-driver.ts";

/** Which driver to open, as `MAYFLY_SANDBOX_*` say. */
export interface SandboxDriverOptions {
  readonly sandboxDriver: "bubblewrap" | OciRuntime;
  readonly sandboxNetwork: "none" | "nat";
  /** The driver's own directory, absolute. */
  readonly stateDirectory: string;
  readonly logger: Logger;
  readonly environment: Environment;
  /** XDG_RUNTIME_DIR. */
  readonly runtimeDirectory: string | undefined;
}

/** Finds or fetches the program that isolates and opens its driver. Throws PlatformError ServiceUnavailable with what to mend. */
export async function openSandboxDriver(options: SandboxDriverOptions): Promise<SandboxDriver> {
  const { sandboxDriver, sandboxNetwork, stateDirectory, logger, environment, runtimeDirectory } = options;
  const shared = { stateDirectory, logger, runtimeDirectory, ...(sandboxNetwork === "nat" ? { nat: await findFirewall(environment) } : {}) };
  if (sandboxDriver === "bubblewrap") {
    const { path, environment: needed } = await findServer("bwrap", { environment });
    return await createBubblewrapDriver({ ...shared, bubblewrapPath: path, bubblewrapEnvironment: needed });
  }
  const { path, environment: needed } = await findServer(sandboxDriver, { environment });
  return await createOciDriver({ ...shared, runtime: sandboxDriver, runtimePath: path, runtimeEnvironment: needed });
}

async function findFirewall(environment: Environment): Promise<{ readonly nftPath: string; readonly nftEnvironment: Readonly<Record<string, string>> }> {
  if (process.geteuid?.() !== 0) {
    throw new PlatformError(
      "ServiceUnavailable",
      "MAYFLY_SANDBOX_NETWORK=nat needs root, which routes and filters: sudo npm start, or MAYFLY_SANDBOX_NETWORK=none",
    );
  }
  const { path, environment: needed } = await findServer("nft", { environment });
  return { nftPath: path, nftEnvironment: needed };
}
