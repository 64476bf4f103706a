import { describe, expect, test } from "vitest";
import { transition, type EnvironmentEvent, type EnvironmentState } from "./environment-state.ts";

const states: readonly EnvironmentState[] = [
  { kind: "starting" },
  { kind: "ready" },
  { kind: "initializing", retireAfter: false },
  { kind: "initializing", retireAfter: true },
  { kind: "idle" },
  { kind: "busy", retireAfter: false },
  { kind: "busy", retireAfter: true },
  { kind: "frozen" },
  { kind: "shutting-down", reason: "keep-alive" },
  { kind: "gone" },
];
const events: readonly EnvironmentEvent[] = [
  { kind: "boot" },
  { kind: "bind" },
  { kind: "initialize" },
  { kind: "invoke" },
  { kind: "finish" },
  { kind: "freeze" },
  { kind: "thaw" },
  { kind: "retire", reason: "ordered" },
  { kind: "retire", reason: "failed" },
  { kind: "exit" },
  { kind: "remove" },
];

const show = (state: EnvironmentState | undefined): string => {
  if (state === undefined) return "-";
  if ("retireAfter" in state) return state.retireAfter ? `${state.kind}+` : state.kind;
  return state.kind === "shutting-down" ? `down:${state.reason}` : state.kind;
};

// Columns: boot bind initialize invoke finish freeze thaw retire:ordered retire:failed exit remove
const table: Readonly<Record<string, string>> = {
  starting: "ready initializing - - - - - down:ordered down:failed down:exited -",
  ready: "- initializing - - - - - down:ordered down:failed down:exited -",
  initializing: "- - idle - - - - initializing+ down:failed initializing -",
  "initializing+": "- - down:ordered - - - - initializing+ down:failed initializing+ -",
  idle: "- - - busy - frozen - down:ordered down:failed down:exited -",
  busy: "- - - - idle - - busy+ down:failed busy -",
  "busy+": "- - - - down:ordered - - busy+ down:failed busy+ -",
  frozen: "- - - - - - idle down:ordered down:failed down:exited -",
  "down:keep-alive": "- - - - - - - down:keep-alive down:keep-alive down:keep-alive gone",
  gone: "- - - - - - - - - - -",
};

describe("the life of an environment", () => {
  test.each(states.map((state) => [show(state), state] as const))("%s allows exactly what the table says", (name, state) => {
    expect(events.map((event) => show(transition(state, event))).join(" ")).toBe(table[name]);
  });

  test("a busy environment whose process exited is shut down with that reason", () => {
    expect(transition({ kind: "busy", retireAfter: false }, { kind: "retire", reason: "exited" })).toEqual({ kind: "shutting-down", reason: "exited" });
  });
});
