import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { UnplacedRecord } from "../../ports/function-store.ts";
import { versionedValue } from "@mayfly/domain/versioned-value";
import { z } from "zod";

const code = z.object({ sha256: z.string(), sizeBytes: z.number().int(), unpackedBytes: z.number().int().optional(), directory: z.string().optional() });

const settings = z.object({
  runtime: z.string(),
  handler: z.string(),
  role: z.string(),
  description: z.string(),
  timeoutSeconds: z.number().int(),
  memoryMib: z.number().int(),
  ephemeralMib: z.number().int(),
  variables: z.record(z.string(), z.string()).optional(),
  tracingMode: z.string(),
  logging: z.object({
    format: z.enum(["Text", "JSON"]),
    applicationLevel: z.string().optional(),
    systemLevel: z.string().optional(),
    group: z.string(),
  }),
  architecture: z.string(),
  // Records of a Mayfly without layers have none.
  layers: z.array(code.extend({ arn: z.string() })).default([]),
});

const failure = { code: z.string(), reason: z.string() };

const state = z.discriminatedUnion("name", [
  z.object({ name: z.literal("creating") }),
  z.object({ name: z.literal("activating") }),
  z.object({ name: z.literal("active") }),
  z.object({ name: z.literal("updating") }),
  z.object({ name: z.literal("switching") }),
  z.object({ name: z.literal("update-failed"), ...failure }),
  z.object({ name: z.literal("failed"), ...failure }),
]);

const storedRecord = z.object({
  region: z.string(),
  account: z.string(),
  functionName: z.string(),
  settings,
  code,
  revisionId: z.string(),
  lastModifiedAt: z.number(),
  tags: z.record(z.string(), z.string()),
  state,
  running: z.object({ generation: z.number().int(), settings, code }).optional(),
  publishedDescription: z.string().optional(),
});

/** What is kept beside the JSON, where scripts can read it: the version is in the key. */
type Place = Pick<FunctionRecord, "version" | "generation" | "sequence">;

const storedFunction = versionedValue<Omit<FunctionRecord, keyof Place>>({ name: "function record", schema: 1, parser: storedRecord });

/** The record as JSON with its schema number, without its place. */
export function encodeFunction(record: Omit<UnplacedRecord, "version">): string {
  const { region, account, functionName, settings, code, revisionId, lastModifiedAt, tags, state, running, publishedDescription } = record;
  return storedFunction.encode({ region, account, functionName, settings, code, revisionId, lastModifiedAt, tags, state, running, publishedDescription });
}

/** The record as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeFunction(text: string, place: Place): FunctionRecord {
  return { ...storedFunction.decode(text), ...place };
}
