import { expect, test } from "vitest";
import { planIdle, type IdleSituation } from "./idle-plan.ts";

const base: IdleSituation = {
  ...{ kind: "idle", nowMs: 1000, idleSinceMs: 1000, freezeAfterMs: 200, keepAliveMs: 5000, freezable: true, schedulerHeard: true },
  retireAtMs: 60_000,
};

test.each<[string, Partial<IdleSituation>, string, number]>([
  ["waits for its grace", {}, "nothing", 1200],
  ["freezes when the grace is over", { nowMs: 1200 }, "freeze", 6000],
  ["is not frozen twice", { nowMs: 1300, kind: "frozen" }, "nothing", 6000],
  ["is left alone where nothing can be frozen", { nowMs: 1300, freezable: false }, "nothing", 6000],
  ["is retired when its time is over", { nowMs: 6000, kind: "frozen" }, "retire", 6000],
  ["is kept while the scheduler is silent", { nowMs: 6000, kind: "frozen", schedulerHeard: false }, "nothing", 11_000],
  ["is retired when its credentials would not last, also if it was just used", { nowMs: 1000, retireAtMs: 900 }, "retire", 900],
  ["freezes and is looked at when its credentials would not last", { nowMs: 1200, retireAtMs: 2000 }, "freeze", 2000],
  ["is retired instead of frozen if that comes first", { nowMs: 1100, keepAliveMs: 100 }, "retire", 1100],
  ["is kept beyond its time if it is provisioned", { nowMs: 6000, kind: "frozen", provisioned: true }, "nothing", 60_000],
  ["is retired when its credentials would not last, also if it is provisioned", { nowMs: 60_000, kind: "frozen", provisioned: true }, "retire", 60_000],
])("an idle environment %s", (_what, change, act, lookAgainAtMs) => {
  expect(planIdle({ ...base, ...change })).toEqual({ act, lookAgainAtMs });
});
