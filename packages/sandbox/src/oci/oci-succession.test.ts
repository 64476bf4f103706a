import { findServer } from "@mayfly/servers/find-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverSuccession } from "../driver-succession.ts";
import { createOciDriver } from "./create-oci-driver.ts";
import { ociRuntimes } from "./oci-config.ts";

for (const runtime of ociRuntimes) {
  describeDriverSuccession(runtime, async (stateDirectory) => {
    const { path, environment } = await findServer(runtime);
    return await createOciDriver({ stateDirectory, runtime, runtimePath: path, runtimeEnvironment: environment, logger: silentLogger });
  });
}
