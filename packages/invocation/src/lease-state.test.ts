import { expect, test } from "vitest";
import { requested, transitionLease, type LeaseEvent, type LeaseState } from "./lease-state.ts";

const events: readonly LeaseEvent[] = [
  { kind: "grant", atMs: 5 },
  { kind: "refuse" },
  { kind: "withdraw" },
  { kind: "take" },
  { kind: "free", atMs: 7 },
  { kind: "release" },
  { kind: "lose" },
];
const states: readonly LeaseState[] = [requested, { kind: "idle", sinceMs: 1 }, { kind: "busy" }, { kind: "over", outcome: "released" }];

const allowed: Readonly<Record<LeaseState["kind"], Readonly<Partial<Record<LeaseEvent["kind"], LeaseState>>>>> = {
  requested: { grant: { kind: "idle", sinceMs: 5 }, refuse: { kind: "over", outcome: "refused" }, withdraw: { kind: "over", outcome: "withdrawn" } },
  idle: { take: { kind: "busy" }, release: { kind: "over", outcome: "released" }, lose: { kind: "over", outcome: "gone" } },
  busy: { free: { kind: "idle", sinceMs: 7 }, lose: { kind: "over", outcome: "gone" } },
  over: {},
};

const cases = states.flatMap((state) => events.map((event) => ({ state, event })));

test.for(cases)("a lease that is $state.kind allows $event.kind only as the table says", ({ state, event }) => {
  expect(transitionLease(state, event)).toEqual(allowed[state.kind][event.kind]);
});
