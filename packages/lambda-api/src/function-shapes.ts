import { limits } from "@mayfly/domain/limits";
import { concurrency } from "./concurrency-shapes.ts";
import { layerVersionArn } from "./layer-shapes.ts";
import { integer, list, map, notYet, oneOf, required, string, structure, type Member, type Shape } from "./shape.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";
const functionPrefix = `(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\\d{12}:)?(function:)?`;

/** FunctionName of operations that create, change or delete: name, partial ARN or ARN. */
export const functionName = string({ min: 1, max: 140, pattern: `${functionPrefix}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?` });
/** FunctionName of operations that read or invoke. */
export const namespacedFunctionName = string({
  min: 1,
  max: 256,
  pattern: `${functionPrefix}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
});
/** FunctionName of operations on functions as a whole. */
export const unqualifiedFunctionName = string({ min: 1, max: 140, pattern: `${functionPrefix}([a-zA-Z0-9-_]+)` });
/** Version or alias. */
export const qualifier = string({ min: 1, max: 128, pattern: "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+" });
/** Revision id of a function. */
export const revisionId = string({ min: 36, max: 36, pattern: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" });
/** Execution role. */
export const roleArn = string({ min: 0, max: 10000, pattern: "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+" });
/** Runtime identifier; which ones there are is a rule of its own (runtime-identifiers.ts). */
const runtime = string();
/** One architecture; the first worker's own if absent. */
export const architectures = list(oneOf("x86_64", "arm64"), { min: 1, max: 1 });

const tag = "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)";

/** Tags of a function. */
export const tags = map(string({ min: 1, max: 128, pattern: tag }), string({ min: 0, max: 256, pattern: tag }));

/** The settings that both CreateFunction and UpdateFunctionConfiguration take. */
export const configurationMembers = {
  Handler: string({ min: 0, max: 128, pattern: "[^\\s]+" }),
  Description: string({ min: 0, max: 256 }),
  // The model's maxima are those of managed instances; these are of ordinary functions (constraints.md).
  Timeout: integer({ min: 1, max: limits.timeoutSecondsMax }),
  MemorySize: integer({ min: limits.memoryMibMin, max: limits.memoryMibMax }),
  Environment: structure({ Variables: map(string({ pattern: "[a-zA-Z]([a-zA-Z0-9_])+" }), string()) }),
  Runtime: runtime,
  TracingConfig: structure({ Mode: oneOf("Active", "PassThrough") }),
  EphemeralStorage: structure({ Size: required(integer({ min: limits.ephemeralMibMin, max: limits.ephemeralMibMax })) }),
  LoggingConfig: structure({
    LogFormat: oneOf("JSON", "Text"),
    ApplicationLogLevel: oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
    SystemLogLevel: oneOf("DEBUG", "INFO", "WARN"),
    LogGroup: string({ min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" }),
  }),
  SnapStart: notYet(structure({ ApplyOn: oneOf("PublishedVersions", "None") })),
  VpcConfig: notYet(),
  DeadLetterConfig: notYet(),
  KMSKeyArn: notYet(),
  // More than 5 are refused in other words than the model's (behaviours.md §7).
  Layers: list(layerVersionArn, { wrapped: true }),
  FileSystemConfigs: notYet(),
  ImageConfig: notYet(),
  DurableConfig: notYet(),
  CapacityProviderConfig: notYet(),
  RuntimeConfig: notYet(),
  AcceleratorConfig: notYet(),
} satisfies Record<string, Member | Shape>;

const text = string();

/** FunctionConfiguration as answered. */
export const functionConfiguration = structure({
  FunctionName: text,
  FunctionArn: text,
  Runtime: { shape: text, omitEmpty: true },
  Role: text,
  Handler: { shape: text, omitEmpty: true },
  CodeSize: integer(),
  Description: text,
  Timeout: integer(),
  MemorySize: integer(),
  LastModified: text,
  CodeSha256: text,
  Version: text,
  Environment: structure({ Variables: map(text, text) }),
  TracingConfig: structure({ Mode: text }),
  RevisionId: text,
  State: text,
  StateReason: text,
  StateReasonCode: text,
  LastUpdateStatus: text,
  LastUpdateStatusReason: text,
  LastUpdateStatusReasonCode: text,
  PackageType: text,
  Architectures: list(text),
  EphemeralStorage: structure({ Size: integer() }),
  SnapStart: structure({ ApplyOn: text, OptimizationStatus: text }),
  RuntimeVersionConfig: structure({ RuntimeVersionArn: text }),
  LoggingConfig: structure({ LogFormat: text, ApplicationLogLevel: text, SystemLogLevel: text, LogGroup: text }),
  Layers: { shape: list(structure({ Arn: text, CodeSize: integer() })), omitEmpty: true },
});

/** Answer of GetFunction. */
export const functionDescription = structure({
  Configuration: functionConfiguration,
  Code: structure({ RepositoryType: text, Location: text }),
  Tags: { shape: map(text, text), omitEmpty: true },
  Concurrency: concurrency,
});

/** Answer of ListFunctions. */
export const functionPage = structure({ Functions: list(functionConfiguration), NextMarker: text });
