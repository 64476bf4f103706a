import { describe, expect, test } from "vitest";
import { runtimeTransition, type RuntimeEvent, type RuntimeState } from "./runtime-state.ts";

const events: readonly RuntimeEvent[] = ["next", "invocation", "response", "error", "response-sent", "init-error", "restore-next", "restored", "restore-error"];

// Columns: next invocation response error response-sent init-error restore-next restored restore-error
const table: readonly (readonly [RuntimeState, string])[] = [
  ["Started", "Ready - - - - InitError RestoreReady - -"],
  ["RestoreReady", "- - - - - - - Restoring -"],
  ["Restoring", "Ready - - - - - - - RestoreError"],
  ["RestoreError", "- - - - - - - - -"],
  ["InitError", "- - - - - - - - -"],
  ["Ready", "Ready Running - - - - - - -"],
  ["Running", "Running - InvocationResponse InvocationErrorResponse - - - - -"],
  ["InvocationResponse", "- - - - RuntimeResponseSentState - - - -"],
  ["InvocationErrorResponse", "- - - - RuntimeResponseSentState - - - -"],
  ["RuntimeResponseSentState", "Ready - - - - - - - -"],
];

describe("the states of a runtime", () => {
  test.each(table)("%s allows exactly what the table says", (state, allowed) => {
    expect(events.map((event) => runtimeTransition(state, event) ?? "-").join(" ")).toBe(allowed);
  });
});
