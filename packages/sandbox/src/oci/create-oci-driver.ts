import { createBubblewrapDriver, type BubblewrapDriverOptions } from "../bubblewrap/create-bubblewrap-driver.ts";
import type { SandboxDriver } from "../sandbox-driver.ts";
import type { OciRuntime } from "./oci-config.ts";

/** How to make sandboxes with an OCI runtime on this host. */
export interface OciDriverOptions extends Omit<BubblewrapDriverOptions, "bubblewrapPath" | "bubblewrapEnvironment" | "oci"> {
  readonly runtime: OciRuntime;
  readonly runtimePath: string;
  /** Variables that the runtime itself needs, like LD_LIBRARY_PATH; no sandbox sees them. */
  readonly runtimeEnvironment?: Readonly<Record<string, string>>;
}

/**
 * A driver that makes its sandboxes by `crun` or `runc`, as root only. Sockets, output, cgroups, /tmp and code are those of the bubblewrap driver, whose
 * helper it shares; only the program that isolates the processes is another.
 * Throws PlatformError ServiceUnavailable with the runtime's own words if it cannot run `true` in a full sandbox.
 */
export function createOciDriver({ runtime, runtimePath, runtimeEnvironment = {}, ...shared }: OciDriverOptions): Promise<SandboxDriver> {
  return createBubblewrapDriver({ ...shared, bubblewrapPath: "", oci: { runtime, path: runtimePath, environment: runtimeEnvironment } });
}
