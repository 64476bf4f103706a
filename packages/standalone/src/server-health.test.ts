import { setImmediate as nextTurn } from "node:timers/promises";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { ServerHealth } from "./server-health.ts";

test("servers that refuse or stay silent for two seconds are named, those that answer are not", async () => {
  const clock = new FakeClock();
  const health = new ServerHealth(clock);
  health.add("A", async () => "fine");
  await expect(health.require()).resolves.toBeUndefined();

  health.add("B", async () => Promise.reject(new Error("refused")));
  health.add("C", () => new Promise(() => undefined));
  const reasons = health.reasons();
  // Whoever answers has answered by now.
  await nextTurn();
  clock.advance(2_000);

  expect(await reasons).toEqual(["B does not answer.", "C does not answer."]);
});
