import type { FunctionSpec } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { FunctionVersion } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionRecord, FunctionRevision } from "@mayfly/domain/function-record";
import { describeFunctionState } from "@mayfly/domain/function-state";

/** What an agent needs to run this revision of the version. */
export function functionSpec(key: FunctionIdentity, { generation, settings, code }: FunctionRevision): FunctionSpec {
  return {
    identity: { region: key.region, account: key.account, function_name: key.functionName, version: key.version },
    generation,
    runtime: settings.runtime,
    handler: settings.handler,
    role: settings.role,
    timeout_seconds: settings.timeoutSeconds,
    memory_mib: settings.memoryMib,
    ephemeral_mib: settings.ephemeralMib,
    variables: { ...settings.variables },
    code: { sha256: code.sha256, size_bytes: code.sizeBytes, directory: code.directory ?? "" },
    architecture: settings.architecture,
    log_group: settings.logging.group,
    log_format: settings.logging.format,
    application_log_level: settings.logging.applicationLevel ?? "",
    system_log_level: settings.logging.systemLevel ?? "",
    layers: settings.layers.map((layer) => ({ sha256: layer.sha256, size_bytes: layer.sizeBytes })),
  };
}

/**
 * What gateways and scheduler are to know: the revision that invocations run, and whether they may. A function is Active
 * for them as soon as it is ready, so that none refuses it once a client can see that it is Active.
 */
export function functionVersion(record: FunctionRecord): FunctionVersion {
  const shown = describeFunctionState(record.state.name === "activating" ? { name: "active" } : record.state);
  return {
    spec: functionSpec(record, record.running ?? record),
    state: shown.state,
    state_reason_code: shown.stateReasonCode ?? "",
    revision_id: record.revisionId,
  };
}
