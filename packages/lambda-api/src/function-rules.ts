import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Input } from "./operation.ts";
import { runtimeProblem } from "./runtime-identifiers.ts";

/** Rules that the service model does not hold but AWS enforces before existence is looked at (behaviours.md §4.3, §7). Throws PlatformError. */
export function checkFunctionRules(operation: string, input: Input, additionalRuntimes: readonly string[] = []): void {
  if (operation === "CreateFunction") checkCreation(input);
  if (operation === "PublishLayerVersion") checkSource(input["Content"], "Please provide a source for layer content.");
  const layerVersion = input["VersionNumber"];
  if (typeof layerVersion === "number" && layerVersion < 1) refuse("Layer Version Cannot be less than 1");
  if (operation === "UpdateFunctionCode") checkSource(input, "Please provide a source for function code.");
  const runtime = input["Runtime"];
  if (typeof runtime === "string") refuse(runtimeProblem(runtime, additionalRuntimes));
  checkVariables(nested(input, "Environment", "Variables"));
}

/** Names of the environment that belong to the platform. */
const reservedVariables: ReadonlySet<string> = new Set([
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

function checkCreation(input: Input): void {
  const name = String(input["FunctionName"]);
  const bareNameMax = 64;
  if (!name.includes(":") && name.length > bareNameMax) {
    refuse(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${bareNameMax}`,
    );
  }
  if (input["PackageType"] === "Image") refuse("Mayfly does not support the package type Image yet.");
  if (input["Runtime"] === undefined || input["Handler"] === undefined)
    refuse("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
  checkSource(input["Code"], "Please provide a source for function code.");
  const { Tags: tags } = input;
  if (typeof tags === "object" && tags !== null && Object.keys(tags).length > limits.tagsMax) refuse("Number of tags exceeds resource tag limit.");
}

/** Code comes from one place: an archive in the request, or an object that has bucket and key. */
function checkSource(source: unknown, absent: string): void {
  const {
    ZipFile: archive,
    S3Bucket: bucket,
    S3Key: key,
    S3ObjectStorageMode: mode,
  }: Input = typeof source === "object" && source !== null ? { ...source } : {};
  if (archive !== undefined && (bucket !== undefined || key !== undefined))
    refuse("Please do not provide other FunctionCode parameters when providing a ZipFile.");
  if (mode === "REFERENCE") refuse("Mayfly does not support the S3ObjectStorageMode REFERENCE: it keeps a copy of the object.");
  if (Buffer.isBuffer(archive)) return checkArchive(archive);
  if (bucket === undefined && key === undefined) return refuse(absent);
  if (bucket === undefined) refuse("S3Bucket is required when S3Key is given.");
  if (key === undefined) refuse("S3Key is required when S3Bucket is given.");
}

function checkArchive(archive: Buffer): void {
  if (archive.length === 0) refuse("Uploaded file must be a non-empty zip");
  if (archive.length > limits.zippedPackageBytesMax) {
    throw new PlatformError("RequestTooLarge", `Zipped size must be smaller than ${limits.zippedPackageBytesMax} bytes`);
  }
}

function checkVariables(variables: unknown): void {
  if (typeof variables !== "object" || variables === null) return;
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    refuse(
      "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. " +
        `Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > limits.environmentVariablesBytesMax) {
    refuse(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}

function nested(input: Input, outer: string, inner: string): unknown {
  const holder = input[outer];
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, inner) : undefined;
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new PlatformError("InvalidParameterValue", problem);
}
