/** How far a runtime is in the Runtime API, under the names that AWS's error texts use. */
export type RuntimeState =
  | "Started"
  | "RestoreReady"
  | "Restoring"
  | "RestoreError"
  | "InitError"
  | "Ready"
  | "Running"
  | "InvocationResponse"
  | "InvocationErrorResponse"
  | "RuntimeResponseSentState";

/** What can happen to it: what it asks for, and what it gets. */
export type RuntimeEvent = "next" | "invocation" | "response" | "error" | "response-sent" | "init-error" | "restore-next" | "restored" | "restore-error";

const transitions: Readonly<Record<RuntimeState, Partial<Readonly<Record<RuntimeEvent, RuntimeState>>>>> = {
  Started: { next: "Ready", "init-error": "InitError", "restore-next": "RestoreReady" },
  RestoreReady: { restored: "Restoring" },
  Restoring: { next: "Ready", "restore-error": "RestoreError" },
  RestoreError: {},
  InitError: {},
  Ready: { next: "Ready", invocation: "Running" },
  // Asking again while an invocation runs is no error: the same event is sent once more.
  Running: { next: "Running", response: "InvocationResponse", error: "InvocationErrorResponse" },
  InvocationResponse: { "response-sent": "RuntimeResponseSentState" },
  InvocationErrorResponse: { "response-sent": "RuntimeResponseSentState" },
  RuntimeResponseSentState: { next: "Ready" },
};

/** The state after `event`, or undefined if `state` does not allow it (behaviours.md §13; AWS's runtime interface emulator). */
export function runtimeTransition(state: RuntimeState, event: RuntimeEvent): RuntimeState | undefined {
  return transitions[state][event];
}

/** The state that a refused request wanted, as the error text names it. */
export const wantedState: Readonly<Partial<Record<RuntimeEvent, RuntimeState>>> = {
  next: "Ready",
  response: "InvocationResponse",
  error: "InvocationErrorResponse",
  "init-error": "InitError",
  // The emulator says Ready here, too.
  "restore-next": "Ready",
  "restore-error": "RestoreError",
};
