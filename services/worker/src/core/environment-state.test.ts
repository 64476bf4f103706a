import { describe, expect, test } from "vitest";
import { transition, type EnvironmentEvent, type EnvironmentState } from "./environment-state.ts";

const states: readonly EnvironmentState[] = [
  { kind: "starting" },
  { kind: "ready" },
  { kind: "initializing", retireAfter: undefined },
  { kind: "initializing", retireAfter: "drained" },
  { kind: "idle" },
  { kind: "busy", retireAfter: undefined },
  { kind: "busy", retireAfter: "drained" },
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
  { kind: "retire", reason: "exited" },
  { kind: "exit" },
  { kind: "remove" },
];

const show = (state: EnvironmentState | undefined): string => {
  if (state === undefined) return "-";
  if ("retireAfter" in state) return state.retireAfter === undefined ? state.kind : `${state.kind}+${state.retireAfter}`;
  return state.kind === "shutting-down" ? `down:${state.reason}` : state.kind;
};

// Columns: boot bind initialize invoke finish freeze thaw retire:ordered retire:failed retire:exited exit remove
const table: Readonly<Record<string, string>> = {
  starting: "ready initializing - - - - - down:ordered down:failed down:exited down:exited -",
  ready: "- initializing - - - - - down:ordered down:failed down:exited down:exited -",
  initializing: "- - idle - - - - initializing+ordered down:failed initializing+exited initializing -",
  "initializing+drained": "- - down:drained - - - - initializing+drained down:failed initializing+drained initializing+drained -",
  idle: "- - - busy - frozen - down:ordered down:failed down:exited down:exited -",
  busy: "- - - - idle - - busy+ordered down:failed down:exited busy -",
  "busy+drained": "- - - - down:drained - - busy+drained down:failed down:exited busy+drained -",
  frozen: "- - - - - - idle down:ordered down:failed down:exited down:exited -",
  "down:keep-alive": "- - - - - - - down:keep-alive down:keep-alive down:keep-alive down:keep-alive gone",
  gone: "- - - - - - - - - - - -",
};

describe("the life of an environment", () => {
  test.each(states.map((state) => [show(state), state] as const))("%s allows exactly what the table says", (name, state) => {
    expect(events.map((event) => show(transition(state, event))).join(" ")).toBe(table[name]);
  });

  test.each(["ordered", "keep-alive", "failed", "exited", "drained", "pool"] as const)("whoever is idle and retired as %s ends for that reason", (reason) => {
    for (const kind of ["starting", "ready", "idle", "frozen"] as const) {
      expect(transition({ kind }, { kind: "retire", reason })).toEqual({ kind: "shutting-down", reason });
    }
  });

  test.each(["ordered", "keep-alive", "drained"] as const)("whoever works and is retired as %s ends for that reason when the work is over", (reason) => {
    const works = [
      [{ kind: "initializing", retireAfter: undefined }, { kind: "initialize" }],
      [{ kind: "busy", retireAfter: undefined }, { kind: "finish" }],
    ] as const;
    for (const [state, over] of works) {
      const retiring = transition(state, { kind: "retire", reason });
      expect(retiring === undefined ? undefined : transition(retiring, over)).toEqual({ kind: "shutting-down", reason });
    }
  });
});
