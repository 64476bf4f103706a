import { destinationConfig } from "./event-invoke-shapes.ts";
import { boolean, double, integer, list, map, notYet, oneOf, string, structure, type Member, type Shape } from "./shape.ts";

/** ARN of anything of AWS, and of Mayfly's own sources. */
export const eventSourceArn = string({
  max: 10_000,
  pattern: "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
});

const uri = string({ min: 1, max: 200, pattern: "[ a-zA-Z0-9-\\/*:_+=.@-]*" });
const registryUri = string({ min: 1, max: 10_000, pattern: "[a-zA-Z0-9-\\/*:_+=.@-]*" });
const sourceAccessType = oneOf(
  ...["BASIC_AUTH", "VPC_SUBNET", "VPC_SECURITY_GROUP", "SASL_SCRAM_512_AUTH", "SASL_SCRAM_256_AUTH", "VIRTUAL_HOST", "CLIENT_CERTIFICATE_TLS_AUTH"],
  ...["SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_AUTH", "OAUTHBEARER_SCOPE", "OAUTHBEARER_AUDIENCE", "OAUTHBEARER_LOGICAL_CLUSTER"],
  ...["OAUTHBEARER_IDENTITY_POOL", "IAM_AUTH", "IAM_OAUTHBEARER_AUTH"],
);

/** Of Kafka, MQ and DocumentDB: secrets and networks that lead to the source. */
const sourceAccessConfigurations = list(structure({ Type: sourceAccessType, URI: uri }), { min: 0, max: 23, wrapped: true });

const schemaRegistryConfig = structure({
  SchemaRegistryURI: registryUri,
  EventRecordFormat: oneOf("JSON", "SOURCE"),
  AccessConfigs: list(
    structure({
      Type: oneOf("BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_AUTH"),
      URI: string({ pattern: "[\\s\\S]*" }),
    }),
  ),
  SchemaValidationConfigs: list(structure({ Attribute: oneOf("KEY", "VALUE") })),
});
const kafkaConfig = structure({ ConsumerGroupId: uri, SchemaRegistryConfig: schemaRegistryConfig });

/** What both CreateEventSourceMapping and UpdateEventSourceMapping take, beside the function. */
export const mappingChanges = {
  Enabled: boolean,
  BatchSize: integer({ min: 1, max: 10_000 }),
  FilterCriteria: structure({ Filters: list(structure({ Pattern: string({ min: 0, max: 4096, pattern: "[\\s\\S]*" }) })) }),
  MaximumBatchingWindowInSeconds: integer({ min: 0, max: 300 }),
  ParallelizationFactor: integer({ min: 1, max: 10 }),
  DestinationConfig: destinationConfig,
  MaximumRecordAgeInSeconds: integer({ min: -1, max: 604_800 }),
  BisectBatchOnFunctionError: boolean,
  MaximumRetryAttempts: integer({ min: -1, max: 10_000 }),
  TumblingWindowInSeconds: integer({ min: 0, max: 900 }),
  SourceAccessConfigurations: sourceAccessConfigurations,
  FunctionResponseTypes: list(oneOf("ReportBatchItemFailures"), { min: 0, max: 1, wrapped: true }),
  ScalingConfig: structure({ MaximumConcurrency: integer({ min: 2, max: 1000 }) }),
  AmazonManagedKafkaEventSourceConfig: kafkaConfig,
  SelfManagedKafkaEventSourceConfig: structure({ ...kafkaConfig.members, ConsumptionMode: notYet(oneOf("Stream", "Queue")) }),
  DocumentDBEventSourceConfig: structure({
    DatabaseName: string({ min: 1, max: 63, pattern: "[^ /\\.$\\x22]*" }),
    CollectionName: string({ min: 1, max: 57, pattern: "(^(?!(system\\x2e)))(^[_a-zA-Z0-9])([^$]*)" }),
    FullDocument: oneOf("UpdateLookup", "Default"),
  }),
  KMSKeyArn: notYet(),
  MetricsConfig: structure({ Metrics: list(oneOf("EventCount", "ErrorCount", "KafkaMetrics"), { min: 0, max: 3 }) }),
  LoggingConfig: structure({ SystemLogLevel: oneOf("DEBUG", "INFO", "WARN") }),
  ProvisionedPollerConfig: structure({
    MinimumPollers: integer({ min: 1, max: 200 }),
    MaximumPollers: integer({ min: 1, max: 10_000 }),
    PollerGroupName: string({ min: 0, max: 128, pattern: "[a-zA-Z0-9-_]*" }),
  }),
} satisfies Record<string, Member | Shape>;

