import type { EnvironmentReport } from "@mayfly/contracts/generated/mayfly/agent/v1/EnvironmentReport";
import type { Environment } from "./environment.ts";
import type { HeldLease } from "./lease.ts";

/** An environment and its lease, as the scheduler is told. */
export function environmentReport(
  { environmentId, spec, state }: Pick<Environment, "environmentId" | "spec" | "state">,
  lease: HeldLease,
  provisioned: boolean,
): EnvironmentReport {
  const { current, latest } = lease;
  return {
    environment_id: environmentId,
    identity: spec.identity,
    generation: spec.generation,
    state: state.kind,
    lease_id: current?.leaseId ?? "",
    holder_id: current?.holderId ?? "",
    epoch_term: latest.epochTerm,
    epoch_counter: latest.epochCounter,
    memory_mib: spec.memory_mib,
    provisioned,
  };
}
