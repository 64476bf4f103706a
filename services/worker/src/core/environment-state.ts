/**
 * How far the life of an execution environment is (DESIGN §5). A sandbox that nothing is bound to yet is starting or ready;
 * from `initializing` on it belongs to one function version for good.
 */
export type EnvironmentState =
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | { readonly kind: "initializing"; readonly retireAfter: RetireReason | undefined }
  | { readonly kind: "idle" }
  | { readonly kind: "busy"; readonly retireAfter: RetireReason | undefined }
  | { readonly kind: "frozen" }
  | { readonly kind: "shutting-down"; readonly reason: RetireReason }
  | { readonly kind: "gone" };

/** Why an environment ends. */
export type RetireReason = "ordered" | "keep-alive" | "failed" | "exited" | "drained" | "pool" | "credentials";

/** What can happen to an environment. */
export type EnvironmentEvent =
  | { readonly kind: "boot" }
  | { readonly kind: "bind" }
  | { readonly kind: "initialize" }
  | { readonly kind: "invoke" }
  | { readonly kind: "finish" }
  | { readonly kind: "freeze" }
  | { readonly kind: "thaw" }
  | { readonly kind: "retire"; readonly reason: RetireReason }
  | { readonly kind: "exit" }
  | { readonly kind: "remove" };

/** Where every life begins. */
export const starting: EnvironmentState = { kind: "starting" };

const ready: EnvironmentState = { kind: "ready" };
const initializing: EnvironmentState = { kind: "initializing", retireAfter: undefined };
const idle: EnvironmentState = { kind: "idle" };
const busy: EnvironmentState = { kind: "busy", retireAfter: undefined };
const frozen: EnvironmentState = { kind: "frozen" };
const gone: EnvironmentState = { kind: "gone" };

function shuttingDown(reason: RetireReason): EnvironmentState {
  return { kind: "shutting-down", reason };
}

/**
 * The state after `event`, or undefined if `state` does not allow it. Whoever is initializing or busy is retired only when
 * that is over; a process that exits during init leaves its error for the first invocation.
 */
export function transition(state: EnvironmentState, event: EnvironmentEvent): EnvironmentState | undefined {
  switch (state.kind) {
    case "starting":
      if (event.kind === "boot") return ready;
      if (event.kind === "bind") return initializing;
      return ended(event);
    case "ready":
      if (event.kind === "bind") return initializing;
      return ended(event);
    case "initializing":
      if (event.kind === "initialize") return state.retireAfter === undefined ? idle : shuttingDown(state.retireAfter);
      if (event.kind === "retire") return event.reason === "failed" ? shuttingDown("failed") : retiringAfter(state, event.reason);
      return event.kind === "exit" ? state : undefined;
    case "idle":
      if (event.kind === "invoke") return busy;
      if (event.kind === "freeze") return frozen;
      return ended(event);
    case "busy":
      if (event.kind === "finish") return state.retireAfter === undefined ? idle : shuttingDown(state.retireAfter);
      if (event.kind === "retire")
        return event.reason === "failed" || event.reason === "exited" ? shuttingDown(event.reason) : retiringAfter(state, event.reason);
      return event.kind === "exit" ? state : undefined;
    case "frozen":
      return event.kind === "thaw" ? idle : ended(event);
    case "shutting-down":
      if (event.kind === "remove") return gone;
      return event.kind === "exit" || event.kind === "retire" ? state : undefined;
    case "gone":
      return undefined;
  }
}

/** The first reason counts. */
function retiringAfter<State extends Extract<EnvironmentState, { readonly retireAfter: unknown }>>(state: State, reason: RetireReason): State {
  return state.retireAfter === undefined ? { ...state, retireAfter: reason } : state;
}

function ended(event: EnvironmentEvent): EnvironmentState | undefined {
  if (event.kind === "retire") return shuttingDown(event.reason);
  return event.kind === "exit" ? shuttingDown("exited") : undefined;
}

/** What extensions are told of the end of an environment in this state. A timeout is told before. */
export function shutdownReasonOf(state: EnvironmentState): "spindown" | "failure" {
  return state.kind === "shutting-down" && (state.reason === "failed" || state.reason === "exited") ? "failure" : "spindown";
}
