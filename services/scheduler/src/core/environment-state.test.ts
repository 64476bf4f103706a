import { expect, test } from "vitest";
import { countsAgainstConcurrency, transitionEnvironment, type EnvironmentEvent, type EnvironmentState, type GrantedLease } from "./environment-state.ts";

const lease: GrantedLease = { leaseId: "l", holderId: "h", epochTerm: 1, epochCounter: 1 };
const states: readonly EnvironmentState[] = [
  { kind: "placing", lease, fresh: true },
  { kind: "leased", lease },
  { kind: "idle", sinceMs: 1 },
  { kind: "retiring" },
  { kind: "gone" },
];
const events: readonly EnvironmentEvent[] = [
  { kind: "grant" },
  { kind: "park", atMs: 5 },
  { kind: "lease", lease },
  { kind: "release", atMs: 5 },
  { kind: "retire" },
  { kind: "lose" },
];

const gone: EnvironmentState = { kind: "gone" };
const idle: EnvironmentState = { kind: "idle", sinceMs: 5 };
const allowed: Readonly<Record<EnvironmentState["kind"], Readonly<Partial<Record<EnvironmentEvent["kind"], EnvironmentState>>>>> = {
  placing: { grant: { kind: "leased", lease }, park: idle, lose: gone },
  leased: { release: idle, lose: gone },
  idle: { lease: { kind: "placing", lease, fresh: false }, retire: { kind: "retiring" }, lose: gone },
  retiring: { lose: gone },
  gone: {},
};

const cases = states.flatMap((state) => events.map((event) => ({ state, event })));

test.for(cases)("an environment that is $state.kind allows $event.kind only as the table says", ({ state, event }) => {
  expect(transitionEnvironment(state, event)).toEqual(allowed[state.kind][event.kind]);
});

test("only environments that run or may run invocations count against concurrency", () => {
  expect(states.filter(countsAgainstConcurrency).map((state) => state.kind)).toEqual(["placing", "leased"]);
});
