import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { UnplacedRecord } from "../../ports/function-store.ts";
import { versionedValue } from "@mayfly/state-store/versioned-value";
import { z } from "zod";

const code = z.object({ sha256: z.string(), sizeBytes: z.number().int(), unpackedBytes: z.number().int().optional() });

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

const unplacedRecord = z.object({
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
});

const storedFunction = versionedValue<UnplacedRecord>({ name: "function record", schema: 1, parser: unplacedRecord });

/** The record as JSON with its schema number; generation and sequence are kept beside it, where scripts can read them. */
export function encodeFunction(record: UnplacedRecord): string {
  const { region, account, functionName, settings, code, revisionId, lastModifiedAt, tags, state, running } = record;
  return storedFunction.encode({ region, account, functionName, settings, code, revisionId, lastModifiedAt, tags, state, running });
}

/** The record as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeFunction(text: string, place: { readonly generation: number; readonly sequence: number }): FunctionRecord {
  return { ...storedFunction.decode(text), ...place };
}
