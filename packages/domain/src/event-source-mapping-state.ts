/**
 * Where an event source mapping is in its life. What ends in `-ing` is on its way: gateways and scheduler are being told.
 * The states are AWS's own.
 */
export type EventSourceMappingState =
  | { readonly name: "creating"; readonly enabled: boolean }
  /** The source is read. */
  | { readonly name: "enabled" }
  /** The source is not read. */
  | { readonly name: "disabled" }
  /** Settings have changed, whether it is enabled has not. */
  | { readonly name: "updating"; readonly enabled: boolean }
  | { readonly name: "enabling" }
  | { readonly name: "disabling" }
  | { readonly name: "deleting" }
  /** There is no record of it any more. */
  | { readonly name: "gone" };

/** What can happen to an event source mapping. */
export type EventSourceMappingEvent =
  /** A client changes it. */
  | { readonly name: "update"; readonly enabled: boolean }
  /** A client deletes it. */
  | { readonly name: "delete" }
  /** Every live watcher of the change feed has applied it. */
  | { readonly name: "acknowledged" };

/** The state after `event`; undefined if the state does not allow it. */
export function transitionMapping(state: EventSourceMappingState, event: EventSourceMappingEvent): EventSourceMappingState | undefined {
  switch (event.name) {
    case "acknowledged":
      return afterAcknowledgement(state);
    case "delete":
      return state.name === "enabled" || state.name === "disabled" ? { name: "deleting" } : undefined;
    case "update":
      if (state.name === "enabled") return event.enabled ? { name: "updating", enabled: true } : { name: "disabling" };
      if (state.name === "disabled") return event.enabled ? { name: "enabling" } : { name: "updating", enabled: false };
      return undefined;
    default:
      return event satisfies never;
  }
}

function afterAcknowledgement(state: EventSourceMappingState): EventSourceMappingState | undefined {
  switch (state.name) {
    case "creating":
    case "updating":
      return { name: state.enabled ? "enabled" : "disabled" };
    case "enabling":
      return { name: "enabled" };
    case "disabling":
      return { name: "disabled" };
    case "deleting":
      return { name: "gone" };
    case "enabled":
    case "disabled":
    case "gone":
      return undefined;
    default:
      return state satisfies never;
  }
}

/** True while something must still be done for it to settle: what a restarted metadata service goes on with. */
export function isMappingUnsettled(state: EventSourceMappingState): boolean {
  return afterAcknowledgement(state) !== undefined;
}

/** True if its source is to be read: from the moment that it is created or enabled until it is to be disabled or deleted. */
export function isMappingActive(state: EventSourceMappingState): boolean {
  return state.name === "enabled" || state.name === "enabling" || ((state.name === "creating" || state.name === "updating") && state.enabled);
}

/** The state in AWS's words. */
export function describeMappingState(state: EventSourceMappingState): string {
  return state.name.charAt(0).toUpperCase() + state.name.slice(1);
}
