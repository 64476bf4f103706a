import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverEscapes } from "../driver-escapes.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

describeDriverEscapes("bubblewrap", async (stateDirectory) =>
  createBubblewrapDriver({ stateDirectory, ...(await installedBubblewrap()), logger: silentLogger }),
);
