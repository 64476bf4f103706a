import type { FunctionSpec } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";

/** Ready, or why it cannot be. */
export type PreparationOutcome = { readonly kind: "ready" } | { readonly kind: "failed"; readonly code: string; readonly reason: string };

/** Makes a function version's runtime and package ready on at least one agent. Asking again for the same version is harmless. */
export interface VersionPreparer {
  /** May take minutes. Fails with a retryable PlatformError if nobody could answer. */
  prepare(spec: FunctionSpec): Promise<PreparationOutcome>;
}
