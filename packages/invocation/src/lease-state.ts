/** How far one lease is, as its holder sees it. */
export type LeaseState =
  | { readonly kind: "requested" }
  | { readonly kind: "idle"; readonly sinceMs: number }
  | { readonly kind: "busy" }
  | { readonly kind: "over"; readonly outcome: LeaseOutcome };

/** Why a lease ended: given back, its environment is gone, never granted, or no longer wanted before it was granted. */
export type LeaseOutcome = "released" | "gone" | "refused" | "withdrawn";

/** What can happen to a lease. `atMs` is monotonic time. */
export type LeaseEvent =
  | { readonly kind: "grant"; readonly atMs: number }
  | { readonly kind: "refuse" }
  | { readonly kind: "withdraw" }
  | { readonly kind: "take" }
  | { readonly kind: "free"; readonly atMs: number }
  | { readonly kind: "release" }
  | { readonly kind: "lose" };

/** A request that the scheduler has not answered. */
export const requested: LeaseState = { kind: "requested" };

const busy: LeaseState = { kind: "busy" };
const released: LeaseState = { kind: "over", outcome: "released" };
const gone: LeaseState = { kind: "over", outcome: "gone" };
const refused: LeaseState = { kind: "over", outcome: "refused" };
const withdrawn: LeaseState = { kind: "over", outcome: "withdrawn" };

/** The state after `event`, or undefined if `state` does not allow it (DESIGN §4, leases). A busy lease is never given back. */
export function transitionLease(state: LeaseState, event: LeaseEvent): LeaseState | undefined {
  switch (state.kind) {
    case "requested":
      if (event.kind === "grant") return { kind: "idle", sinceMs: event.atMs };
      if (event.kind === "refuse") return refused;
      return event.kind === "withdraw" ? withdrawn : undefined;
    case "idle":
      if (event.kind === "take") return busy;
      if (event.kind === "release") return released;
      return event.kind === "lose" ? gone : undefined;
    case "busy":
      if (event.kind === "free") return { kind: "idle", sinceMs: event.atMs };
      return event.kind === "lose" ? gone : undefined;
    case "over":
      return undefined;
  }
}
