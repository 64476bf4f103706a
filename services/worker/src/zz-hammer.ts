import { createLogger } from "@mayfly/telemetry/logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import { WorkerHarness } from "./worker-harness.test-support.ts";
await using state = await temporaryDirectory();
await using driver = await createBubblewrapDriver({ stateDirectory: state.path, bubblewrapPath: "/usr/bin/bwrap", logger: createLogger({ component: "sandbox", level: "info" }) });
for (const freezeAfterMs of [0, 1, 2]) {
  await using harness = await WorkerHarness.start(driver, { freezeAfterMs });
  const placed = await harness.placed({ "index.js": "exports.handler = async (e) => e" });
  let refused = 0; const start = performance.now();
  for (let i = 0; i < 400; i++) { const a = await harness.invoke(placed, { logTail: i % 3 === 0 }); if (a.refused !== "") { refused++; if (refused === 1) console.log(i, a.refused, harness.stateOf(placed), harness.workerLog.entries); } await new Promise((r) => setTimeout(r, i % 4)); }
  console.log({ freezeAfterMs, refused, ms: performance.now() - start });
}
