import { expect, test } from "vitest";
import { offered, transitionInvocation, type InvocationEvent, type InvocationState } from "./invocation-state.ts";

const events: readonly InvocationEvent[] = ["accept", "refuse", "head", "chunk", "end", "done", "lose"];
const states = {
  offered,
  accepted: { kind: "accepted" },
  answering: { kind: "answering" },
  answered: { kind: "answered" },
  over: { kind: "over", outcome: "done" },
} as const satisfies Record<InvocationState["kind"], InvocationState>;

/** What each state allows; everything else is refused. */
const allowed: Readonly<Record<InvocationState["kind"], Readonly<Partial<Record<InvocationEvent, string>>>>> = {
  offered: { accept: "accepted", refuse: "over refused", lose: "over lost" },
  accepted: { head: "answering", lose: "over lost" },
  answering: { chunk: "answering", end: "answered", lose: "over lost" },
  answered: { done: "over done", lose: "over lost" },
  over: {},
};

const cases = Object.values(states).flatMap((state) => events.map((event) => ({ state, event, expected: allowed[state.kind][event] ?? "refused" })));

test.for(cases)("an invocation that is $state.kind answers $event with $expected", ({ state, event, expected }) => {
  const next = transitionInvocation(state, event);

  expect(next === undefined ? "refused" : next.kind === "over" ? `over ${next.outcome}` : next.kind).toBe(expected);
});
