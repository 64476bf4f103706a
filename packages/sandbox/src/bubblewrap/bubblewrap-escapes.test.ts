import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverEscapes } from "../driver-escapes.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";

describeDriverEscapes("bubblewrap", (stateDirectory) => createBubblewrapDriver({ stateDirectory, bubblewrapPath: "/usr/bin/bwrap", logger: silentLogger }));
