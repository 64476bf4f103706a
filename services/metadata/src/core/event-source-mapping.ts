import { parseEventFilter } from "@mayfly/domain/event-filter";
import { mappingKind, type EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { parseEventSource, type EventSourceKind } from "@mayfly/domain/event-source";
import type { FunctionNameScope } from "@mayfly/domain/function-name";
import { limits } from "@mayfly/domain/limits";
import { eventSourceTraits, settingNames, type SourceSetting } from "./event-source-traits.ts";
import { mappingRefused, missingSetting, unsupportedSetting } from "./mapping-errors.ts";

type Kafka = Omit<NonNullable<EventSourceMappingSettings["kafka"]>, "consumerGroupId"> & { readonly consumerGroupId: string | undefined };
type DocumentDb = Omit<NonNullable<EventSourceMappingSettings["documentDb"]>, "fullDocument"> & { readonly fullDocument: string | undefined };

type PlainSetting =
  | "batchSize"
  | "batchingWindowSeconds"
  | "parallelizationFactor"
  | "bisectOnError"
  | "recordAgeSecondsMax"
  | "retryAttemptsMax"
  | "tumblingWindowSeconds"
  | "filters"
  | "onFailure"
  | "functionResponseTypes"
  | "sourceAccess"
  | "metrics"
  | "systemLogLevel"
  | "pollers";

/** What a request says of a mapping; what it leaves alone is undefined. */
export type MappingChanges = { readonly [Setting in PlainSetting]: EventSourceMappingSettings[Setting] | undefined } & {
  /** Of queues: null takes the limit away. */
  readonly maximumConcurrency: number | null | undefined;
  readonly amazonKafka: Kafka | undefined;
  readonly selfManagedKafka: Kafka | undefined;
  readonly documentDb: DocumentDb | undefined;
  /** Whether it names a destination for successes, which no source has. */
  readonly hasOnSuccess: boolean;
};

/** What only a creation says. */
export type MappingCreation = MappingChanges &
  Pick<
    EventSourceMappingSettings,
    "functionName" | "qualifier" | "eventSourceArn" | "endpoints" | "startingPosition" | "startingPositionTimestamp" | "topics" | "queues"
  > & { readonly uuid: string };

/** Finds out what a creation is to read. Throws 400 for what is no event source, and for NATS of another account or region. */
export function recognizeSource(
  { eventSourceArn, endpoints }: Pick<MappingCreation, "eventSourceArn" | "endpoints">,
  scope: FunctionNameScope,
): EventSourceKind {
  if (eventSourceArn === undefined) {
    if (endpoints === undefined) throw mappingRefused("Unrecognized event source.");
    return "self-managed-kafka";
  }
  const source = parseEventSource(eventSourceArn);
  if (source === undefined || endpoints !== undefined) throw mappingRefused("Unrecognized event source.");
  const ours = source.kind === "nats-stream" || source.kind === "nats-subject";
  if (ours && (source.region !== scope.region || source.account !== scope.account)) {
    throw mappingRefused(`The event source ${eventSourceArn} must be in region ${scope.region} and account ${scope.account}.`);
  }
  return source.kind;
}

/** The settings of a new mapping. Throws 400 for what its kind of source does not have, lacks, or forbids (behaviours.md §11). */
export function createSettings(kind: EventSourceKind, creation: MappingCreation): EventSourceMappingSettings {
  const traits = eventSourceTraits[kind];
  checkChanges(kind, creation);
  for (const setting of traits.required) if (given(creation, setting) === undefined) throw missingSetting(setting);
  checkPosition(kind, creation);
  const { functionName, qualifier, eventSourceArn, endpoints, startingPosition, startingPositionTimestamp, topics, queues, uuid } = creation;
  const initial = {
    functionName,
    qualifier,
    eventSourceArn,
    endpoints,
    startingPositionTimestamp,
    topics,
    queues,
    batchSize: traits.batchSizeDefault,
    filters: [],
  };
  const base = { ...traits.defaults, ...initial, startingPosition: startingPosition ?? traits.defaults.startingPosition };
  return revised(kind, { ...base, ...(isKafka(kind) ? { kafka: { consumerGroupId: uuid } } : {}) }, creation);
}

/** The settings after a change. Throws as `createSettings` does. */
export function reviseSettings(settings: EventSourceMappingSettings, changes: MappingChanges): EventSourceMappingSettings {
  const kind = mappingKind(settings);
  checkChanges(kind, changes);
  return revised(kind, settings, changes);
}

function revised(kind: EventSourceKind, settings: EventSourceMappingSettings, changes: MappingChanges): EventSourceMappingSettings {
  const kafka = changes.amazonKafka ?? changes.selfManagedKafka;
  const { documentDb, maximumConcurrency } = changes;
  const next: EventSourceMappingSettings = {
    ...settings,
    ...plainChanges(kind, changes),
    kafka: kafka === undefined ? settings.kafka : { ...kafka, consumerGroupId: kafka.consumerGroupId ?? settings.kafka?.consumerGroupId ?? "" },
    documentDb:
      documentDb === undefined
        ? settings.documentDb
        : { ...settings.documentDb, ...documentDb, fullDocument: documentDb.fullDocument ?? settings.documentDb?.fullDocument ?? "Default" },
    // Null takes the limit away.
    maximumConcurrency: maximumConcurrency === undefined ? settings.maximumConcurrency : (maximumConcurrency ?? undefined),
  };
  checkTogether(kind, next);
  return next;
}

/** What replaces a setting as it is: of those that the kind of source has, and that were given. */
function plainChanges(kind: EventSourceKind, changes: MappingChanges): Partial<EventSourceMappingSettings> {
  const { batchSize, filters, metrics, ...others } = {
    batchSize: changes.batchSize,
    filters: changes.filters,
    metrics: changes.metrics,
    batchingWindowSeconds: changes.batchingWindowSeconds,
    parallelizationFactor: changes.parallelizationFactor,
    bisectOnError: changes.bisectOnError,
    recordAgeSecondsMax: changes.recordAgeSecondsMax,
    retryAttemptsMax: changes.retryAttemptsMax,
    tumblingWindowSeconds: changes.tumblingWindowSeconds,
    onFailure: changes.onFailure,
    functionResponseTypes: changes.functionResponseTypes,
    sourceAccess: changes.sourceAccess,
    systemLogLevel: changes.systemLogLevel,
    pollers: changes.pollers,
  };
  const known: ReadonlySet<string> = eventSourceTraits[kind].settings;
  const ofKind = Object.entries(others).filter(([name, value]) => value !== undefined && known.has(name));
  return {
    ...Object.fromEntries(ofKind),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(filters === undefined ? {} : { filters }),
    ...(metrics === undefined ? {} : { metrics }),
  };
}

/** Throws 400 for settings that the kind of source does not have, and for filters that are none. */
function checkChanges(kind: EventSourceKind, changes: MappingChanges): void {
  if (changes.hasOnSuccess) throw unsupportedSetting("onFailure");
  const { settings } = eventSourceTraits[kind];
  for (const setting of allSettings) {
    if (setting === "startingPosition" || settings.has(setting)) continue;
    if (asksForSomething(setting, given(changes, setting))) throw unsupportedSetting(setting);
  }
  const { filters = [] } = changes;
  if (filters.length > limits.eventFiltersMax) throw mappingRefused(`Filter criteria may have at most ${limits.eventFiltersMax} filters.`);
  if (filters.some((pattern) => parseEventFilter(pattern) === undefined)) throw mappingRefused("Invalid filter pattern definition.");
}

function checkPosition(kind: EventSourceKind, creation: MappingCreation): void {
  const { startingPosition, startingPositionTimestamp, eventSourceArn } = creation;
  const { startingPositions } = eventSourceTraits[kind];
  if (startingPosition === undefined && startingPositionTimestamp === undefined) return;
  if (startingPositions.length === 0) throw mappingRefused(`StartingPosition is not valid for ${sourceNames[kind]} event sources.`);
  if (startingPosition !== "AT_TIMESTAMP" && startingPositionTimestamp !== undefined)
    throw mappingRefused("Timestamp only valid with StartingPosition AT_TIMESTAMP");
  if (startingPosition !== undefined && !startingPositions.includes(startingPosition)) {
    throw mappingRefused(`Unsupported starting position for arn type: ${eventSourceArn ?? ""}`);
  }
  if (startingPosition === "AT_TIMESTAMP" && startingPositionTimestamp === undefined)
    throw mappingRefused("StartingPosition AT_TIMESTAMP requires StartingPositionTimestamp.");
}

/** What only the settings as a whole can break. */
function checkTogether(kind: EventSourceKind, settings: EventSourceMappingSettings): void {
  const { batchSize, batchingWindowSeconds = 0, recordAgeSecondsMax: age = -1 } = settings;
  const { batchSizeMax } = eventSourceTraits[kind];
  if (batchSize > batchSizeMax) throw mappingRefused(`BatchSize ${batchSize} is more than ${sourceNames[kind]} event sources allow: ${batchSizeMax}.`);
  if (kind === "sqs" && batchSize > 10 && batchingWindowSeconds === 0) {
    throw mappingRefused("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
  }
  const recordAgeSecondsMin = 60;
  if (age !== -1 && age < recordAgeSecondsMin) throw mappingRefused("MaximumRecordAgeInSeconds must be -1 or at least 60.");
  const destination = settings.onFailure?.destination;
  if (kind.startsWith("nats-") && destination !== undefined && parseEventSource(destination)?.kind !== "nats-subject") {
    throw mappingRefused(`The destination ARN ${destination} is invalid.`);
  }
  const { minimum = 1, maximum } = settings.pollers ?? {};
  if (maximum !== undefined && minimum > maximum) throw mappingRefused("MinimumPollers must not be greater than MaximumPollers.");
}

const allSettings = Object.keys(settingNames) as readonly SourceSetting[];

function given(changes: MappingChanges, setting: SourceSetting): unknown {
  return Reflect.get(changes, setting);
}

/** Tools send defaults explicitly: what asks for nothing is no reason to refuse. */
function asksForSomething(setting: SourceSetting, value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === -1) return false;
  if (setting === "parallelizationFactor") return value !== 1;
  if (typeof value !== "object") return true;
  return Object.values(value).some((item) => item !== undefined);
}

function isKafka(kind: EventSourceKind): boolean {
  return kind === "kafka" || kind === "self-managed-kafka";
}

const sourceNames: Readonly<Record<EventSourceKind, string>> = {
  sqs: "SQS",
  "sqs-fifo": "SQS",
  kinesis: "Kinesis",
  dynamodb: "DynamoDB",
  kafka: "Kafka",
  "self-managed-kafka": "Kafka",
  mq: "MQ",
  documentdb: "DocumentDB",
  "nats-stream": "NATS",
  "nats-subject": "NATS",
};

/** What no two mappings of an account have in common. */
export function mappingClaim({ functionName, qualifier, eventSourceArn, endpoints, topics, queues }: EventSourceMappingSettings): string {
  const source =
    eventSourceArn ??
    Object.values(endpoints ?? {})
      .flat()
      .toSorted()
      .join(",");
  return JSON.stringify([source, functionName, qualifier ?? "", topics ?? [], queues ?? []]);
}
