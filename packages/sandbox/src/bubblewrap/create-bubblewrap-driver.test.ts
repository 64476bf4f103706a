import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverConformance } from "../driver-conformance.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

describeDriverConformance("bubblewrap", async (stateDirectory) =>
  createBubblewrapDriver({ stateDirectory, ...(await installedBubblewrap()), logger: silentLogger }),
);
