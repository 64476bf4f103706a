import type { CreateEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateEventSourceMappingRequest";
import type { EventSourceMappingConfiguration } from "@mayfly/contracts/generated/mayfly/functions/v1/EventSourceMappingConfiguration";
import type { KafkaEventSourceConfig, KafkaEventSourceConfig__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/KafkaEventSourceConfig";
import type { UpdateEventSourceMappingRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateEventSourceMappingRequest";
import { functionArn } from "@mayfly/domain/arn";
import { eventSourceMappingArn, mappingKind, type EventSourceMappingRecord, type EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { describeMappingState } from "@mayfly/domain/event-source-mapping-state";
import type { MappingChanges, MappingCreation } from "../core/event-source-mapping.ts";
import { eventSourceTraits } from "../core/event-source-traits.ts";

type ChangesRequest = CreateEventSourceMappingRequest__Output | UpdateEventSourceMappingRequest__Output;

/** Reads what a creation and an update say alike. */
export function mappingChanges(request: ChangesRequest): MappingChanges {
  const { pollers, documentDb } = nestedChanges(request);
  return {
    batchSize: request.batch_size,
    filters: request.filter_criteria?.filters.map(({ pattern }) => pattern),
    batchingWindowSeconds: request.maximum_batching_window_in_seconds,
    parallelizationFactor: request.parallelization_factor,
    onFailure: onFailure(request),
    hasOnSuccess: (request.destination_config?.on_success?.destination ?? "") !== "",
    recordAgeSecondsMax: request.maximum_record_age_in_seconds,
    bisectOnError: request.bisect_batch_on_function_error,
    retryAttemptsMax: request.maximum_retry_attempts,
    tumblingWindowSeconds: request.tumbling_window_in_seconds,
    sourceAccess: request.source_access_configurations?.values.map(({ type, uri }) => ({ type, uri })),
    functionResponseTypes: request.function_response_types?.values,
    amazonKafka: kafkaChanges(request.amazon_managed_kafka_event_source_config),
    selfManagedKafka: kafkaChanges(request.self_managed_kafka_event_source_config),
    maximumConcurrency: request.scaling_config === null ? undefined : (request.scaling_config.maximum_concurrency ?? null),
    documentDb,
    metrics: request.metrics_config?.metrics,
    systemLogLevel: request.logging_config?.system_log_level,
    pollers,
  };
}

/** Reads a creation; `uuid` is the new mapping's. */
export function mappingCreation(
  request: CreateEventSourceMappingRequest__Output,
  named: Pick<MappingCreation, "functionName" | "qualifier" | "uuid">,
): MappingCreation {
  const { self_managed_event_source: selfManaged, starting_position: position } = request;
  return {
    ...mappingChanges(request),
    ...named,
    eventSourceArn: request.event_source_arn,
    endpoints: selfManaged === null ? undefined : Object.fromEntries(Object.entries(selfManaged.endpoints).map(([name, { values }]) => [name, values])),
    startingPosition: isPosition(position) ? position : undefined,
    startingPositionTimestamp: request.starting_position_timestamp,
    topics: request.topics?.values,
    queues: request.queues?.values,
  };
}

function isPosition(text: string | undefined): text is NonNullable<EventSourceMappingSettings["startingPosition"]> {
  return text === "TRIM_HORIZON" || text === "LATEST" || text === "AT_TIMESTAMP";
}

/** A destination that is empty is none. */
function onFailure(request: ChangesRequest): MappingChanges["onFailure"] {
  if (request.destination_config === null) return undefined;
  const destination = request.destination_config.on_failure?.destination ?? "";
  return destination === "" ? {} : { destination };
}

function nestedChanges(request: ChangesRequest): Pick<MappingChanges, "pollers" | "documentDb"> {
  const { provisioned_poller_config: pollers, document_db_event_source_config: documentDb } = request;
  return {
    pollers: pollers === null ? undefined : { minimum: pollers.minimum_pollers, maximum: pollers.maximum_pollers, groupName: pollers.poller_group_name },
    documentDb:
      documentDb === null
        ? undefined
        : { databaseName: documentDb.database_name, collectionName: documentDb.collection_name, fullDocument: documentDb.full_document },
  };
}

function kafkaChanges(config: KafkaEventSourceConfig__Output | null): MappingChanges["amazonKafka"] {
  if (config === null) return undefined;
  const { schema_registry_config: registry } = config;
  return {
    consumerGroupId: config.consumer_group_id,
    schemaRegistry:
      registry === null
        ? undefined
        : {
            uri: registry.schema_registry_uri,
            eventRecordFormat: registry.event_record_format,
            accessConfigs: registry.access_configs.map(({ type, uri }) => ({ type, uri })),
            validationAttributes: registry.schema_validation_configs.map(({ attribute }) => attribute),
          },
  };
}

/** A mapping as every operation on it answers (behaviours.md §11). */
export function mappingConfiguration(record: EventSourceMappingRecord): EventSourceMappingConfiguration {
  const { settings } = record;
  const traits = eventSourceTraits[mappingKind(settings)];
  return {
    uuid: record.uuid,
    event_source_mapping_arn: eventSourceMappingArn(record),
    function_arn: functionArn(record, settings.functionName, settings.qualifier),
    last_modified: record.lastModifiedAt / 1000,
    state: describeMappingState(record.state),
    state_transition_reason: traits.transitionReason,
    last_processing_result: lastResult(record),
    ...sourceMembers(settings),
    ...handlingMembers(settings),
  };
}

/** Streams of NATS are read by the scheduler, which says how it went; nobody reads the others. */
function lastResult(record: EventSourceMappingRecord): string {
  return mappingKind(record.settings) === "nats-stream" ? (record.lastResult ?? "No records processed") : notPolled;
}

/** AWS's word for a source that cannot be read, and a sentence that is true. */
const notPolled = "PROBLEM: Mayfly does not poll this event source. No records are processed.";

function sourceMembers(settings: EventSourceMappingSettings): Partial<EventSourceMappingConfiguration> {
  const { eventSourceArn, endpoints, startingPosition, startingPositionTimestamp, topics, queues, sourceAccess, kafka, documentDb } = settings;
  const kafkaConfig = kafka === undefined ? {} : answeredKafka(settings, kafka);
  return {
    ...(eventSourceArn === undefined ? {} : { event_source_arn: eventSourceArn }),
    ...(endpoints === undefined
      ? {}
      : { self_managed_event_source: { endpoints: Object.fromEntries(Object.entries(endpoints).map(([name, values]) => [name, { values }])) } }),
    ...(startingPosition === undefined ? {} : { starting_position: startingPosition }),
    ...(startingPositionTimestamp === undefined ? {} : { starting_position_timestamp: startingPositionTimestamp }),
    ...(topics === undefined ? {} : { topics: { values: topics } }),
    ...(queues === undefined ? {} : { queues: { values: queues } }),
    ...(sourceAccess === undefined ? {} : { source_access_configurations: { values: sourceAccess } }),
    ...kafkaConfig,
    ...(documentDb === undefined
      ? {}
      : {
          document_db_event_source_config: {
            ...(documentDb.databaseName === undefined ? {} : { database_name: documentDb.databaseName }),
            ...(documentDb.collectionName === undefined ? {} : { collection_name: documentDb.collectionName }),
            full_document: documentDb.fullDocument,
          },
        }),
  };
}

function answeredKafka(
  settings: EventSourceMappingSettings,
  kafka: NonNullable<EventSourceMappingSettings["kafka"]>,
): Partial<EventSourceMappingConfiguration> {
  const { schemaRegistry: registry } = kafka;
  const config: KafkaEventSourceConfig = {
    consumer_group_id: kafka.consumerGroupId,
    ...(registry === undefined
      ? {}
      : {
          schema_registry_config: {
            ...(registry.uri === undefined ? {} : { schema_registry_uri: registry.uri }),
            ...(registry.eventRecordFormat === undefined ? {} : { event_record_format: registry.eventRecordFormat }),
            access_configs: registry.accessConfigs,
            schema_validation_configs: registry.validationAttributes.map((attribute) => ({ attribute })),
          },
        }),
  };
  return mappingKind(settings) === "kafka" ? { amazon_managed_kafka_event_source_config: config } : { self_managed_kafka_event_source_config: config };
}

function handlingMembers(settings: EventSourceMappingSettings): Partial<EventSourceMappingConfiguration> {
  const { batchingWindowSeconds, parallelizationFactor, bisectOnError, recordAgeSecondsMax, retryAttemptsMax, tumblingWindowSeconds, filters } = settings;
  return {
    batch_size: settings.batchSize,
    ...(batchingWindowSeconds === undefined ? {} : { maximum_batching_window_in_seconds: batchingWindowSeconds }),
    ...(parallelizationFactor === undefined ? {} : { parallelization_factor: parallelizationFactor }),
    ...(bisectOnError === undefined ? {} : { bisect_batch_on_function_error: bisectOnError }),
    ...(recordAgeSecondsMax === undefined ? {} : { maximum_record_age_in_seconds: recordAgeSecondsMax }),
    ...(retryAttemptsMax === undefined ? {} : { maximum_retry_attempts: retryAttemptsMax }),
    ...(tumblingWindowSeconds === undefined ? {} : { tumbling_window_in_seconds: tumblingWindowSeconds }),
    ...(filters.length === 0 ? {} : { filter_criteria: { filters: filters.map((pattern) => ({ pattern })) } }),
    ...outcomeMembers(settings),
  };
}

function outcomeMembers(settings: EventSourceMappingSettings): Partial<EventSourceMappingConfiguration> {
  const { onFailure: destination, functionResponseTypes, maximumConcurrency, metrics, systemLogLevel, pollers } = settings;
  return {
    ...(destination === undefined
      ? {}
      : { destination_config: { on_failure: destination.destination === undefined ? {} : { destination: destination.destination } } }),
    ...(functionResponseTypes === undefined ? {} : { function_response_types: { values: functionResponseTypes } }),
    ...(maximumConcurrency === undefined ? {} : { scaling_config: { maximum_concurrency: maximumConcurrency } }),
    ...(metrics === undefined ? {} : { metrics_config: { metrics } }),
    ...(systemLogLevel === undefined ? {} : { logging_config: { system_log_level: systemLogLevel } }),
    ...(pollers === undefined
      ? {}
      : {
          provisioned_poller_config: {
            ...(pollers.minimum === undefined ? {} : { minimum_pollers: pollers.minimum }),
            ...(pollers.maximum === undefined ? {} : { maximum_pollers: pollers.maximum }),
            ...(pollers.groupName === undefined ? {} : { poller_group_name: pollers.groupName }),
          },
        }),
  };
}
