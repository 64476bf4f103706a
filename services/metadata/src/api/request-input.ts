import type { CreateFunctionRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { LoggingConfig__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/LoggingConfig";
import type { PackageReference__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PackageReference";
import type { StringList__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/StringList";
import type { UpdateFunctionConfigurationRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionConfigurationRequest";
import type { FunctionKey, FunctionLayer, StoredCode } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { CreateInput } from "../core/create-function.ts";
import type { LoggingInput } from "../core/logging-settings.ts";
import type { ConfigurationUpdate } from "../core/update-function.ts";

/** Reads CreateFunction's message. Throws InvalidParameterValue if the code is not in the package store, or runtime or handler are missing. */
export function createInput(request: CreateFunctionRequest__Output, key: FunctionKey, layers: readonly FunctionLayer[]): CreateInput {
  return {
    key,
    code: storedCode(request.code),
    role: request.role,
    runtime: required(request.runtime),
    handler: required(request.handler),
    ...settingsOf(request),
    architecture: firstArchitecture(request.architectures),
    layers,
    tags: request.tags,
  };
}

/** Reads UpdateFunctionConfiguration's message. */
export function configurationUpdate(request: UpdateFunctionConfigurationRequest__Output, layers: readonly FunctionLayer[] | undefined): ConfigurationUpdate {
  return {
    role: request.role,
    handler: request.handler,
    runtime: request.runtime,
    ...settingsOf(request),
    layers,
  };
}

/** What a creation and an update say alike. */
function settingsOf(
  request: CreateFunctionRequest__Output | UpdateFunctionConfigurationRequest__Output,
): Pick<CreateInput, "description" | "timeoutSeconds" | "memoryMib" | "ephemeralMib" | "variables" | "tracingMode" | "logging"> {
  return {
    description: request.description,
    timeoutSeconds: request.timeout,
    memoryMib: request.memory_size,
    ephemeralMib: request.ephemeral_storage?.size,
    variables: request.environment?.variables,
    tracingMode: request.tracing_config?.mode,
    logging: loggingInput(request.logging_config),
  };
}

/** The package that the gateway has put into the package store. */
export function storedCode(code: { readonly stored?: PackageReference__Output | null } | null): StoredCode {
  const stored = code?.stored;
  if (stored === undefined || stored === null) {
    throw new PlatformError("InvalidParameterValue", "Metadata takes deployment packages by reference: put the package into the package store first.");
  }
  return {
    sha256: stored.sha256,
    sizeBytes: stored.size_bytes,
    ...(stored.unpacked_bytes === undefined ? {} : { unpackedBytes: stored.unpacked_bytes }),
    ...(stored.directory === "" ? {} : { directory: stored.directory }),
  };
}

/** The one architecture of a request; undefined if it names none. */
export function firstArchitecture(architectures: StringList__Output | null): string | undefined {
  return architectures?.values[0];
}

function required(value: string | undefined): string {
  if (value === undefined || value === "")
    throw new PlatformError("InvalidParameterValue", "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
  return value;
}

/** Strings without presence are empty when a request leaves them out. */
function loggingInput(config: LoggingConfig__Output | null): LoggingInput | undefined {
  if (config === null) return undefined;
  return {
    format: config.log_format === "" ? undefined : config.log_format,
    applicationLevel: config.application_log_level,
    systemLevel: config.system_log_level,
    group: config.log_group === "" ? undefined : config.log_group,
  };
}
