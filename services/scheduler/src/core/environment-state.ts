import type { Lease } from "@mayfly/contracts/generated/mayfly/scheduler/v1/Lease";

/** A lease as the scheduler grants it. */
export interface GrantedLease {
  readonly leaseId: string;
  readonly holderId: string;
  readonly epochTerm: number;
  readonly epochCounter: number;
}

/** How far one execution environment is, as the scheduler sees it. */
export type EnvironmentState =
  /** Being started, or an idle one being put under a new lease; the agent has not answered. */
  | { readonly kind: "placing"; readonly lease: GrantedLease; readonly fresh: boolean }
  | { readonly kind: "leased"; readonly lease: GrantedLease }
  | { readonly kind: "idle"; readonly sinceMs: number }
  /** The agent has been told to end it; it counts against memory until the agent reports that it is gone. */
  | { readonly kind: "retiring" }
  | { readonly kind: "gone" };

/** What can happen to an environment. */
export type EnvironmentEvent =
  | { readonly kind: "grant" }
  | { readonly kind: "park"; readonly atMs: number }
  | { readonly kind: "lease"; readonly lease: GrantedLease }
  | { readonly kind: "release"; readonly atMs: number }
  | { readonly kind: "retire" }
  | { readonly kind: "lose" };

const retiring: EnvironmentState = { kind: "retiring" };
const gone: EnvironmentState = { kind: "gone" };

/** The state after `event`, or undefined if `state` does not allow it. `park` is a placement that nobody waits for any more. */
export function transitionEnvironment(state: EnvironmentState, event: EnvironmentEvent): EnvironmentState | undefined {
  if (event.kind === "lose") return state.kind === "gone" ? undefined : gone;
  switch (state.kind) {
    case "placing":
      if (event.kind === "grant") return { kind: "leased", lease: state.lease };
      return event.kind === "park" ? { kind: "idle", sinceMs: event.atMs } : undefined;
    case "leased":
      return event.kind === "release" ? { kind: "idle", sinceMs: event.atMs } : undefined;
    case "idle":
      if (event.kind === "lease") return { kind: "placing", lease: event.lease, fresh: false };
      return event.kind === "retire" ? retiring : undefined;
    case "retiring":
    case "gone":
      return undefined;
  }
}

/** True if the environment counts against concurrency: it runs invocations, or may at any moment. */
export function countsAgainstConcurrency(state: EnvironmentState): boolean {
  return state.kind === "placing" || state.kind === "leased";
}

/** The lease as the messages carry it. */
export function leaseMessage(
  lease: GrantedLease,
  environment: { readonly agentId: string; readonly environmentId: string; readonly generation: number },
): Lease {
  return {
    lease_id: lease.leaseId,
    epoch_term: lease.epochTerm,
    epoch_counter: lease.epochCounter,
    agent_id: environment.agentId,
    environment_id: environment.environmentId,
    generation: environment.generation,
  };
}
