import { systemClock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { expect, test } from "vitest";
import { openLogStore } from "./open-log-store.ts";

const settings = { region: "us-east-1", logStoreDays: 30, clock: systemClock, logger: silentLogger } as const;

test("a store that JetStream has no room for is refused with the setting that mends it, and one that is turned off asks for none", async () => {
  await using nats = await startTestNats();
  await using connection = await connectNats(nats.url);
  await expect(openLogStore({ ...settings, connection, logStoreMib: 10_000_000 })).rejects.toThrow(
    /no room for function logs of 10000000 MiB.*Lower MAYFLY_LOG_STORE_MIB/,
  );
  using off = await openLogStore({ ...settings, connection, logStoreMib: 0 });
  expect(off.store).toBeUndefined();
  using small = await openLogStore({ ...settings, connection, logStoreMib: 16 });
  expect(small.store).toBeDefined();
});
