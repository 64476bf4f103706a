import { silentLogger } from "@mayfly/telemetry/logger";
import { describeDriverConformance } from "../driver-conformance.ts";
import { createBubblewrapDriver } from "./create-bubblewrap-driver.ts";

describeDriverConformance("bubblewrap", (stateDirectory) => createBubblewrapDriver({ stateDirectory, bubblewrapPath: "/usr/bin/bwrap", logger: silentLogger }));
