import { expect, test } from "vitest";
import {
  describeMappingState,
  isMappingActive,
  isMappingUnsettled,
  transitionMapping,
  type EventSourceMappingEvent,
  type EventSourceMappingState,
} from "./event-source-mapping-state.ts";

const states: readonly EventSourceMappingState[] = [
  { name: "creating", enabled: true },
  { name: "creating", enabled: false },
  { name: "enabled" },
  { name: "disabled" },
  { name: "updating", enabled: true },
  { name: "updating", enabled: false },
  { name: "enabling" },
  { name: "disabling" },
  { name: "deleting" },
  { name: "gone" },
];
const events: readonly EventSourceMappingEvent[] = [
  { name: "update", enabled: true },
  { name: "update", enabled: false },
  { name: "delete" },
  { name: "acknowledged" },
];

const show = (value: { readonly name: string; readonly enabled?: boolean }): string =>
  value.enabled === undefined ? value.name : `${value.name} ${value.enabled ? "on" : "off"}`;

const allowed = new Map<string, EventSourceMappingState>([
  ["creating on / acknowledged", { name: "enabled" }],
  ["creating off / acknowledged", { name: "disabled" }],
  ["enabled / update on", { name: "updating", enabled: true }],
  ["enabled / update off", { name: "disabling" }],
  ["enabled / delete", { name: "deleting" }],
  ["disabled / update on", { name: "enabling" }],
  ["disabled / update off", { name: "updating", enabled: false }],
  ["disabled / delete", { name: "deleting" }],
  ["updating on / acknowledged", { name: "enabled" }],
  ["updating off / acknowledged", { name: "disabled" }],
  ["enabling / acknowledged", { name: "enabled" }],
  ["disabling / acknowledged", { name: "disabled" }],
  ["deleting / acknowledged", { name: "gone" }],
]);

test.each(states.flatMap((state) => events.map((event) => ({ state, event, title: `${show(state)} / ${show(event)}` }))))(
  "$title leads where the table says, or is refused",
  ({ state, event, title }) => {
    expect(transitionMapping(state, event)).toEqual(allowed.get(title));
  },
);

test("what is on its way settles by itself, and only that", () => {
  for (const state of states) expect(isMappingUnsettled(state)).toBe(transitionMapping(state, { name: "acknowledged" }) !== undefined);
});

test("a source is read from enabling on, and no more once it is being disabled or deleted", () => {
  expect(states.filter(isMappingActive).map(show)).toEqual(["creating on", "enabled", "updating on", "enabling"]);
});

test("states are shown in AWS's words", () => {
  expect(describeMappingState({ name: "creating", enabled: true })).toBe("Creating");
  expect(describeMappingState({ name: "disabled" })).toBe("Disabled");
});
