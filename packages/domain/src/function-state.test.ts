import { expect, test } from "vitest";
import { describeFunctionState, isUnsettled, transition, type FunctionEvent, type FunctionState } from "./function-state.ts";

const failure = { code: "InvalidRuntime", reason: "The runtime cannot be fetched." };

const states: readonly FunctionState[] = [
  { name: "creating" },
  { name: "activating" },
  { name: "active" },
  { name: "updating" },
  { name: "switching" },
  { name: "update-failed", ...failure },
  { name: "failed", ...failure },
];

const events: readonly FunctionEvent[] = [{ name: "update" }, { name: "prepared" }, { name: "preparation-failed", ...failure }, { name: "acknowledged" }];

const allowed = new Map<string, FunctionState>([
  ["creating/prepared", { name: "activating" }],
  ["creating/preparation-failed", { name: "failed", ...failure }],
  ["activating/acknowledged", { name: "active" }],
  ["active/update", { name: "updating" }],
  ["updating/prepared", { name: "switching" }],
  ["updating/preparation-failed", { name: "update-failed", ...failure }],
  ["switching/acknowledged", { name: "active" }],
  ["update-failed/update", { name: "updating" }],
  ["failed/update", { name: "creating" }],
]);

const cases = states.flatMap((state) => events.map((event) => ({ state, event, title: `${state.name}/${event.name}` })));

test.each(cases)("$title leads where the table says, or is refused", ({ state, event, title }) => {
  expect(transition(state, event)).toEqual(allowed.get(title));
});

test("every unsettled state can go on, and no settled one does without a client", () => {
  for (const state of states) {
    const goesOnByItself = events.some((event) => event.name !== "update" && transition(state, event) !== undefined);
    expect(goesOnByItself).toBe(isUnsettled(state));
  }
});

test("a pending function shows no LastUpdateStatus, an active one always shows one", () => {
  for (const state of states) {
    const shown = describeFunctionState(state);
    expect(shown.lastUpdateStatus === undefined).toBe(shown.state === "Pending");
  }
});

test("an update in progress carries AWS's reason text of creation", () => {
  expect(describeFunctionState({ name: "updating" })).toMatchObject({
    state: "Active",
    lastUpdateStatus: "InProgress",
    lastUpdateStatusReason: "The function is being created.",
    lastUpdateStatusReasonCode: "Creating",
  });
});
