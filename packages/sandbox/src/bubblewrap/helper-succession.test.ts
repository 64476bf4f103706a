import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverSuccession } from "../driver-succession.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";
import { installedBubblewrap } from "./installed-bubblewrap.test-support.ts";

const bubblewrap = await installedBubblewrap();

describeDriverSuccession("bubblewrap", (stateDirectory) => createBubblewrapDriver({ stateDirectory, ...bubblewrap, logger: silentLogger }));
