import { parseEventFilter } from "@mayfly/domain/event-filter";
import { mappingKind, type EventSourceMappingRecord, type EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { parseEventSource, type EventSourceKind } from "@mayfly/domain/event-source";
import type { FunctionNameScope } from "@mayfly/domain/function-name";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { eventSourceTraits, settingNames, type SourceSetting } from "./event-source-traits.ts";
import { mappingRefused } from "./mapping-errors.ts";

type Kafka = Omit<NonNullable<EventSourceMappingSettings["kafka"]>, "consumerGroupId"> & { readonly consumerGroupId: string | undefined };
type DocumentDb = Omit<NonNullable<EventSourceMappingSettings["documentDb"]>, "fullDocument"> & { readonly fullDocument: string | undefined };

/** What a request says of a mapping; what it leaves alone is undefined. */
export type MappingChanges = Readonly<
  Partial<
    Pick<
      EventSourceMappingSettings,
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
      | "pollers"
    >
  >
> & {
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
export function recognizeSource({ eventSourceArn, endpoints }: Pick<MappingCreation, "eventSourceArn" | "endpoints">, scope: FunctionNameScope): EventSourceKind {
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
  const initial = { functionName, qualifier, eventSourceArn, endpoints, startingPositionTimestamp, topics, queues, batchSize: traits.batchSizeDefault, filters: [] };
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
  const { amazonKafka, selfManagedKafka, documentDb, maximumConcurrency, hasOnSuccess: _none, ...plain } = changes;
  const keys = Object.keys(settings).concat(Object.keys(plainChanges));
  const picked = Object.fromEntries(Object.entries(plain).filter(([name, value]) => value !== undefined && keys.includes(name) && isOfKind(kind, name)));
  const kafka = amazonKafka ?? selfManagedKafka;
  const next: EventSourceMappingSettings = {
    ...settings,
    ...picked,
    kafka: kafka === undefined ? settings.kafka : { ...kafka, consumerGroupId: kafka.consumerGroupId ?? settings.kafka?.consumerGroupId ?? "" },
    documentDb:
      documentDb === undefined
        ? settings.documentDb
        : { ...settings.documentDb, ...documentDb, fullDocument: documentDb.fullDocument ?? settings.documentDb?.fullDocument ?? "Default" },
    maximumConcurrency: maximumConcurrency === undefined ? settings.maximumConcurrency : (maximumConcurrency ?? undefined),
  };
  checkTogether(kind, next);
  return next;
}
