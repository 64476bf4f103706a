import type { FunctionSpec } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { ErrorCode } from "@mayfly/errors/catalogue";
import type { Environment } from "./cluster.ts";
import type { GrantedLease } from "./environment-state.ts";
import type { Refusal } from "./refusals.ts";
import type { WaitingRequest } from "./waiting-requests.ts";

/** A placement that failed. */
export interface PlacementFailure {
  readonly environmentId: string;
  readonly leaseId: string;
  readonly code: ErrorCode;
  readonly message: string;
  /** True if there is surely no such environment. */
  readonly certain: boolean;
  /** True if the worker had no room or was stopping. */
  readonly full?: boolean;
}

/** What the scheduler wants done: its decisions are pure, whoever runs it sends the messages. */
export type Effect =
  | { readonly kind: "grant"; readonly request: WaitingRequest; readonly environment: Environment; readonly lease: GrantedLease }
  | { readonly kind: "refuse"; readonly request: WaitingRequest; readonly refusal: Refusal }
  /** Start the environment, or put the existing one under the lease; its outcome comes back as `placed` or `placementFailed`. `request` led to it, undefined for a provisioned one; whichever of its version is the oldest then gets the lease. */
  | {
      readonly kind: "place";
      readonly environment: Environment;
      readonly lease: GrantedLease;
      readonly spec: FunctionSpec;
      readonly request: WaitingRequest | undefined;
    }
  | { readonly kind: "retire"; readonly agentId: string; readonly environmentIds: readonly string[] }
  | { readonly kind: "retireOlder"; readonly agentId: string; readonly identity: FunctionIdentity; readonly olderThanGeneration: number }
  | { readonly kind: "revoke"; readonly holderId: string; readonly leaseIds: readonly string[]; readonly gone: boolean; readonly whenFree?: boolean };
