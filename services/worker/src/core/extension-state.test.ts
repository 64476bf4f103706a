import { expect, test } from "vitest";
import { extensionTransition, type ExtensionEvent, type ExtensionState } from "./extension-state.ts";

const states: readonly ExtensionState[] = ["Started", "Registered", "Ready", "Running", "InitError", "ExitError", "LaunchError", "ShutdownFailed", "Exited"];
const events: readonly ExtensionEvent[] = ["register", "next", "event", "init-error", "exit-error", "launch-error", "exited", "shutdown-failed"];

test("an extension goes from state to state as in AWS's emulator, and nowhere else", () => {
  const allowed = states.flatMap((state) =>
    events.flatMap((event) => {
      const next = extensionTransition(state, event);
      return next === undefined ? [] : [`${state} ${event} ${next}`];
    }),
  );
  expect(allowed).toEqual([
    "Started register Registered",
    "Started launch-error LaunchError",
    "Registered next Ready",
    "Registered init-error InitError",
    "Registered exit-error ExitError",
    "Ready event Running",
    "Ready exit-error ExitError",
    "Running next Ready",
    "Running exit-error ExitError",
    "Running exited Exited",
    "Running shutdown-failed ShutdownFailed",
    "InitError init-error InitError",
    "ExitError exit-error ExitError",
  ]);
});
