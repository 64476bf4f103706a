import type { AliasRecord } from "@mayfly/domain/alias-record";
import { versionedValue } from "@mayfly/domain/versioned-value";
import { z } from "zod";

type StoredAlias = Omit<AliasRecord, "sequence">;

const parser = z.object({
  region: z.string(),
  account: z.string(),
  functionName: z.string(),
  aliasName: z.string(),
  functionVersion: z.string(),
  additionalWeights: z.record(z.string(), z.number()),
  description: z.string(),
  revisionId: z.string(),
});

const storedAlias = versionedValue<StoredAlias>({ name: "alias", schema: 1, parser });

/** The alias as JSON with its schema number; its sequence is kept beside it, where scripts can read it. */
export function encodeAlias(alias: StoredAlias): string {
  const { region, account, functionName, aliasName, functionVersion, additionalWeights, description, revisionId } = alias;
  return storedAlias.encode({ region, account, functionName, aliasName, functionVersion, additionalWeights, description, revisionId });
}

/** The alias as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeAlias(text: string, sequence: number): AliasRecord {
  return { ...storedAlias.decode(text), sequence };
}
