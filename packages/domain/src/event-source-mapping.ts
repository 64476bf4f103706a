import { z } from "zod";
import type { EventSourceMappingState } from "./event-source-mapping-state.ts";
import { parseEventSource, type EventSourceKind } from "./event-source.ts";
import { versionedValue } from "./versioned-value.ts";

/** Names one event source mapping. */
export interface EventSourceMappingKey {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Lower-case UUID. */
  readonly uuid: string;
}

const sourceAccess = z.object({ type: z.string(), uri: z.string() });
const schemaRegistry = z.object({
  uri: z.string().optional(),
  eventRecordFormat: z.string().optional(),
  accessConfigs: z.array(sourceAccess),
  validationAttributes: z.array(z.string()),
});

/** What a mapping was told to do; what AWS's answers leave out for its kind of source is undefined. */
export const eventSourceMappingSettings = z.object({
  /** Bare name. */
  functionName: z.string(),
  /** Version or alias as it was given; undefined for the function itself. */
  qualifier: z.string().optional(),
  /** Undefined only for self-managed Kafka. */
  eventSourceArn: z.string().optional(),
  /** Kind of endpoint to addresses, of self-managed Kafka. */
  endpoints: z.record(z.string(), z.array(z.string())).optional(),
  startingPosition: z.enum(["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]).optional(),
  /** Epoch seconds. */
  startingPositionTimestamp: z.number().optional(),
  batchSize: z.number().int(),
  batchingWindowSeconds: z.number().int().optional(),
  parallelizationFactor: z.number().int().optional(),
  bisectOnError: z.boolean().optional(),
  /** -1: without a limit. */
  recordAgeSecondsMax: z.number().int().optional(),
  /** -1: without a limit. */
  retryAttemptsMax: z.number().int().optional(),
  tumblingWindowSeconds: z.number().int().optional(),
  /** JSON texts; a record passes that one of them matches. */
  filters: z.array(z.string()),
  /** Present where the kind of source has destinations; ARN of where records go that cannot be processed. */
  onFailure: z.object({ destination: z.string().optional() }).optional(),
  functionResponseTypes: z.array(z.string()).optional(),
  topics: z.array(z.string()).optional(),
  queues: z.array(z.string()).optional(),
  sourceAccess: z.array(sourceAccess).optional(),
  kafka: z.object({ consumerGroupId: z.string(), schemaRegistry: schemaRegistry.optional() }).optional(),
  documentDb: z.object({ databaseName: z.string().optional(), collectionName: z.string().optional(), fullDocument: z.string() }).optional(),
  maximumConcurrency: z.number().int().optional(),
  metrics: z.array(z.string()).optional(),
  systemLogLevel: z.string().optional(),
  pollers: z.object({ minimum: z.number().int().optional(), maximum: z.number().int().optional(), groupName: z.string().optional() }).optional(),
});

/** What a mapping was told to do. */
export type EventSourceMappingSettings = Readonly<z.infer<typeof eventSourceMappingSettings>>;

/** All that metadata knows of an event source mapping. */
export interface EventSourceMappingRecord extends EventSourceMappingKey {
  readonly settings: EventSourceMappingSettings;
  readonly state: EventSourceMappingState;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
  /** Position in the change feed of the transition that wrote this record; no other write has it. */
  readonly sequence: number;
  /** How the last batch went, in the words of whoever reads the source; undefined if nobody has said anything. Not told through the feed. */
  readonly lastResult?: string | undefined;
}

type StoredMapping = Omit<EventSourceMappingRecord, keyof EventSourceMappingKey | "sequence" | "lastResult">;

const settledName = z.enum(["enabled", "disabled", "enabling", "disabling", "deleting", "gone"]);
const parser = z.object({
  settings: eventSourceMappingSettings,
  state: z.union([z.object({ name: settledName }), z.object({ name: z.enum(["creating", "updating"]), enabled: z.boolean() })]),
  tags: z.record(z.string(), z.string()),
  lastModifiedAt: z.number(),
});

const storedMapping = versionedValue<StoredMapping>({ name: "event source mapping", schema: 1, parser });

/** The mapping as JSON with its schema number; key and sequence are kept beside it. */
export function encodeMapping({ settings, state, tags, lastModifiedAt }: StoredMapping): string {
  return storedMapping.encode({ settings, state, tags, lastModifiedAt });
}

/** The mapping as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeMapping(
  text: string,
  place: EventSourceMappingKey & Pick<EventSourceMappingRecord, "sequence" | "lastResult">,
): EventSourceMappingRecord {
  const { region, account, uuid, sequence, lastResult } = place;
  return { ...storedMapping.decode(text), region, account, uuid, sequence, lastResult };
}

/** The kind of source of a mapping that has been accepted. */
export function mappingKind({ eventSourceArn }: Pick<EventSourceMappingSettings, "eventSourceArn">): EventSourceKind {
  return (eventSourceArn === undefined ? undefined : parseEventSource(eventSourceArn)?.kind) ?? "self-managed-kafka";
}

/** `arn:aws:lambda:REGION:ACCOUNT:event-source-mapping:UUID`. */
export function eventSourceMappingArn({ region, account, uuid }: EventSourceMappingKey): string {
  return `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`;
}
