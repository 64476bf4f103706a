/** Why a preparation failed: AWS's StateReasonCode and a sentence. */
export interface FailureReason {
  readonly code: string;
  readonly reason: string;
}

/**
 * Where a function version is in its life. AWS shows less: `creating` and `activating` are both Pending, `updating` and
 * `switching` are both Active with LastUpdateStatus InProgress.
 */
export type FunctionState =
  /** Created; its runtime and package are being made ready. */
  | { readonly name: "creating" }
  /** Ready; gateways and scheduler are being told. */
  | { readonly name: "activating" }
  /** Can be invoked. */
  | { readonly name: "active" }
  /** An update is being made ready; invocations still run the code and configuration of before. */
  | { readonly name: "updating" }
  /** The update is ready; gateways and scheduler are being told. */
  | { readonly name: "switching" }
  /** The update could not be made ready; invocations go on with the code and configuration of before. */
  | ({ readonly name: "update-failed" } & FailureReason)
  /** Could not be made ready; cannot be invoked until an update mends it. */
  | ({ readonly name: "failed" } & FailureReason);

/** What can happen to a function version. */
export type FunctionEvent =
  /** A client changes code or configuration. */
  | { readonly name: "update" }
  /** Runtime and package are ready on at least one agent. */
  | { readonly name: "prepared" }
  /** They cannot be made ready. */
  | ({ readonly name: "preparation-failed" } & FailureReason)
  /** Every live watcher of the change feed has applied it. */
  | { readonly name: "acknowledged" };

type StateName = FunctionState["name"];
type EventName = FunctionEvent["name"];

/** Every transition there is: state × event → next state. What is not here is refused. */
const functionTransitions = {
  creating: { prepared: "activating", "preparation-failed": "failed" },
  activating: { acknowledged: "active" },
  active: { update: "updating" },
  updating: { prepared: "switching", "preparation-failed": "update-failed" },
  switching: { acknowledged: "active" },
  "update-failed": { update: "updating" },
  failed: { update: "creating" },
} as const satisfies Record<StateName, Partial<Record<EventName, StateName>>>;

/** The state after `event`; undefined if the state does not allow it. */
export function transition(state: FunctionState, event: FunctionEvent): FunctionState | undefined {
  const allowed: Partial<Record<EventName, StateName>> = functionTransitions[state.name];
  const next = allowed[event.name];
  if (next === undefined) return undefined;
  if (next !== "failed" && next !== "update-failed") return { name: next };
  return event.name === "preparation-failed" ? { name: next, code: event.code, reason: event.reason } : undefined;
}

/** True while something must still be done for the function to settle: what a restarted metadata service goes on with. */
export function isUnsettled(state: FunctionState): boolean {
  return state.name === "creating" || state.name === "activating" || state.name === "updating" || state.name === "switching";
}

/** A state in AWS's words; what is undefined is absent from the answer. */
export interface FunctionStateDescription {
  readonly state: "Pending" | "Active" | "Failed";
  readonly stateReason: string | undefined;
  readonly stateReasonCode: string | undefined;
  readonly lastUpdateStatus: "Successful" | "InProgress" | "Failed" | undefined;
  readonly lastUpdateStatusReason: string | undefined;
  readonly lastUpdateStatusReasonCode: string | undefined;
}

const creatingReason = "The function is being created.";

const nothing = {
  stateReason: undefined,
  stateReasonCode: undefined,
  lastUpdateStatus: undefined,
  lastUpdateStatusReason: undefined,
  lastUpdateStatusReasonCode: undefined,
} as const;

/** Describes a state as AWS does (behaviours.md §6): no LastUpdateStatus while Pending, and the same reason text for updates as for creation. */
export function describeFunctionState(state: FunctionState): FunctionStateDescription {
  switch (state.name) {
    case "creating":
    case "activating":
      return { ...nothing, state: "Pending", stateReason: creatingReason, stateReasonCode: "Creating" };
    case "active":
      return { ...nothing, state: "Active", lastUpdateStatus: "Successful" };
    case "updating":
    case "switching":
      return { ...nothing, state: "Active", lastUpdateStatus: "InProgress", lastUpdateStatusReason: creatingReason, lastUpdateStatusReasonCode: "Creating" };
    case "update-failed":
      return { ...nothing, state: "Active", lastUpdateStatus: "Failed", lastUpdateStatusReason: state.reason, lastUpdateStatusReasonCode: state.code };
    case "failed":
      return {
        state: "Failed",
        stateReason: state.reason,
        stateReasonCode: state.code,
        lastUpdateStatus: "Failed",
        lastUpdateStatusReason: state.reason,
        lastUpdateStatusReasonCode: state.code,
      };
  }
}
