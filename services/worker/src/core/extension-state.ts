/** How far an extension is in the Extensions API, under the names that AWS's error texts and platform.extension events use. */
export type ExtensionState = "Started" | "Registered" | "Ready" | "Running" | "InitError" | "ExitError" | "LaunchError" | "ShutdownFailed" | "Exited";

/** What can happen to it: what it asks for, what it gets, and how its process fares. */
export type ExtensionEvent = "register" | "next" | "event" | "init-error" | "exit-error" | "launch-error" | "exited" | "shutdown-failed";

const transitions: Readonly<Record<ExtensionState, Partial<Readonly<Record<ExtensionEvent, ExtensionState>>>>> = {
  Started: { register: "Registered", "launch-error": "LaunchError" },
  Registered: { next: "Ready", "init-error": "InitError", "exit-error": "ExitError" },
  Ready: { event: "Running", "exit-error": "ExitError" },
  Running: { next: "Ready", "exit-error": "ExitError", exited: "Exited", "shutdown-failed": "ShutdownFailed" },
  // Only the first error counts, and telling it again is none.
  InitError: { "init-error": "InitError" },
  ExitError: { "exit-error": "ExitError" },
  LaunchError: {},
  ShutdownFailed: {},
  Exited: {},
};

/** The state after `event`, or undefined if `state` does not allow it (behaviours.md §14; AWS's runtime interface emulator). */
export function extensionTransition(state: ExtensionState, event: ExtensionEvent): ExtensionState | undefined {
  return transitions[state][event];
}

/** The state that a refused request wanted, as the error text names it. */
export const wantedExtensionState = {
  register: "Registered",
  next: "Ready",
  "init-error": "InitError",
  "exit-error": "Exited",
} as const satisfies Partial<Record<ExtensionEvent, ExtensionState>>;
