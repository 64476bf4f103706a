import type { FunctionConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { LoggingConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/LoggingConfig";
import { functionArn } from "@mayfly/domain/arn";
import { runtimeVersionArn } from "@mayfly/domain/runtime-version";
import type { FunctionRecord, LoggingSettings } from "@mayfly/domain/function-record";
import { describeFunctionState } from "@mayfly/domain/function-state";
import { formatTime } from "./format-time.ts";

/** The record as ListFunctions shows it: without state, last update and runtime version (behaviours.md §6). */
export function listedConfiguration(record: FunctionRecord, qualifier: string | undefined): FunctionConfiguration {
  const { settings, code } = record;
  return {
    function_name: record.functionName,
    function_arn: functionArn(record, record.functionName, qualifier),
    runtime: settings.runtime,
    role: settings.role,
    handler: settings.handler,
    code_size: code.sizeBytes,
    description: settings.description,
    timeout: settings.timeoutSeconds,
    memory_size: settings.memoryMib,
    last_modified: formatTime(record.lastModifiedAt),
    code_sha256: Buffer.from(code.sha256, "hex").toString("base64"),
    version: record.version,
    ...(settings.variables === undefined ? {} : { environment: { variables: { ...settings.variables } } }),
    tracing_config: { mode: settings.tracingMode },
    revision_id: record.revisionId,
    package_type: "Zip",
    architectures: [settings.architecture],
    ephemeral_storage: { size: settings.ephemeralMib },
    snap_start: { apply_on: "None", optimization_status: "Off" },
    logging_config: loggingConfig(settings.logging),
    layers: settings.layers.map((layer) => ({ arn: layer.arn, code_size: layer.sizeBytes })),
  };
}

/** The record as every other operation shows it. `qualifier` is the request's: the ARN is qualified if the request was. */
export function functionConfiguration(record: FunctionRecord, qualifier: string | undefined): FunctionConfiguration {
  const shown = describeFunctionState(record.state);
  return {
    ...listedConfiguration(record, qualifier),
    runtime_version_config: { runtime_version_arn: runtimeVersionArn(record.region, record.settings.runtime) },
    state: shown.state,
    ...present("state_reason", shown.stateReason),
    ...present("state_reason_code", shown.stateReasonCode),
    ...present("last_update_status", shown.lastUpdateStatus),
    ...present("last_update_status_reason", shown.lastUpdateStatusReason),
    ...present("last_update_status_reason_code", shown.lastUpdateStatusReasonCode),
  };
}

function loggingConfig(logging: LoggingSettings): LoggingConfig {
  return {
    log_format: logging.format,
    log_group: logging.group,
    ...present("application_log_level", logging.applicationLevel),
    ...present("system_log_level", logging.systemLevel),
  };
}

/** A member if it has a value, else none: proto3 optionals are absent or set. */
function present<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  // Typescript widens a computed member to an index signature; the one member is exactly `name`.
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}
