import type { EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import type { EventSourceKind } from "@mayfly/domain/event-source";

/** Settings that only some kinds of sources have. */
export type SourceSetting =
  | "startingPosition"
  | "batchingWindowSeconds"
  | "parallelizationFactor"
  | "bisectOnError"
  | "recordAgeSecondsMax"
  | "retryAttemptsMax"
  | "tumblingWindowSeconds"
  | "onFailure"
  | "functionResponseTypes"
  | "topics"
  | "queues"
  | "sourceAccess"
  | "amazonKafka"
  | "selfManagedKafka"
  | "documentDb"
  | "maximumConcurrency"
  | "pollers"
  | "systemLogLevel";

/** What is true of one kind of sources (AWS Lambda developer guide, the parameter tables of each event source; behaviours.md §11). */
export interface EventSourceTraits {
  readonly batchSizeDefault: number;
  readonly batchSizeMax: number;
  readonly settings: ReadonlySet<SourceSetting>;
  /** Those that a creation must have. */
  readonly required: readonly SourceSetting[];
  /** What mappings have that say nothing else. What is not here is absent from answers until it is set. */
  readonly defaults: Partial<EventSourceMappingSettings>;
  readonly startingPositions: readonly string[];
  /** AWS's text for every state. */
  readonly transitionReason: "User action" | "USER_INITIATED";
}

const batch = { batchSizeDefault: 100, batchSizeMax: 10_000 } as const;
const errorHandling = ["bisectOnError", "recordAgeSecondsMax", "retryAttemptsMax", "onFailure", "functionResponseTypes"] as const;
const errorHandlingDefaults = { bisectOnError: false, recordAgeSecondsMax: -1, retryAttemptsMax: -1, onFailure: {}, functionResponseTypes: [] };
const anyPosition = ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"] as const;

function settings(...names: SourceSetting[]): ReadonlySet<SourceSetting> {
  return new Set(names);
}

const queue: EventSourceTraits = {
  batchSizeDefault: 10,
  batchSizeMax: 10_000,
  settings: settings("batchingWindowSeconds", "functionResponseTypes", "maximumConcurrency", "pollers"),
  required: [],
  defaults: { batchingWindowSeconds: 0, functionResponseTypes: [] },
  startingPositions: [],
  transitionReason: "USER_INITIATED",
};
const shards: EventSourceTraits = {
  ...batch,
  settings: settings("startingPosition", "batchingWindowSeconds", "parallelizationFactor", "tumblingWindowSeconds", ...errorHandling),
  required: ["startingPosition"],
  defaults: { batchingWindowSeconds: 0, parallelizationFactor: 1, tumblingWindowSeconds: 0, ...errorHandlingDefaults },
  startingPositions: anyPosition,
  transitionReason: "User action",
};
const broker: EventSourceTraits = {
  ...batch,
  settings: settings("batchingWindowSeconds", "queues", "sourceAccess"),
  required: ["sourceAccess", "queues"],
  defaults: {},
  startingPositions: [],
  transitionReason: "USER_INITIATED",
};
const kafkaSettings = ["startingPosition", "batchingWindowSeconds", "topics", "sourceAccess", "pollers", "systemLogLevel", ...errorHandling] as const;
const kafka: EventSourceTraits = {
  ...broker,
  settings: settings("amazonKafka", ...kafkaSettings),
  required: ["topics", "startingPosition"],
  defaults: { onFailure: {} },
  startingPositions: anyPosition,
};
/** Mayfly's own: handled like a stream of one shard. */
const natsStream: EventSourceTraits = {
  ...batch,
  settings: settings("startingPosition", "batchingWindowSeconds", ...errorHandling),
  required: [],
  defaults: { startingPosition: "TRIM_HORIZON", batchingWindowSeconds: 0, ...errorHandlingDefaults },
  startingPositions: anyPosition,
  transitionReason: "USER_INITIATED",
};

/** What is true of each kind of sources. */
export const eventSourceTraits: Readonly<Record<EventSourceKind, EventSourceTraits>> = {
  sqs: queue,
  "sqs-fifo": { ...queue, batchSizeMax: 10, settings: settings("functionResponseTypes", "maximumConcurrency") },
  kinesis: shards,
  dynamodb: { ...shards, startingPositions: ["TRIM_HORIZON", "LATEST"] },
  kafka,
  "self-managed-kafka": { ...kafka, settings: settings("selfManagedKafka", ...kafkaSettings), required: ["sourceAccess", "topics", "startingPosition"] },
  mq: broker,
  documentdb: {
    ...broker,
    settings: settings("startingPosition", "batchingWindowSeconds", "sourceAccess", "documentDb"),
    required: ["sourceAccess", "documentDb", "startingPosition"],
    startingPositions: anyPosition,
  },
  "nats-stream": natsStream,
  "nats-subject": {
    ...natsStream,
    settings: settings("batchingWindowSeconds", ...errorHandling),
    defaults: { batchingWindowSeconds: 0, ...errorHandlingDefaults },
    startingPositions: [],
  },
};

/** The API's name of each setting, for messages. */
export const settingNames: Readonly<Record<SourceSetting, string>> = {
  startingPosition: "StartingPosition",
  batchingWindowSeconds: "MaximumBatchingWindowInSeconds",
  parallelizationFactor: "ParallelizationFactor",
  bisectOnError: "BisectBatchOnFunctionError",
  recordAgeSecondsMax: "MaximumRecordAgeInSeconds",
  retryAttemptsMax: "MaximumRetryAttempts",
  tumblingWindowSeconds: "TumblingWindowInSeconds",
  onFailure: "DestinationConfig",
  functionResponseTypes: "FunctionResponseTypes",
  topics: "Topics",
  queues: "Queues",
  sourceAccess: "SourceAccessConfigurations",
  amazonKafka: "AmazonManagedKafkaEventSourceConfig",
  selfManagedKafka: "SelfManagedKafkaEventSourceConfig",
  documentDb: "DocumentDBEventSourceConfig",
  maximumConcurrency: "ScalingConfig",
  pollers: "ProvisionedPollerConfig",
  systemLogLevel: "LoggingConfig",
};