/** What only CreateEventSourceMapping takes. */
export const mappingCreation = {
  EventSourceArn: eventSourceArn,
  StartingPosition: oneOf("LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"),
  // Epoch seconds.
  StartingPositionTimestamp: double(),
  Topics: list(string({ min: 1, max: 249, pattern: "[^.]([a-zA-Z0-9\\-_.]+)" }), { min: 1, max: 1, wrapped: true }),
  Queues: list(string({ min: 1, max: 1000, pattern: "[\\s\\S]*" }), { min: 1, max: 1, wrapped: true }),
  SelfManagedEventSource: structure({
    Endpoints: map(
      oneOf("KAFKA_BOOTSTRAP_SERVERS"),
      list(
        string({
          min: 1,
          max: 300,
          pattern: "(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-z0-9]):[0-9]{1,5}",
        }),
        { min: 1, max: 10, wrapped: true },
      ),
    ),
  }),
} satisfies Record<string, Shape>;

const text = string();
const sourceAccess = list(structure({ Type: text, URI: text }), { wrapped: true });
const answeredKafkaConfig = structure({
  ConsumerGroupId: text,
  SchemaRegistryConfig: structure({
    SchemaRegistryURI: text,
    EventRecordFormat: text,
    AccessConfigs: list(structure({ Type: text, URI: text })),
    SchemaValidationConfigs: list(structure({ Attribute: text })),
  }),
});

/** EventSourceMappingConfiguration as answered. */
export const eventSourceMappingConfiguration = structure({
  UUID: text,
  StartingPosition: text,
  StartingPositionTimestamp: double(),
  BatchSize: integer(),
  MaximumBatchingWindowInSeconds: integer(),
  ParallelizationFactor: integer(),
  EventSourceArn: text,
  FilterCriteria: structure({ Filters: list(structure({ Pattern: text })) }),
  FunctionArn: text,
  LastModified: double(),
  LastProcessingResult: text,
  State: text,
  StateTransitionReason: text,
  DestinationConfig: destinationConfig,
  Topics: list(text, { wrapped: true }),
  Queues: list(text, { wrapped: true }),
  SourceAccessConfigurations: sourceAccess,
  SelfManagedEventSource: structure({ Endpoints: map(text, list(text, { wrapped: true })) }),
  MaximumRecordAgeInSeconds: integer(),
  BisectBatchOnFunctionError: boolean,
  MaximumRetryAttempts: integer(),
  TumblingWindowInSeconds: integer(),
  FunctionResponseTypes: list(text, { wrapped: true }),
  AmazonManagedKafkaEventSourceConfig: answeredKafkaConfig,
  SelfManagedKafkaEventSourceConfig: answeredKafkaConfig,
  ScalingConfig: structure({ MaximumConcurrency: integer() }),
  DocumentDBEventSourceConfig: structure({ DatabaseName: text, CollectionName: text, FullDocument: text }),
  EventSourceMappingArn: text,
  MetricsConfig: structure({ Metrics: list(text) }),
  LoggingConfig: structure({ SystemLogLevel: text }),
  ProvisionedPollerConfig: structure({ MinimumPollers: integer(), MaximumPollers: integer(), PollerGroupName: text }),
});

/** Answer of ListEventSourceMappings. */
export const eventSourceMappingPage = structure({ EventSourceMappings: list(eventSourceMappingConfiguration), NextMarker: text });
